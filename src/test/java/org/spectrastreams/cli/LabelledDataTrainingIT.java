package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a table of labelled spectra to a package and its evaluation, by the commands alone. */
class LabelledDataTrainingIT {
  private static final int POINTS = 24;

  private final PrintStream stdout = System.out;

  @TempDir private Path folder;

  /** The commands turn standard output aside, lest a library prints into their answers. */
  @AfterEach
  void giveStandardOutputBack() {
    System.setOut(stdout);
  }

  /** Two classes whose band has another place, eight patients of five spectra each. */
  private Path table(String name, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("patient,diagnosis");
    for (int p = 0; p < POINTS; p++) {
      text.append(',').append(1000 + 8 * p);
    }
    for (int i = 0; i < 40; i++) {
      int patient = i / 5;
      text.append("\np").append(patient).append(patient % 2 == 0 ? ",ill" : ",well");
      for (int p = 0; p < POINTS; p++) {
        double off = p - (patient % 2 == 0 ? 8 : 14);
        text.append(
            String.format(
                Locale.ROOT,
                ",%.5f",
                0.3 + 0.5 * Math.exp(-off * off / 8) + 0.05 * random.nextGaussian()));
      }
    }
    return Files.writeString(folder.resolve(name), text.append('\n').toString());
  }

  @Test
  void shouldCompareAndPackageWhatIsBestAndEvaluateItOnOtherSpectra() throws Exception {
    Path store = folder.resolve("store");
    List<String> columns = List.of("--label", "diagnosis", "--group", "patient");
    Run train =
        Run.of(
            "train",
            "--data",
            table("first.csv", 1).toString(),
            columns.get(0),
            columns.get(1),
            columns.get(2),
            columns.get(3),
            "--name",
            "bands",
            "--out",
            store.toString());

    assertThat(train.exit()).as(train.err()).isZero();
    assertThat(train.out())
        .contains("nested cross-validation by patient", "committee", "model bands@1.0.0 is in ");
    Path model = store.resolve("bands/1.0.0");
    JsonNode manifest = new ObjectMapper().readTree(model.resolve("model.json").toFile());
    assertThat(manifest.at("/network/kind").asText()).isEqualTo("chemometric");
    assertThat(manifest.at("/domain/method").asText()).isEqualTo("dd-simca");
    assertThat(manifest.at("/calibration/method").asText()).isEqualTo("temperature");
    assertThat(manifest.at("/calibration/temperature").asDouble()).isBetween(0.1, 10.0);
    assertThat(manifest.at("/evaluation/metrics/files/first.csv").asText()).hasSize(64);
    assertThat(Files.readString(model.resolve("MODEL_CARD.md")))
        .contains("by patient", "A simpler model is as good", "./spectra train --data first.csv");

    JsonNode explained = new ObjectMapper().readTree(model.resolve("explanations.json").toFile());
    assertThat(explained.at("/crime/vae").asText()).isEqualTo("none");
    assertThat(explained.at("/reliability").findValuesAsText("method"))
        .contains("cam", "lime", "expected-gradients", "coefficients");
    assertThat(explained.at("/reliability"))
        .allSatisfy(verdict -> assertThat(verdict.path("checks")).hasSize(7));
    Run explain =
        Run.of(
            "explain",
            folder.resolve("first.csv").toString(),
            "--pixel",
            "0,0",
            "--model",
            "bands",
            "--json",
            "--set",
            "model.store=" + store);
    assertThat(explain.exit()).as(explain.err()).isZero();
    JsonNode reasons = new ObjectMapper().readTree(explain.out());
    assertThat(reasons.path("class").asText()).isEqualTo("ill");
    assertThat(reasons.at("/bands/0/wavenumber").asDouble()).isBetween(1040.0, 1130.0);

    Run evaluate =
        Run.of(
            "evaluate",
            model.toString(),
            "--data",
            table("second.csv", 2).toString(),
            "--label",
            "diagnosis",
            "--group",
            "patient",
            "--json");
    assertThat(evaluate.exit()).as(evaluate.err()).isZero();
    String[] lines = evaluate.out().strip().split("\n");
    JsonNode answer = new ObjectMapper().readTree(lines[lines.length - 1]);
    assertThat(answer.path("model").asText()).isEqualTo("bands@1.0.0");
    assertThat(answer.path("spectra").asInt()).isEqualTo(40);
    assertThat(answer.path("balancedAccuracy").asDouble()).isGreaterThan(0.9);
    assertThat(answer.path("groupVoteAccuracy").asDouble()).isEqualTo(1);
    assertThat(answer.path("groups")).hasSize(8);
    assertThat(answer.at("/balancedAccuracyInterval95/1").asDouble()).isLessThanOrEqualTo(1);
  }

