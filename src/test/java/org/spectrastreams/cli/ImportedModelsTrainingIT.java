package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of PyTorch and scikit-learn, by the commands of docs/import-a-model.md. */
class ImportedModelsTrainingIT {
  private static final String EXAMPLES = "examples/import/";

  @TempDir private Path folder;

  /** A command of the page, into a store of this test. */
  private Run documented(String start) throws IOException {
    String line =
        Files.readAllLines(Path.of("docs/import-a-model.md")).stream()
            .filter(found -> found.startsWith("./spectra " + start))
            .findFirst()
            .orElseThrow();
    List<String> words =
        new ArrayList<>(List.of(line.replaceFirst("\\s+#.*", "").strip().split("\\s+")));
    words.remove(0);
    words.replaceAll(word -> word.equals("model-store") ? folder.toString() : word);
    if (words.get(0).equals("explain")) {
      words.addAll(List.of("--json", "--set", "model.store=" + folder));
    }
    return Run.of(words.toArray(String[]::new));
  }

  private Run imported(String model, String manifest, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "models",
                "import",
                EXAMPLES + model,
                "--manifest",
                manifest,
                "--data",
                EXAMPLES + "coffee.csv",
                "--out",
                folder.toString()));
    words.addAll(List.of(more));
    return Run.of(words.toArray(String[]::new));
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  @Test
  void shouldImportServeAndExplainTheNetworkOfThePage() throws Exception {
    Run run = documented("models import");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("written again with a way back", "agrees with the labels of the data in 100.0 %");
    JsonNode manifest = json("coffee-cnn/1.0.0/model.json");
    assertThat(manifest.at("/domain/method").asText()).isEqualTo("dd-simca");
    assertThat(manifest.at("/training/settings/sha256").asText()).hasSize(64);
    assertThat(manifest.at("/calibration/method").asText()).isEmpty();
    JsonNode explained = json("coffee-cnn/1.0.0/explanations.json");
    assertThat(explained.at("/reliability").findValuesAsText("method"))
        .contains("cam", "lime", "expected-gradients");
    assertThat(explained.at("/preferred").asText()).isEmpty();

    Run explain = documented("explain");
    assertThat(explain.exit()).as(explain.err()).isZero();
    JsonNode reasons = new ObjectMapper().readTree(explain.out());
    assertThat(reasons.path("class").asText()).isEqualTo("Arabica");
    assertThat(reasons.path("method").asText()).isEqualTo("lime");
    assertThat(reasons.path("weights")).hasSize(286);
  }

  @Test
  void shouldServeAForestAsItCameAndCalibrateItBySpectraWithLabelsAndGroups() throws Exception {
    Run run =
        imported(
            "coffee-forest.onnx",
            EXAMPLES + "coffee-forest.yaml",
            "--label",
            "variety",
            "--group",
            "sample");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("served as it came", "TreeEnsembleClassifier", "every spectrum is told right");
    JsonNode manifest = json("coffee-forest/1.0.0/model.json");
    assertThat(manifest.at("/graph/outputs").findValuesAsText("meaning"))
        .doesNotContain("activation-map", "log-odds-gradient");
    assertThat(manifest.at("/calibration/temperature").asDouble()).isEqualTo(1);
    assertThat(json("coffee-forest/1.0.0/explanations.json").at("/reliability"))
        .extracting(verdict -> verdict.path("method").asText())
        .contains("lime")
        .doesNotContain("cam", "expected-gradients");
    Run classify =
        Run.of(
            "classify", "coffee-forest", EXAMPLES + "coffee.csv", "--set", "model.store=" + folder);
    assertThat(classify.exit()).as(classify.err()).isZero();
    assertThat(classify.out()).contains("Arabica", "Robusta");
  }

  @Test
  void shouldGiveAPackageThatIsThereADomainAndExplanationsFromUnlabelledSpectra() throws Exception {
    assertThat(imported("coffee-linear.onnx", EXAMPLES + "coffee-linear.yaml").exit()).isZero();
    Run run =
        Run.of(
            "models",
            "explain",
            folder.resolve("coffee-linear/1.0.0").toString(),
            "--data",
            EXAMPLES + "coffee.csv");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("domain of", "not calibrated: that needs labels");
    JsonNode known = json("coffee-linear/1.0.0/explanations.json");
    assertThat(known.at("/reproduce/0").asText()).startsWith("./spectra models explain");
    assertThat(known.at("/reliability").findValuesAsText("method")).contains("expected-gradients");
  }

  @Test
  void shouldRefuseWhatItCannotKnowAndSayWhatToDo() throws Exception {
    Run zipmap = imported("coffee-zipmap.onnx", EXAMPLES + "coffee-forest.yaml");
    assertThat(zipmap.exit()).isEqualTo(1);
    assertThat(zipmap.err()).contains("'zipmap': False");

    String cnn = Files.readString(Path.of(EXAMPLES + "coffee-cnn.yaml"));
    Path other = folder.resolve("other.yaml");
    Files.writeString(
        other, cnn.replace("axis: data ", "axis: {first: 811, last: 1910, points: 280} #"));
    assertThat(imported("coffee-cnn.onnx", other.toString()).err())
        .contains("[?, 1, 286]", "the manifest's axis has 280 points");
    Files.writeString(
        other, cnn.replace("axis: data ", "axis: {first: 1910, last: 811, points: 286} #"));
    assertThat(imported("coffee-cnn.onnx", other.toString()).err())
        .contains("expected ascending values", "x.flip(-1)");
    Files.writeString(other, cnn.replace("outputs: logits ", "outputs: probabilities #"));
    assertThat(imported("coffee-cnn.onnx", other.toString()).err())
        .contains("the manifest must say outputs: logits");
    Files.writeString(other, cnn.replace("[Arabica, Robusta]", "[Arabica, Robusta, Liberica]"));
    assertThat(imported("coffee-cnn.onnx", other.toString()).err())
        .contains("gives 2 numbers a spectrum; the manifest has 3 classes");
    Files.writeString(other, cnn.replace("[Arabica, Robusta]", "[Robusta, Arabica]"));
    assertThat(imported("coffee-cnn.onnx", other.toString(), "--label", "variety").err())
        .contains("no better than chance", "the order of the classes");
    Files.writeString(other, cnn + "colour: brown\n");
    assertThat(imported("coffee-cnn.onnx", other.toString()).err()).contains("colour");
  }
}
