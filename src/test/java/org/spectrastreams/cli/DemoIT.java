package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, run by the service's jar with the class path that it ships with. */
class DemoIT {
  private static final int CARTILAGE = 35 * 25;
  private static final int DIAMOND = 16 * 22;
  private static final int SERS = 218;
  private static final int TISSUE = 128 * 128;
  private static final int ALL = CARTILAGE + DIAMOND + SERS + TISSUE;

  @TempDir Path folder;

  @Test
  void shouldGiveEverySpectrumOfTheFourInputsOneOutcome() throws Exception {
    Path loaded = folder.resolve("loaded");
    ServiceJar.Answer demo =
        ServiceJar.run(
            folder,
            List.of("-Xmx1g", "-Xlog:class+load:file=" + loaded),
            "demo",
            "--headless",
            "--json",
            "--set",
            "data.dir=" + folder.resolve("data"),
            "--set",
            "http.port=0");

    assertThat(demo.status()).as(demo.err()).isZero();
    assertThat(Files.readAllLines(loaded))
        .noneMatch(line -> line.contains("deeplearning4j") || line.contains("nd4j"));
    JsonNode answer = new ObjectMapper().readTree(demo.lines().get(demo.lines().size() - 1));
    assertThat(answer.path("spectraIn").asInt()).isEqualTo(ALL);
    assertThat(answer.path("resultsOut").asInt() + answer.path("deadLetters").asInt())
        .isEqualTo(ALL);
    assertThat(answer.path("deadLetters").asInt()).isZero();
    // The simulated detector has dead and saturated pixels.
    assertThat(answer.path("flagged").asInt()).isBetween(1, TISSUE / 100);
    // Stroma, necrosis, lumen and slide are not judged: about half of the pixels.
    int notJudged = answer.path("notJudged").asInt();
    assertThat(notJudged).isBetween(TISSUE / 4, TISSUE * 2 / 3);
    // Every spectrum with a class has a context, and no other; the diamond has no model.
    assertThat(answer.path("withContext").asInt()).isEqualTo(ALL - DIAMOND - notJudged);
    assertThat(answer.path("contradicted").asInt()).isBetween(1, ALL / 2);
    assertThat(answer.path("imagesComplete").asInt()).isEqualTo(4);
    JsonNode cancerous = answer.path("calledWhereTheTruthIsKnown").path("cancerous");
    assertThat(cancerous.path("right").asDouble() / cancerous.path("spectra").asDouble())
        .as("what is called cancerous and is: %s", cancerous)
        .isGreaterThan(0.75);
    assertThat(cancerous.path("ofNoClass").asDouble() / cancerous.path("spectra").asDouble())
        .isLessThan(0.02);
    assertThat(answer.path("seconds").asDouble()).isPositive();
  }
}