  @Test
  void shouldStampTheCardOfALeakySplit() throws Exception {
    Path store = folder.resolve("store");
    Run train =
        Run.of(
            "train",
            "--data",
            table("first.csv", 1).toString(),
            "--label",
            "diagnosis",
            "--group",
            "patient",
            "--split",
            "spectra",
            "--no-explanations",
            "--out",
            store.toString());

    assertThat(train.exit()).as(train.err()).isZero();
    assertThat(store.resolve("first/1.0.0/explanations.json")).doesNotExist();
    assertThat(train.out()).contains("LEAKY SPLIT");
    assertThat(Files.readString(store.resolve("first/1.0.0/MODEL_CARD.md")))
        .contains("LEAKY SPLIT", "leaky split", "Do not quote them");
  }

  @Test
  void shouldPackageWhatWasLearnedWithoutTheFileThatTestsIt() throws Exception {
    Path store = folder.resolve("store");
    Run train =
        Run.of(
            "train",
            "--data",
            table("first.csv", 1).toString(),
            "--label",
            "diagnosis",
            "--test",
            table("second.csv", 2).toString(),
            "--no-explanations",
            "--out",
            store.toString());

    assertThat(train.exit()).as(train.err()).isZero();
    assertThat(train.out()).contains("spectra put aside for the test", "* committee");
    Path model = store.resolve("first/1.0.0");
    JsonNode manifest = new ObjectMapper().readTree(model.resolve("model.json").toFile());
    assertThat(manifest.at("/evaluation/metrics/files")).hasSize(2);
    // Neither spectra nor temperature are of the file that tests.
    assertThat(manifest.at("/calibration/spectra").asInt()).isEqualTo(40);
    assertThat(manifest.at("/calibration/truth").asText())
        .contains("not put aside for the test", "with the settings that all of them chose");
    assertThat(Files.readString(model.resolve("MODEL_CARD.md")))
        .contains("the user's own data, 40 spectra", "None of these figures had a say")
        .contains("--test second.csv");

    Run recipe = Run.of("train", "cartilage", "--protocol", "each-group");
    assertThat(recipe.exit()).isEqualTo(2);
    assertThat(recipe.err()).contains("--protocol");
  }

  @Test
  void shouldWriteTheImportanceOfEveryPointWhereAMethodMakesAProjection() throws Exception {
    Path file = folder.resolve("vip.csv");
    Run compare =
        Run.of(
            "compare",
            "--data",
            table("first.csv", 1).toString(),
            "--label",
            "diagnosis",
            "--group",
            "patient",
            "--models",
            "pls-da",
            "--vip",
            file.toString());

    assertThat(compare.exit()).as(compare.err()).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(POINTS + 3).contains("cm⁻¹,vip");
    assertThat(lines.get(0)).startsWith("# pls-da on ");
    assertThat(lines.get(1)).startsWith("# importance of the ");
    assertThat(Double.parseDouble(lines.get(3 + 8).split(",")[1])).isGreaterThan(1);
    assertThat(Double.parseDouble(lines.get(3).split(",")[1])).isLessThan(1);
  }

  @Test
  void shouldSayWhatIsMissing() throws Exception {
    Path data = table("first.csv", 1);

    Run neither = Run.of("train");
    assertThat(neither.exit()).isEqualTo(2);
    assertThat(neither.err()).contains("Give either a RECIPE or labelled spectra");
    Run oneGroup =
        Run.of("train", "--data", data.toString(), "--label", "diagnosis", "--group", "diagnosis");
    assertThat(oneGroup.exit()).isEqualTo(1);
    assertThat(oneGroup.err()).contains("expected two groups of every class or more");
    Run unknown = Run.of("compare", "--data", data.toString(), "--models", "magic");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("pls-da", "svm");
    Run column = Run.of("compare", "--data", data.toString(), "--label", "nothing");
    assertThat(column.exit()).isEqualTo(1);
    assertThat(column.err()).contains("nothing");
  }
}
