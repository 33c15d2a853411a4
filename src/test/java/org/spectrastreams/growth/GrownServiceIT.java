package org.spectrastreams.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Await;
import org.spectrastreams.cli.Run;
import org.spectrastreams.formats.toy.ToySamples;
import org.spectrastreams.network.toy.ToyPackages;
import org.spectrastreams.server.SpectraServer;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.service.StreamService;

/**
 * All that test code adds, together, through a running service as a user meets it: a file of the
 * toy format is replayed, scored by the toy network and read by the toy kinds of result, and the
 * viewer's answers tell of it, of the toy layer and of the toy method.
 */
class GrownServiceIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SpectralAxis AXIS = TestModels.AXIS;

  @TempDir static Path folder;

  private static final float[] values = new float[AXIS.size()];
  private static float highest;
  private static StreamService service;
  private static SpectraServer server;

  @BeforeAll
  static void replayAFileOfTheToyFormat() throws Exception {
    ServiceConfig config = TestModels.write(folder).with("stream.threads", "1");
    ToyPackages.write(config.modelStore(), AXIS, TestModels.CLASSES, TestModels.MEMBERS);
    Files.writeString(
        config.pipelinesDir().resolve("grown.yaml"),
        "{name: grown, model: toy, activationMap: compact}");
    Files.writeString(config.pipelinesDir().resolve("toy-labels.yaml"), "name: toy-labels");
    double[] axis = new double[AXIS.size()];
    for (int p = 0; p < axis.length; p++) {
      axis[p] = AXIS.at(p);
      values[p] = 1.5f + (float) Math.sin(0.07 * p);
      highest = Math.max(highest, values[p]);
    }
    Path file = ToySamples.write(folder.resolve("measured.toy"), axis, values);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service = StreamService.start(config, registry);
    server = SpectraServer.start(service, config, registry);
    for (String pipeline : List.of("grown", "toy-labels")) {
      Run replay =
          Run.of(
              "replay",
              file.toString(),
              "--pipeline=" + pipeline,
              "--image=of-" + pipeline,
              "--set=data.dir=" + config.dataDir(),
              "--set=pipelines.dir=" + config.pipelinesDir());
      assertThat(replay.exit()).as(replay.err()).isZero();
      Await.until(
          "the map of " + pipeline,
          () -> get("/api/images/of-" + pipeline).path("state").asText().equals("complete"));
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (service != null) {
      service.close();
    }
  }

  private static String text(String path) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(),
                BodyHandlers.ofString());
    return answer.body();
  }

  private static JsonNode get(String path) throws Exception {
    return JSON.readTree(text(path));
  }

  @Test
  void shouldShowWhatAFileOfTheNewFormatHolds() throws Exception {
    JsonNode spectrum = get("/api/images/of-grown/pixels/0/0").get("spectrum");
    assertThat(JSON.convertValue(spectrum.get("values"), float[].class)).containsExactly(values);
    assertThat(spectrum.get("axis")).hasSize(AXIS.size());
    assertThat(get("/api/images/of-grown").get("simulated").booleanValue()).isTrue();
  }

  @Test
  void shouldShowWhatTheNewNetworkSays() throws Exception {
    JsonNode result = get("/api/images/of-grown/pixels/0/0").get("result");
    assertThat(result.get("model").asText()).isEqualTo("toy@1.0.0");
    assertThat(TestModels.CLASSES).contains(result.get("class").asText());
    assertThat(result.get("activationMap")).hasSize(AXIS.size());
    assertThat(text("/api/images/of-grown/layers/class?format=csv"))
        .contains("\n0,0," + result.get("class").asText());
  }

  @Test
  void shouldShowTheNewKindsOfResultAndTheirLayers() throws Exception {
    JsonNode reading = get("/api/images/of-grown/pixels/0/0").at("/result/readings/0");
    assertThat(reading.get("name").asText()).isEqualTo("peak");
    assertThat(reading.get("value").floatValue()).isEqualTo(highest);
    assertThat(get("/api/images/of-grown").get("layers"))
        .extracting(layer -> layer.get("id").asText())
        .contains("reading:peak", "toy-high");
    for (JsonNode layer : get("/api/images/of-grown").get("layers")) {
      if (layer.get("id").asText().equals("toy-high")) {
        assertThat(layer.at("/names/1").asText()).isEqualTo("high");
      }
    }
    assertThat(text("/api/images/of-grown/layers/toy-high?format=csv")).contains("\n0,0,1\n");

    JsonNode labels = get("/api/images/of-toy-labels/pixels/0/0").at("/result/labels");
    assertThat(labels.at("/0/name").asText()).isEqualTo("bright");
    assertThat(labels.at("/0/present").booleanValue()).isTrue();
    assertThat(get("/api/images/of-toy-labels").get("layers"))
        .extracting(layer -> layer.get("id").asText())
        .contains("labels", "label:1");
  }

  @Test
  void shouldShowWhatTheNewMethodExplains() throws Exception {
    assertThat(get("/api/pipelines/grown/methods").get("methods"))
        .extracting(JsonNode::asText)
        .contains("toy");
    JsonNode explained = get("/api/images/of-grown/pixels/0/0/explanations/toy");
    assertThat(explained.path("method").asText()).as("%s", explained).isEqualTo("toy");
    assertThat(explained.get("weights")).hasSize(AXIS.size());
    assertThat(explained.get("bands")).isNotEmpty();
  }
}
