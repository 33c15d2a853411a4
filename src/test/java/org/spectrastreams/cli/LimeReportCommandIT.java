package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class LimeReportCommandIT {
  @Test
  void shouldMeasureBothKindsAtTheSampleCountsThatWereAskedFor() throws Exception {
    Run report =
        Run.of(
            "lime-report",
            "--model",
            "sers",
            "--spectra",
            "2",
            "--samples",
            "100,200",
            "--published-samples",
            "1000",
            "--json");

    assertThat(report.exit()).as(report.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(report.out());
    assertThat(answer.path("model").asText()).startsWith("sers@");
    assertThat(answer.path("spectra").asInt()).isEqualTo(2);
    assertThat(answer.path("rows"))
        .extracting(row -> row.path("method").asText() + " " + row.path("samples").asInt())
        .containsExactly("lime 100", "lime 200", "lime-published 1000");
    for (JsonNode row : answer.path("rows")) {
      assertThat(row.path("correlation").asDouble()).isBetween(-1.0, 1.0);
      assertThat(row.path("signAgreement").asDouble()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithTheNumberOfSpectra() {
    Run report = Run.of("lime-report", "--model", "sers", "--spectra", "0");

    assertThat(report.exit()).isEqualTo(1);
    assertThat(report.err()).contains("--spectra 0: expected 1 or more");
  }
}
