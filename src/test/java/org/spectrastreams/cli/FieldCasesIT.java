package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/** The field cases whose right value is a class, or a refusal, of a shipped model. */
class FieldCasesIT {
  @TempDir Path folder;

  private static final String CASES = "src/test/resources/field_cases/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What is said of each spectrum: its class and probabilities, or why it has none; and how far.
   */
  private static List<String> answers(String model, String path) throws Exception {
    Run run = Run.of("classify", model, path, "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    List<String> answers = new ArrayList<>();
    for (String line : run.lines()) {
      JsonNode result = JSON.readTree(line);
      answers.add(
          result.path("class").asText()
              + result.path("meanProbabilities")
              + result.path("notJudged")
              + result.path("fit")
              + result.path("quality"));
    }
    return answers;
  }

  private static List<String> classes(String model, String file) throws Exception {
    return answers(model, CASES + file);
  }

  /**
   * Spectra of a sample as a table with a point a line.
   *
   * @param title of the axis
   * @param before points before the sample's own, each with one value in all spectra
   */
  private String table(String sample, String title, Map<Integer, String> before) throws Exception {
    StringBuilder text = new StringBuilder();
    try (SpectrumSource source = Samples.open(sample)) {
      SpectrumBlock block = source.next(64);
      double[] axis = block.axis().toArray();
      text.append("# quantity: ").append(block.quantity().id()).append('\n').append(title);
      IntStream.range(0, block.count()).forEach(i -> text.append(",s").append(i));
      before.forEach(
          (point, value) ->
              text.append('\n').append(point).append((',' + value).repeat(block.count())));
      for (int j = 0; j < axis.length; j++) {
        text.append('\n').append(axis[j]);
        for (int i = 0; i < block.count(); i++) {
          text.append(',').append(block.intensities()[i * axis.length + j]);
        }
      }
    }
    return Files.writeString(Files.createTempFile(folder, sample, ".csv"), text + "\n").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"saturated-outside.csv", "nan-outside.csv"})
  void shouldNotLetPointsOutsideTheModelsRangeDecide(String file) throws Exception {
    String folder = "13-bad-points-outside-the-models-range/";
    List<String> good = classes("tissue", folder + "good.csv");
    assertThat(good).hasSize(6);
    assertThat(classes("tissue", folder + file)).isEqualTo(good);
  }

  /** The same with spectra of which the model judges some: those of the folder it does not. */
  @ParameterizedTest
  @ValueSource(strings = {"0.2", "NaN", "9.5"})
  void shouldJudgeASpectrumWhateverStandsOutsideTheModelsRange(String value) throws Exception {
    String title = "wavenumber (cm-1)";
    List<String> plain = answers("tissue", table("tissue-simulated", title, Map.of()));
    assertThat(plain).filteredOn(answer -> !answer.startsWith("null")).hasSizeBetween(10, 54);
    Map<Integer, String> outside = new TreeMap<>();
    IntStream.range(990, 1000).forEach(point -> outside.put(point, value));
    assertThat(answers("tissue", table("tissue-simulated", title, outside))).isEqualTo(plain);
  }

  @Test
  void shouldReadRamanShiftsBelowZeroAsIfTheyWereNotThere() throws Exception {
    String folder = "16-raman-shift-below-zero/";
    assertThat(classes("cartilage", folder + "spectrum.csv"))
        .isEqualTo(classes("cartilage", folder + "without-negative.csv"));
    String title = "Raman shift (cm-1)";
    List<String> plain = answers("cartilage", table("cartilage", title, Map.of()));
    assertThat(plain).filteredOn(answer -> !answer.startsWith("null")).hasSizeGreaterThan(30);
    Map<Integer, String> below = new TreeMap<>(Map.of(-200, "3", -100, "900", 0, "1e5", 100, "5"));
    assertThat(answers("cartilage", table("cartilage", title, below))).isEqualTo(plain);
  }

  @Test
  void shouldClassifyALogarithmAsTheAbsorbanceItIs() throws Exception {
    String folder = "21-derivative-and-log-taken-for-the-plain-quantity/";
    assertThat(classes("tissue", folder + "minus-log-t.csv"))
        .isEqualTo(classes("tissue", folder + "absorbance.csv"));
    Run derivative = Run.of("classify", "tissue", CASES + folder + "second-derivative.csv");
    assertThat(derivative.exit()).isEqualTo(1);
    assertThat(derivative.err()).contains("which names no quantity read here", "needs absorbance");
  }

  @Test
  void shouldRefuseAGapOfBadBands() throws Exception {
    assertThat(classes("tissue", "14-envi-bad-bands/good.hdr")).hasSize(16);
    Run bad = Run.of("classify", "tissue", CASES + "14-envi-bad-bands/bad-bands.hdr");
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.err()).contains("2 bands marked as bad", "between 1552.0 and 1564.0");
  }

  @Test
  void shouldSayByHowLittleAnAxisIsTooShort() {
    Run run = Run.of("classify", "tissue", CASES + "22-axis-0.04-short/spectra.csv");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("needs 1000.0–1800.0", "covers 1000.04–1800.04");
  }

  @Test
  void shouldListEveryFormatAndSayWhatAFileIs() throws Exception {
    assertThat(Run.of("formats").out()).contains("envi", "agilent-tile", "table", "--places");
    assertThat(Run.of("formats", "--json").lines()).allSatisfy(line -> JSON.readTree(line));
    Run info = Run.of("info", CASES + "04-labspec-map-nm/map.txt", "--json");
    JsonNode file = JSON.readTree(info.out());
    assertThat(file.path("places").path("unit").asText()).isEqualTo("µm");
    assertThat(file.path("axis").path("unit").asText()).isEqualTo("nm");
    assertThat(Run.of("info", CASES + "04-labspec-map-nm/map.txt").out())
        .contains("LabSpec's X and Y", "4 × 3 pixels");
  }
}
