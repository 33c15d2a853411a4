package org.spectrastreams.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeKeysIT {
  @TempDir private Path folder;

  private static List<String> shipped() {
    return Recipe.SHIPPED;
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shouldListEveryKeyOfAShippedRecipe(String name) throws IOException {
    JsonNode recipe = new YAMLMapper().readTree(RecipeFile.shippedText(name));
    List<String> paths = RecipeKeys.all().stream().map(RecipeKeys.Key::path).toList();

    recipe
        .fieldNames()
        .forEachRemaining(
            key ->
                assertThat(paths).anyMatch(path -> path.equals(key) || path.startsWith(key + ".")));
    String source = recipe.at("/data/source").asText();
    recipe
        .get("data")
        .fieldNames()
        .forEachRemaining(
            key ->
                assertThat(paths)
                    .anyMatch(
                        path ->
                            path.equals("data." + key)
                                || path.startsWith("data[" + source + "]." + key)));
    recipe
        .get("training")
        .fieldNames()
        .forEachRemaining(key -> assertThat(paths).contains("training." + key));
    for (JsonNode step : recipe.at("/preprocessing/steps")) {
      String kind = step.get("step").asText();
      String keys =
          StreamSupport.stream(((Iterable<String>) step::fieldNames).spliterator(), false)
              .filter(key -> !key.equals("step"))
              .collect(Collectors.joining(","));
      for (String key : keys.isEmpty() ? new String[0] : keys.split(",")) {
        assertThat(paths).contains("preprocessing.steps[][" + kind + "]." + key);
      }
    }
  }

  @Test
  void shouldSayWhatMayStandThere() {
    assertThat(RecipeKeys.all())
        .contains(
            new RecipeKeys.Key("training.epochs", "a whole number", true),
            new RecipeKeys.Key("memberThreshold", "a number", false),
            new RecipeKeys.Key("conformal", "a number", false),
            new RecipeKeys.Key("scalePerVariable", "true or false", true),
            new RecipeKeys.Key("data[labelled-map].classes", "a list of text", true))
        .anySatisfy(
            key -> {
              assertThat(key.path()).isEqualTo("preprocessing.steps[].step");
              assertThat(key.value()).contains("emsc", "savitzky-golay");
            });
  }

  @Test
  void shouldNameAKeyThatIsUnknownAndThoseThereAre() throws IOException {
    Path file = folder.resolve("odd.yaml");
    Files.writeString(
        file,
        RecipeFile.shippedText("cartilage")
            .replace("  epochs: 10\n", "  epochs: 10\n  epoch: 10\n"));

    assertThatThrownBy(() -> Recipe.read(file.toString()))
        .hasMessageContaining(
            "unknown key 'training.epoch'; expected one of batch, dropout, epochs")
        .hasMessageNotContaining("org.spectrastreams");
  }

  @Test
  void shouldNameAKeyThatIsMissing() throws IOException {
    Path file = folder.resolve("odd.yaml");
    Files.writeString(
        file, RecipeFile.shippedText("cartilage").replace("  epochs: 10\n", "  epoch: 10\n"));

    assertThatThrownBy(() -> Recipe.read(file.toString()))
        .hasMessageContaining("key 'training.epochs' is missing");
  }

  @Test
  void shouldNameTheKeyWhoseValueIsWrong() throws IOException {
    Path file = folder.resolve("odd.yaml");
    Files.writeString(
        file, RecipeFile.shippedText("cartilage").replace("  batch: 32\n", "  batch: many\n"));

    assertThatThrownBy(() -> Recipe.read(file.toString()))
        .hasMessageContaining("key 'training.batch'")
        .hasMessageContaining("many");
  }

  @Test
  void shouldBeginOnlyWithARecipeThatShips() {
    assertThatThrownBy(() -> RecipeFile.shippedText("../pipelines/tissue"))
        .hasMessageContaining("expected one of cartilage");
  }
}
