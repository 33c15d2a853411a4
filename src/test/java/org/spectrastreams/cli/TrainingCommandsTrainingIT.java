package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
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
   * The recipe of the shipped cartilage model: three blocks, two members, five epochs, no
   * explanations.
   */
  private Path quickRecipe() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    try (InputStream shipped = getClass().getResourceAsStream("/recipes/cartilage.yaml")) {
      ObjectNode recipe = (ObjectNode) yaml.readTree(shipped);
      recipe.put("name", "quick").put("membersPerFold", 1).put("members", 2);
      recipe.withObject("/training").put("epochs", 5).put("batch", 32).put("learningRate", 6e-3);
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
    Run table = Run.of("evaluate", "quick", "--store", store.toString());
    assertThat(table.out()).contains("measured now with the members as stored", "(3 folds)");
  }

  /**
   * What the report says of every shipped model as it is stored. The comparison of auto-encoders
   * that the command adds explains thousands of spectra anew, which no test waits for.
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
}
