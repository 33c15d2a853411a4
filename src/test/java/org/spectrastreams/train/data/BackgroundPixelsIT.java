package org.spectrastreams.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.train.domain.BackgroundFit;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.recipe.RecipeFile;

/** What a recipe names as no class of its own. */
class BackgroundPixelsIT {
  @TempDir private Path folder;

  private Recipe recipe(String name, String classes, String others) throws IOException {
    String text =
        RecipeFile.shippedText(name)
            .replaceFirst("classes: \\[.*\\]", "classes: " + classes + "\n  background: " + others);
    return Recipe.read(Files.writeString(folder.resolve(name + ".yaml"), text).toString());
  }

  @Test
  void shouldTakeLabelsOfAMapForBackgroundThatTheModelHasNoClassFor() throws IOException {
    Recipe recipe = recipe("cartilage", "[matrix, lacuna]", "[cell]");
    LabelledPixels own = RecipeData.of(recipe).pixels();
    LabelledPixels other = BackgroundPixels.of(recipe).orElseThrow();

    assertThat(own.classes()).containsExactly("matrix", "lacuna");
    assertThat(other.classes()).containsExactly("cell");
    assertThat(own.count() + other.count()).isEqualTo(869);
    assertThat(other.groups()).containsOnly(0, 1, 2, 3);
    PreparedSpectra prepared = other.prepare(recipe.preprocessing());
    BackgroundFit fit =
        BackgroundFit.of(
            own.prepare(recipe.preprocessing()), own.groups(), prepared, other.groups());
    int through = 0;
    for (int i = 0; i < other.count(); i++) {
      through += fit.judged()[i] ? 1 : 0;
    }
    assertThat(through)
        .as("cells of a block without a say that are judged")
        .isLessThan(other.count() / 4);
  }

  @Test
  void shouldTakeLabelsOfAListForBackground() throws IOException {
    Recipe recipe = recipe("sers", "[low, medium, high]", "[none]");

    assertThat(RecipeData.of(recipe).pixels().count()).isEqualTo(218 - 76);
    assertThat(BackgroundPixels.of(recipe).orElseThrow().count()).isEqualTo(76);
  }

  @Test
  void shouldFindNoneWhereNoneIsNamedAndRefuseAClass() throws IOException {
    assertThat(BackgroundPixels.of(Recipe.read("sers"))).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> recipe("sers", "[none, low, medium, high]", "[none]"))
        .hasMessageContaining("no classes");
  }
}
