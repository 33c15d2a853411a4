package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;

/** The commands that talk to a running service, and the one that does without. */
class RunningServiceIT {
  private static final int PIXELS = 35 * 25;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;

  private static StreamService service;

  @BeforeAll
  static void start() {
    service =
        StreamService.start(
            ServiceConfig.defaults().with("data.dir", data.toString()), new SimpleMeterRegistry());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void shouldScoreAReplayedFileAsClassifyDoes() throws Exception {
    Run sent;
    try (OutcomeWatch watch =
        new OutcomeWatch(service.clientProperties(), service.config().topics())) {
      sent =
          Run.of(
              "replay",
              "--sample",
              "cartilage",
              "--pipeline",
              "cartilage",
              "--image",
              "replayed",
              "--json",
              "--set",
              "data.dir=" + data);
      watch.await(PIXELS, 1, Duration.ofMinutes(1));
    }
    Run consumed =
        Run.of(
            "consume",
            "results",
            "--json",
            "--from-beginning",
            "--until-end",
            "--image",
            "replayed",
            "--set",
            "data.dir=" + data);
    Run classified = Run.of("classify", "cartilage", "--sample", "cartilage", "--json");

    assertThat(sent.exit()).as(sent.err()).isZero();
    assertThat(JSON.readTree(sent.out()).path("spectraSent").asInt()).isEqualTo(PIXELS);
    assertThat(consumed.lines()).hasSize(PIXELS);
    assertThat(classified.lines()).hasSize(PIXELS);
    assertThat(verdicts(consumed)).isEqualTo(verdicts(classified));
  }

  /** Class, probabilities and model of every pixel. */
  private static Map<String, String> verdicts(Run run) throws Exception {
    Map<String, String> verdicts = new TreeMap<>();
    for (String line : run.lines()) {
      JsonNode result = JSON.readTree(line);
      verdicts.put(
          result.path("x").asText() + "," + result.path("y").asText(),
          result.path("class").asText()
              + result.path("probabilities")
              + result.path("meanProbabilities")
              + result.path("modelDigest").asText());
    }
    return verdicts;
  }

  @Test
  void shouldListThePipelinesWhenOneIsNotKnown() {
    Run wrong = Run.of("replay", "--sample", "cartilage", "--pipeline", "liver");

    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("liver", "cartilage", "sers", "survey", "tissue");
  }

  @Test
  void shouldSayHowToStartAServiceWhereNoneRuns(@TempDir Path empty) {
    Run alone = Run.of("consume", "results", "--set", "data.dir=" + empty);

    assertThat(alone.exit()).isEqualTo(1);
    assertThat(alone.err()).contains(empty.toString(), "spectra serve", "kafka.bootstrap.servers");
  }

  @Test
  void shouldRefuseAModelThatCannotTakeTheSpectra() {
    Run wrong = Run.of("classify", "tissue", "--sample", "cartilage");

    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("absorbance");
  }
}
