package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The field cases whose right value is a class, or a refusal, of a shipped model. */
class FieldCasesIT {
  private static final String CASES = "src/test/resources/field_cases/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<String> classes(String model, String file) throws Exception {
    Run run = Run.of("classify", model, CASES + file, "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    List<String> classes = new ArrayList<>();
    for (String line : run.lines()) {
      JsonNode result = JSON.readTree(line);
      classes.add(result.path("class").asText() + result.path("meanProbabilities"));
    }
    return classes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"saturated-outside.csv", "nan-outside.csv"})
  void shouldNotLetPointsOutsideTheModelsRangeDecide(String file) throws Exception {
    String folder = "13-bad-points-outside-the-models-range/";
    List<String> good = classes("tissue", folder + "good.csv");
    assertThat(good).hasSize(6);
    assertThat(classes("tissue", folder + file)).isEqualTo(good);
  }

  @Test
  void shouldReadRamanShiftsBelowZeroAsIfTheyWereNotThere() throws Exception {
    String folder = "16-raman-shift-below-zero/";
    assertThat(classes("cartilage", folder + "spectrum.csv"))
        .isEqualTo(classes("cartilage", folder + "without-negative.csv"));
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
