package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.run.ExplanationsReport;

/** The commands that train or measure what was trained, on inputs that take seconds. */
class TrainingCommandsTrainingIT {
  private final PrintStream stdout = System.out;

  @TempDir private Path folder;

  /** The commands turn standard output aside, lest a library prints into their answers. */
  @AfterEach
  void giveStandardOutputBack() {
    System.setOut(stdout);
  }

  /**
   * The recipe of the shipped cartilage model: three blocks, two members, two epochs, no
   * explanations.
   */
  private Path quickRecipe() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    try (InputStream shipped = getClass().getResourceAsStream("/recipes/cartilage.yaml")) {
      ObjectNode recipe = (ObjectNode) yaml.readTree(shipped);
      recipe.put("name", "quick").put("membersPerFold", 1).put("members", 2);
      recipe.withObject("/training").put("epochs", 2).put("batch", 32).put("learningRate", 6e-3);
      recipe.withObject("/data").put("blocks", 3);
      recipe.remove("explanations");
      Path file = folder.resolve("quick.yaml");
      yaml.writeValue(file.toFile(), recipe);
      return file;
    }
  }

  @Test
  void shouldTrainAModelThatEvaluateThenMeasuresToTheSameFigures() throws Exception {
    Path store = folder.resolve("store");

    Run train = Run.of("train", quickRecipe().toString(), "--out", store.toString());

    assertThat(train.exit()).as(train.err()).isZero();
    assertThat(train.out()).contains("balanced accuracy", "model quick@1.0.0 is in " + store);
    Run evaluate = Run.of("evaluate", "quick", "--store", store.toString(), "--json");
    assertThat(evaluate.exit()).as(evaluate.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(evaluate.out());
    assertThat(answer.path("model").asText()).isEqualTo("quick@1.0.0");
    assertThat(answer.path("simulated").asBoolean()).isFalse();
    JsonNode written =
        new ObjectMapper().readTree(store.resolve("quick/1.0.0/model.json").toFile());
    assertThat(answer.path("figures")).isNotEmpty();
    assertThat(written.at("/evaluation/figures")).containsAll(answer.path("figures"));
    assertThat(train.err()).contains("fold 3 of 3");
    ModelPackage model = new ModelStore(store).open("quick");
    assertThat(model.members()).isEqualTo(2);
    assertThat(model.classes()).containsExactly("matrix", "lacuna", "cell");
    List<Figure> figures = model.manifest().evaluation().figures();
    Figure blocked = figure(figures, "3 blocks of contiguous columns", "ensemble of up to 1");
    Figure baseline = figure(figures, "3 blocks of contiguous columns", "PCA-LDA");
    assertThat(blocked.runs()).isEqualTo(3);
    assertThat(blocked.value()).as("chance is 0.333").isGreaterThan(0.6);
    assertThat(baseline.value()).isBetween(0.7, 0.95);
    assertThat(figures).anyMatch(figure -> figure.evaluation().contains("leaky"));
    Run table = Run.of("evaluate", "quick", "--store", store.toString());
    assertThat(table.out()).contains("measured now with the members as stored", "(3 folds)");
  }

  private static Figure figure(List<Figure> figures, String evaluation, String method) {
    return figures.stream()
        .filter(
            figure ->
                figure.evaluation().equals(evaluation)
                    && figure.method().equals(method)
                    && figure.measure().equals("balanced accuracy"))
        .findFirst()
        .orElseThrow();
  }

  /**
   * What the report says of every shipped model as it is stored; how it compares auto-encoders is
   * the matter of ExplanationRunTrainingIT.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tissue", "cartilage", "sers"})
  void shouldSayWhatTheStoredExplanationsOfAModelAreWorth(String name) throws Exception {
    Recipe recipe = Recipe.read(name);
    ModelPackage model = new ModelStore(Path.of("model-store")).open(recipe.id().toString());

    String section = new ExplanationsReport(2, line -> {}).section(model, recipe);

    assertThat(section).contains("`" + model.id() + "`, digest `" + model.digest() + "`");
    List<Figure> figures = model.explanations().orElseThrow().figures();
    assertThat(figures).isNotEmpty();
    assertThat(section).contains(figures.get(0).method());
  }

  @Test
  void shouldSayWhatACommandCannotDo() {
    Run train = Run.of("train", "no-such-recipe");
    assertThat(train.exit()).isEqualTo(1);
    assertThat(train.err()).contains("no recipe 'no-such-recipe'; expected a YAML file");
    Run evaluate = Run.of("evaluate", "no-such-model");
    assertThat(evaluate.exit()).isEqualTo(1);
    assertThat(evaluate.err()).startsWith("evaluate: ").contains("no-such-model");
    Run report = Run.of("explanations-report", "chalk");
    assertThat(report.exit()).isEqualTo(1);
    assertThat(report.err()).contains("recipes [chalk]; expected some of");
  }

  @Test
  void shouldWriteWhatThePackagesHoldOfTheirMeasuringAndTrainNothing() throws IOException {
    Path page = folder.resolve("page.md");
    Run report = Run.of("explanations-report", "--stored-only", "--out", page.toString());

    assertThat(report.exit()).as(report.err()).isZero();
    assertThat(Files.readString(page))
        .contains(
            "explanations-report --stored-only",
            "## Colon tissue (simulated FTIR)",
            "faithfulness on")
        .doesNotContain("| auto-encoder |");
  }
}
