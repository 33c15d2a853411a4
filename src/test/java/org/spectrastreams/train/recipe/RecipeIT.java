package org.spectrastreams.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.RecipeData;

class RecipeIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("org.spectrastreams.train.recipe.Recipe#SHIPPED")
  void shouldComeBackFromAManifestAsItWas(String name) throws IOException {
    Recipe recipe = Recipe.read(name);

    assertThat(recipe.name()).isEqualTo(name);
    assertThat(Recipe.fromSettings(recipe.toSettings())).isEqualTo(recipe);
  }

  @Test
  void shouldNameTheShippedRecipesWhereThereIsNoSuchOne() {
    assertThatThrownBy(() -> Recipe.read("plastics"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no recipe 'plastics'")
        .hasMessageContaining(
            "cartilage, cartilage-gap, functional-groups, lines, nmr, sers, sers-raman, tissue");
  }

  @ParameterizedTest
  @CsvSource({
    "epochs: 10, epochs: 0, training setting epochs is 0",
    "dropout: 0.1, dropout: 1.5, training setting dropout is 1.5",
    "membersPerFold: 5, membersPerFold: 0, 0 members a fold",
    "source: labelled-map, source: a-dream, a-dream",
    "seed: 1, sed: 1, seed"
  })
  void shouldSayWhatIsWrongInARecipe(String right, String wrong, String message)
      throws IOException {
    String shipped =
        new String(
            RecipeIT.class.getResourceAsStream("/recipes/cartilage.yaml").readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(shipped).contains(right);
    Path file = Files.writeString(folder.resolve("own.yaml"), shipped.replace(right, wrong));

    assertThatThrownBy(() -> Recipe.read(file.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("own.yaml")
        .hasMessageContaining(message);
  }

  @Test
  void shouldLetMembersVoteAboveTheRecipesThreshold() throws IOException {
    String shipped =
        new String(
            RecipeIT.class.getResourceAsStream("/recipes/tissue.yaml").readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    String usual = shipped.replaceAll("(?m)^memberThreshold:.*$", "");
    Path own = folder.resolve("own.yaml");

    assertThat(Recipe.read(Files.writeString(own, usual).toString()).leastScore())
        .isEqualTo(Recipe.MEMBER_THRESHOLD);
    Files.writeString(own, usual + "memberThreshold: 0.4\n");
    assertThat(Recipe.read(own.toString()).leastScore()).isEqualTo(0.4);
    Files.writeString(own, usual + "memberThreshold: 1.2\n");
    assertThatThrownBy(() -> Recipe.read(own.toString())).hasMessageContaining("of 1.2; expected");
  }

  @Test
  void shouldLeaveUnlabelledPixelsOutAndKeepColumnsTogether() throws IOException {
    RecipeData data = RecipeData.of(Recipe.read("cartilage"));

    // 35 × 25 pixels, 6 of them without a label.
    assertThat(data.pixels().count()).isEqualTo(869);
    int[] sizes = new int[3];
    Arrays.stream(data.pixels().labels()).forEach(label -> sizes[label]++);
    assertThat(sizes).containsExactly(323, 364, 182);
    assertThat(data.sets()).containsOnly(0, 1, 2, 3);
    // Every block holds enough of every class for a balanced accuracy to mean something.
    for (int block = 0; block < 4; block++) {
      for (int label = 0; label < 3; label++) {
        int wantedBlock = block;
        int wantedLabel = label;
        assertThat(
                IntStream.range(0, 869)
                    .filter(
                        row ->
                            data.sets()[row] == wantedBlock
                                && data.pixels().labels()[row] == wantedLabel)
                    .count())
            .isGreaterThan(20);
      }
    }
  }

  @Test
  void shouldKeepSpectraThatAreAlikeInOneSet() throws IOException {
    Recipe recipe = Recipe.read("sers");
    RecipeData data = RecipeData.of(recipe);
    LabelledPixels pixels = data.pixels();

    assertThat(pixels.count()).isEqualTo(218);
    assertThat(data.split()).contains("67 groups").contains("without the labels");
    int[][] filled = new int[4][4];
    for (int row = 0; row < 218; row++) {
      filled[data.sets()[row]][pixels.labels()[row]]++;
    }
    for (int[] set : filled) {
      assertThat(set).as("every class in every set").doesNotContain(0);
    }
    for (int one = 0; one < 218; one++) {
      for (int other = 0; other < one; other++) {
        if (data.sets()[one] != data.sets()[other]) {
          assertThat(correlation(pixels, one, other)).isLessThanOrEqualTo(0.999);
        }
      }
    }
  }

  private static double correlation(LabelledPixels pixels, int one, int other) {
    int points = pixels.axis().size();
    double meanOne = 0;
    double meanOther = 0;
    for (int i = 0; i < points; i++) {
      meanOne += pixels.spectra()[one * points + i] / (double) points;
      meanOther += pixels.spectra()[other * points + i] / (double) points;
    }
    double product = 0;
    double squaresOne = 0;
    double squaresOther = 0;
    for (int i = 0; i < points; i++) {
      double x = pixels.spectra()[one * points + i] - meanOne;
      double y = pixels.spectra()[other * points + i] - meanOther;
      product += x * y;
      squaresOne += x * x;
      squaresOther += y * y;
    }
    return product / Math.sqrt(squaresOne * squaresOther);
  }

  @Test
  void shouldKeepHeldOutSectionsApartAndRepeatThem() throws IOException {
    Recipe shipped = Recipe.read("tissue");
    Recipe.SimulatedSections small =
        new Recipe.SimulatedSections(32, 32, 4, 1, 4, Recipe.Pixels.EPITHELIUM, 5, 1000);
    Recipe recipe =
        new Recipe(
            shipped.name(),
            shipped.version(),
            shipped.title(),
            shipped.description(),
            small,
            shipped.preprocessing(),
            true,
            shipped.training(),
            1,
            1,
            1,
            shipped.limits(),
            null,
            null,
            null,
            shipped.network());

    RecipeData data = RecipeData.of(recipe);
    LabelledPixels heldOut = RecipeData.heldOut(recipe, small);

    assertThat(RecipeData.of(recipe).pixels().spectra()).isEqualTo(data.pixels().spectra());
    assertThat(data.pixels().truth()).doesNotContain(-1);
    for (int row = 0; row < data.pixels().count(); row++) {
      assertThat(data.pixels().truth()[row]).isLessThanOrEqualTo(data.pixels().labels()[row]);
    }
    assertThat(data.pixels().spectra()).doesNotContain(heldOut.spectra()[0]);
    assertThat(heldOut.groups()).containsOnly(0, 1, 2, 3);
  }
}
