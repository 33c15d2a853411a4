package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BenchCommandIT {
  @Test
  void shouldMeasureEngineAndServiceAndGiveTheirRatio() throws Exception {
    Run bench =
        Run.of("bench", "--seconds", "1", "--rounds", "1", "--json", "--set", "http.port=0");

    assertThat(bench.exit()).as(bench.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(bench.lines().get(bench.lines().size() - 1));
    double engine = answer.path("engineSpectraPerSecond").asDouble();
    double endToEnd = answer.path("endToEndSpectraPerSecond").asDouble();
    assertThat(engine).isPositive();
    assertThat(endToEnd).isPositive();
    assertThat(answer.path("ratio").asDouble()).isCloseTo(endToEnd / engine, within(0.01));
    assertThat(answer.path("fullEndToEndSpectraPerSecond").asDouble()).isPositive();
    assertThat(answer.path("engineRounds")).hasSize(1);
    assertThat(answer.path("endToEndRounds")).hasSize(1);
    assertThat(answer.path("model").asText()).startsWith("tissue@");
    assertThat(answer.path("points").asInt()).isPositive();
    assertThat(answer.path("simulated").asBoolean()).isTrue();
  }

  @Test
  void shouldNameThePipelineThatDoesNotExist() {
    Run bench = Run.of("bench", "--pipeline", "missing", "--seconds", "1", "--rounds", "1");

    assertThat(bench.exit()).isEqualTo(1);
    assertThat(bench.err()).contains("bench: no pipeline missing");
    assertThat(bench.out()).isEmpty();
  }
}
