package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.explain.context.RandomExplanations;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.stream.score.OtherOutcomes;
import picocli.CommandLine;

class ExplainCommandIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 201);
  private static final List<String> CLASSES = List.of("a", "b", "c");

  @TempDir static Path folder;
  private static Path spectra;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeModelsAndSpectra() throws IOException {
    Path store = folder.resolve("store");
    RandomExplanations.write(store, new ModelId("known", "1.0.0"), AXIS, CLASSES, 2, 3);
    RandomModels.write(store, new ModelId("plain", "1.0.0"), AXIS, CLASSES, 2);
    OtherOutcomes.write(store, Files.createDirectories(folder.resolve("streams")));
    float[] values = RandomModels.spectra(3, AXIS.size(), 4);
    StringBuilder table = new StringBuilder("# quantity: absorbance\nx,y");
    for (int j = 0; j < AXIS.size(); j++) {
      table.append(',').append(AXIS.at(j));
    }
    for (int n = 0; n < 3; n++) {
      table.append('\n').append(n).append(",0");
      for (int j = 0; j < AXIS.size(); j++) {
        table.append(',').append(n == 2 ? 0 : values[n * AXIS.size() + j]);
      }
    }
    spectra = Files.writeString(folder.resolve("three.csv"), table.append('\n'));
  }

  private int explain(String model, String pixel, String... more) {
    out.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(spectra.toString(), "--pixel", pixel));
    all.addAll(List.of("--model", model, "--set", "model.store=" + folder.resolve("store")));
    all.addAll(List.of("--device", "cpu"));
    all.addAll(List.of(more));
    return new CommandLine(new ExplainCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private JsonNode json(String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("--json");
    assertThat(explain("known", "1,0", all.toArray(String[]::new))).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "cam, 0",
    "lime, 100",
    "lime-published, 100",
    "lime-amortised, 0",
    "crime, 0",
    "context-linear, 0"
  })
  void shouldAnswerEveryMethodAlikeEveryTime(String method, int samples) throws IOException {
    JsonNode one = json("--method", method, "--samples", "100", "--seed", "7");
    JsonNode two = json("--method", method, "--samples", "100", "--seed", "7");

    assertThat(one.get("method").asText()).isEqualTo(method);
    assertThat(one.get("class")).isEqualTo(one.get("predictedClass"));
    assertThat(one.get("samples").asInt()).isEqualTo(samples);
    assertThat(one.get("seed").asInt()).isEqualTo(samples == 0 ? 0 : 7);
    assertThat(one.get("rSquared").isNull()).isEqualTo(samples == 0);
    assertThat(one.get("reproducibility").isNull()).isEqualTo(samples == 0);
    assertThat(one.get("weights")).hasSize(AXIS.size()).isEqualTo(two.get("weights"));
    assertThat(one.get("wavenumbers")).hasSize(AXIS.size());
    assertThat(one.at("/context/id").isInt()).as("whatever the method").isTrue();
    if (samples > 0) {
      JsonNode other = json("--method", method, "--samples", "100", "--seed", "8");
      assertThat(other.get("weights")).isNotEqualTo(one.get("weights"));
    }
  }

  @Test
  void shouldExplainTheClassAskedForByNameOrNumber() throws IOException {
    JsonNode byName = json("--class", "c", "--samples", "60");
    JsonNode byNumber = json("--class", "2", "--samples", "60");

    assertThat(byName.get("class").asText()).isEqualTo("c");
    assertThat(byNumber.get("weights")).isEqualTo(byName.get("weights"));
  }

  @Test
  void shouldSayWhetherTheSpectrumIsHigherOrLowerThanUsualWhereItSpeaks() throws IOException {
    JsonNode known = json("--samples", "60");
    assertThat(known.get("bands")).isNotEmpty();
    for (JsonNode band : known.get("bands")) {
      assertThat(band.get("direction").asText()).isIn("higher", "lower");
    }
    assertThat(explain("plain", "0,0", "--method", "cam", "--json")).as(err.toString()).isZero();
    for (JsonNode band : new ObjectMapper().readTree(out.toString()).get("bands")) {
      assertThat(band.get("direction").isNull()).as("a model without donors").isTrue();
    }
    assertThat(explain("known", "1,0", "--samples", "60")).isZero();
    assertThat(out.toString())
        .containsPattern("(higher|lower) here than usual speaks (for|against) ");
  }

  @Test
  void shouldExplainTheLabelThatIsAskedForAndAValueItself() {
    assertThat(explain("groups", "1,0", "--class", "nitrile", "--samples", "60"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .containsPattern("(labels hydroxyl \\(score 0\\.\\d\\d, present from 0\\.10\\)|no label)")
        .contains("; lime explains nitrile", "for (+) or against (−) nitrile:");

    assertThat(explain("sugar", "1,0", "--samples", "60")).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsPattern("sugar content 0\\.\\d+ g/L; lime explains sugar content");
  }

  @Test
  void shouldTellPeopleTheBandsAndHowFarToTrustThem() {
    assertThat(explain("known", "0,0", "--samples", "60")).isZero();
    assertThat(out.toString())
        .contains("pixel 0,0, model known@1.0.0", "predicted ", "60 samples, seed 1, R²", "cm⁻¹");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "known; 3,0; --seed=1; no spectrum at pixel 3,0",
        "known; 2,0; --seed=1; its spectrum is flagged",
        "known; 0,0; --class=d; --class d: model known@1.0.0 knows a, b, c (or 0 to 2)",
        "known; 0,0; --samples=100001; 100001 samples",
        "known; 0,0; --method=guess; method 'guess'; expected one of cam, lime,",
        "plain; 0,0; --method=lime; model plain@1.0.0 has no explanations, which lime needs",
        "plain; 0,0; --method=crime; model plain@1.0.0 has no explanations, which crime needs",
        "other; 0,0; --seed=1; no model 'other'"
      })
  void shouldSayWhyItCannotExplain(String model, String pixel, String option, String reason) {
    assertThat(explain(model, pixel, option)).isEqualTo(1);
    assertThat(err.toString()).contains(reason);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldRefuseAnotherClassThanThePredictedOneForAnActivationMap() throws IOException {
    String predicted = json("--method", "cam").get("predictedClass").asText();
    String other = predicted.equals("a") ? "b" : "a";

    assertThat(explain("known", "1,0", "--method", "cam", "--class", other)).isEqualTo(1);
    assertThat(err.toString()).contains("explains the predicted class alone, " + predicted);
  }
}
