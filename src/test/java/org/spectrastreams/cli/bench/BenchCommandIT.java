package org.spectrastreams.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.spectrastreams.cli.Run;

class BenchCommandIT {
  @Test
  void shouldMeasureEngineAndServiceAndGiveTheirRatio() throws Exception {
    Run bench =
        Run.of(
            "bench",
            "--seconds=1",
            "--rounds=1",
            "--warm-up=1",
            "--latency",
            "--batches=16",
            "--images=16",
            "--instances=2",
            "--energy",
            "--peers",
            "--json");

    assertThat(bench.exit()).as(bench.err()).isZero();
    JsonNode answer =
        new ObjectMapper()
            .readTree(bench.out().lines().reduce((first, second) -> second).orElseThrow());
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
    JsonNode times = answer.path("processorTime").path("endToEnd");
    assertThat(times.at("/microsecondsASpectrum/scoring").asDouble()).isPositive();
    assertThat(times.at("/microsecondsASpectrum/broker").asDouble()).isPositive();
    assertThat(times.path("allMicrosecondsASpectrum").asDouble())
        .isGreaterThan(times.at("/microsecondsASpectrum/scoring").asDouble());
    JsonNode latency = answer.path("latency");
    assertThat(latency.at("/committed/p99Millis").asDouble())
        .isGreaterThanOrEqualTo(latency.at("/committed/p50Millis").asDouble());
    assertThat(latency.at("/uncommitted/p50Millis").asDouble()).isPositive();
    assertThat(answer.at("/commits/aSecondAndThread").asDouble()).isPositive();
    assertThat(answer.at("/batches/0/withMaps").asInt()).isPositive();
    assertThat(answer.at("/images/0/spectraPerSecond").asInt()).isPositive();
    assertThat(answer.path("instances").findValuesAsText("instances")).containsExactly("2");
    assertThat(answer.at("/instances/0/threads").asInt())
        .isEqualTo(2 * answer.path("threads").asInt());
    assertThat(answer.at("/instances/0/spectraPerSecond").asInt()).isPositive();
    assertThat(answer.at("/instances/0/allMicrosecondsASpectrum").asDouble()).isPositive();
    assertThat(answer.path("energy").has("processorsJoules")).isTrue();
    assertThat(answer.at("/peers/0/peer").asText()).isEqualTo("onnxruntime");
    assertThat(answer.at("/machine/processor").asText()).isNotEmpty();
    assertThat(bench.err()).contains("processor time, µs a spectrum");
  }

  @Test
  void shouldRefuseWhatCannotBeMeasuredBeforeItStarts() {
    Run bench = Run.of("bench", "--images", "4000");

    assertThat(bench.exit()).isEqualTo(1);
    assertThat(bench.err()).contains("--images 4000; expected 8 to 2000 pixels");
  }

  @Test
  void shouldRefuseInstancesThatAreNotAscending() {
    Run bench = Run.of("bench", "--instances", "2,1");

    assertThat(bench.exit()).isEqualTo(1);
    assertThat(bench.err()).contains("--instances [2, 1]; expected 1 to 8, ascending");
  }

  @Test
  void shouldNameThePipelineThatDoesNotExist() {
    Run bench = Run.of("bench", "--pipeline", "missing", "--seconds", "1", "--rounds", "1");

    assertThat(bench.exit()).isEqualTo(1);
    assertThat(bench.err()).contains("bench: no pipeline missing");
    assertThat(bench.out()).isEmpty();
  }
}
