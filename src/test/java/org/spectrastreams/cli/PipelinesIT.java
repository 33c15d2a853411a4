package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.cli.sending.OutcomeWatch;
import org.spectrastreams.server.SpectraServer;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelsClient;
import org.spectrastreams.stream.control.PipelineRequest;
import org.spectrastreams.stream.control.RefusedChangeException;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.stream.tracing.Collector;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * Pipelines of a running service, as command, REST interface and topic change and tell them, and
 * the traces of what they score.
 */
class PipelinesIT {
  private static final int PIXELS = 35 * 25;
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "a-token-of-the-test";

  @TempDir static Path folder;

  private static final Collector COLLECTOR = new Collector();

  private static StreamService service;
  private static SpectraServer server;

  @BeforeAll
  static void start() throws Exception {
    Path pipelines = Files.createDirectories(folder.resolve("streams"));
    Files.writeString(pipelines.resolve("survey.yaml"), "name: survey\n");
    ServiceConfig config =
        ServiceConfig.defaults()
            .with("data.dir", folder.resolve("data").toString())
            .with("pipelines.dir", pipelines.toString())
            .with("http.port", "0")
            .with("control.token", TOKEN)
            .with("tracing.endpoint", COLLECTOR.address().toString())
            .with("audit.fraction", "0");
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service = StreamService.start(config, registry);
    server = SpectraServer.start(service, config, registry);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (service != null) {
      service.close();
    }
    COLLECTOR.close();
  }

  /** From the instrument's block to its result in the map, one span each. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldTraceABlockFromTheInstrumentToTheMap() throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String parent = "b7ad6b7169203331";
    try (TestClients clients = new TestClients(service.clientProperties())) {
      RawBlock block = TestModels.line("survey", "traced", 2, 1, 0, 0, 2);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              service.config().topics().raw(),
              block.key().getBytes(StandardCharsets.UTF_8),
              BlockEncoder.encode(block));
      record
          .headers()
          .add(
              "traceparent",
              ("00-" + trace + "-" + parent + "-01").getBytes(StandardCharsets.US_ASCII));
      clients.send(record);
    }
    Map<String, JsonNode> spans = new HashMap<>();
    COLLECTOR.await(trace, 2).forEach(span -> spans.put(span.get("name").asText(), span));
    assertThat(spans).containsOnlyKeys("process spectra.raw", "process spectra.results");
    JsonNode scored = spans.get("process spectra.raw");
    assertThat(scored.get("parentSpanId").asText()).isEqualTo(parent);
    assertThat(scored.get("attributes").toString()).contains("traced", "survey");
    JsonNode mapped = spans.get("process spectra.results");
    assertThat(mapped.get("parentSpanId").asText()).isEqualTo(scored.get("spanId").asText());
    assertThat(mapped.get("startTimeUnixNano").asLong())
        .isGreaterThanOrEqualTo(scored.get("startTimeUnixNano").asLong());
    List<String> shown = new ArrayList<>();
    try (TestClients clients = new TestClients(service.clientProperties())) {
      clients.read(
          service.config().topics().maps(),
          tile -> {
            if (TestClients.key(tile).startsWith("traced/")) {
              shown.add(DeadLetters.text(tile.headers(), "traceparent").orElse("none"));
            }
          },
          () -> !shown.isEmpty());
    }
    assertThat(shown)
        .as("whoever draws the map goes on with the trace")
        .containsOnly("00-" + trace + "-" + mapped.get("spanId").asText() + "-01");
  }

  private static Run run(String... arguments) {
    Run run = Run.of(withFolders(arguments));
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    return run;
  }

  private static JsonNode get(String path) throws Exception {
    return JSON.readTree(text(path));
  }

  private static String text(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }

  private static HttpResponse<String> ask(String pipeline, String body, String token)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address().resolve("/api/models/" + pipeline))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static ModelsClient client() {
    return new ModelsClient(service.clientProperties(), service.config().topics());
  }

  /** Waits until the newest change of a pipeline is answered. */
  private static void answered(String pipeline) {
    try (ModelsClient client = client()) {
      assertThat(client.await(client.state().wanted(pipeline).orElseThrow(), SOON).values())
          .allMatch(Optional::isPresent);
    }
  }

  @Test
  void shouldAddChangeAndRemoveAPipelineOfTheRunningService() throws Exception {
    assertThat(ask("tried", "{\"action\": \"remove\"}", "").statusCode()).isEqualTo(401);
    assertThat(ask("tried", "{\"action\": \"remove\"}", TOKEN).body())
        .contains("no instance uses a model for a pipeline");
    String[] add = {"pipelines", "add", "tried", "--model", "cartilage", "--title", "Tried out"};
    JsonNode added = JSON.readTree(run(append(add, "--explain", "none", "--json")).out());
    assertThat(added.at("/instances/0/definition/explanations/limeBands").asInt(-1)).isZero();
    assertThat(added.at("/instances/0/active/model").asText()).isEqualTo("cartilage@1.0.0");
    try (ModelsClient client = client()) {
      assertThat(client.state().wanted("tried").orElseThrow().getChangedBy())
          .isEqualTo(System.getProperty("user.name") + " by command");
    }
    assertThat(Run.of(withFolders(add)).err()).contains("there is a pipeline tried already");
    assertThat(get("/api/pipelines/tried/methods").at("/model").asText()).isEqualTo("cartilage");

    assertThat(replayed("tried-1").get("pipelineDefinedAtMs"))
        .isEqualTo(added.at("/instances/0/definedAtMs"));
    String band = "{\"name\": \"ch\", \"at\": 1450, \"halfWidth\": 8}";
    String change =
        "{\"action\": \"change\", \"definition\": {\"title\": \"Changed\", \"bands\": ["
            + band
            + "]}}";
    HttpResponse<String> changed = ask("tried", change, TOKEN);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(202);
    answered("tried");
    JsonNode now = JSON.readTree(run("pipelines", "change", "tried", "--json").out());
    JsonNode definition = now.at("/instances/0/definition");
    assertThat(definition.get("title").asText()).isEqualTo("Changed");
    assertThat(definition.get("bands")).hasSize(1);
    assertThat(definition.at("/explanations/context").asBoolean(true)).isFalse();
    run("models", "shadow", "tried", "cartilage");
    JsonNode result = replayed("tried-2");
    requireShadow("tried-2", result);
    requireTracesOfTheReplay();
    assertThat(result.get("pipelineDefinedAtMs")).isEqualTo(now.at("/instances/0/definedAtMs"));
    assertThat(result.at("/bands/0/name").asText()).isEqualTo("ch");
    assertThat(get("/api/images/tried-2").get("pipelineTitle").asText()).isEqualTo("Changed");

    assertThat(ask("tried", "{\"action\": \"change\", \"definition\": {\"x\": 1}}", TOKEN).body())
        .contains("no pipeline", "x");
    assertThat(text("/metrics")).contains("pipeline=\"tried\"");
    assertThat(run("pipelines", "remove", "tried").out()).contains("removed", "has no such");
    assertThat(text("/metrics")).doesNotContain("pipeline=\"tried\"");
    assertThat(text("/api/pipelines")).doesNotContain("tried");
    assertThat(Run.of(withFolders(replay("tried-3"))).err()).contains("no such pipeline");
    assertThat(get("/api/images/tried-2").get("seen").asInt()).isEqualTo(PIXELS);
    assertThat(service.health().isUp()).isTrue();
  }

  private static PipelineRequest.Change change(String field, Object value) {
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    return new PipelineRequest.Change(given.putPOJO(field, value), Optional.empty());
  }

  private static Pipeline defined(String pipeline) {
    try (ModelsClient client = client()) {
      return client.state().defined(pipeline).orElseThrow().pipeline();
    }
  }

  @Test
  void shouldBuildAChangeOnWhatAnotherAskedForMeanwhile() throws Exception {
    run("pipelines", "add", "lagging");
    try (ModelsClient one = client();
        ModelsClient other = client()) {
      Wire.PipelineModels titled = one.ask("lagging", change("title", "Titled"), "one");
      one.await(titled, SOON);
      other.ask("lagging", change("imageTimeoutSeconds", 7), "other");
    }
    assertThat(defined("lagging").title()).isEqualTo("Titled");
    assertThat(defined("lagging").imageTimeoutSeconds()).contains(7);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldLoseNoChangeOfThoseThatAreAskedForAtOnce() throws Exception {
    run("pipelines", "add", "shared");
    List<PipelineRequest.Change> wanted =
        List.of(
            change("title", "Titled"),
            change("imageTimeoutSeconds", 7),
            change("assignments", "raman"));
    ExecutorService threads = Executors.newFixedThreadPool(wanted.size());
    try {
      List<Callable<Boolean>> asking = new ArrayList<>();
      for (PipelineRequest.Change one : wanted) {
        asking.add(
            () -> {
              try (ModelsClient client = client()) {
                while (true) {
                  try {
                    client.ask("shared", one, "somebody");
                    return true;
                  } catch (RefusedChangeException another) {
                    answered("shared");
                  }
                }
              }
            });
      }
      for (Future<Boolean> one : threads.invokeAll(asking)) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    answered("shared");
    assertThat(defined("shared").title()).isEqualTo("Titled");
    assertThat(defined("shared").imageTimeoutSeconds()).contains(7);
    assertThat(defined("shared").assignments()).isPresent();
  }

  @Test
  void shouldBringARemovedPipelineBackAndForgetOneThatNoFileHas() throws Exception {
    run("pipelines", "add", "back", "--title", "Back");
    run("pipelines", "remove", "back");
    assertThat(ask("back", "{\"action\": \"restore\"}", TOKEN).statusCode()).isEqualTo(202);
    answered("back");
    assertThat(defined("back").title()).isEqualTo("Back");

    assertThat(run("pipelines", "reset", "back").out()).contains("has no such pipeline");
    assertThat(text("/health")).doesNotContain("no pipeline back");
    run("pipelines", "add", "next");
    assertThat(run("pipelines", "status").out()).contains("next: ").doesNotContain("back: ");
    assertThat(run("pipelines", "remove", "survey").out()).contains("removed");
    assertThat(run("pipelines", "restore", "survey").out()).contains("as its file says");
  }

  /** A version beside itself: how it compares is told alike by layer, pixel, CSV and picture. */
  private static void requireShadow(String id, JsonNode result) throws Exception {
    assertThat(result.at("/shadow/model").asText()).isEqualTo("cartilage@1.0.0");
    String said = result.at("/shadow/comparison").asText();
    assertThat(said).isIn("agrees", "neither-judges");
    JsonNode layers = get("/api/images/" + id).get("layers");
    assertThat(layers.findValuesAsText("id")).contains("shadow");
    List<String> rows = text("/api/images/" + id + "/layers/shadow?format=csv").lines().toList();
    assertThat(rows).hasSizeGreaterThan(PIXELS).anyMatch(row -> row.endsWith("the same"));
    assertThat(text("/api/images/" + id + "/export/csv").lines())
        .anyMatch(row -> row.startsWith("12,7,") && row.endsWith(said + ",cartilage@1.0.0,"));
    Path picture = folder.resolve("shadow.png");
    run("export", id, "--format", "png", "--layer", "shadow", "--to", picture.toString());
    assertThat(picture).isNotEmptyFile();
  }

  /** Every block of the command begins a trace, which the service goes on with. */
  private static void requireTracesOfTheReplay() throws InterruptedException {
    JsonNode sent =
        COLLECTOR.await(span -> span.get("name").asText().equals("send spectra.raw"), 1).get(0);
    assertThat(sent.get("kind").asInt()).as("SPAN_KIND_PRODUCER").isEqualTo(4);
    assertThat(COLLECTOR.await(sent.get("traceId").asText(), 3))
        .extracting(span -> span.get("name").asText())
        .containsExactlyInAnyOrder(
            "send spectra.raw", "process spectra.raw", "process spectra.results");
  }

  private static String[] replay(String image) {
    return new String[] {
      "replay", "--sample", "cartilage", "--pipeline", "tried", "--image", image
    };
  }

  /** The result of a pixel of an image that was sent to the pipeline. */
  private static JsonNode replayed(String image) throws Exception {
    try (OutcomeWatch watch =
        new OutcomeWatch(service.clientProperties(), service.config().topics())) {
      run(append(replay(image), "--set", "tracing.endpoint=" + COLLECTOR.address()));
      watch.await(PIXELS, 1, Duration.ofMinutes(2));
    }
    return get("/api/images/" + image + "/pixels/12/7").get("result");
  }

  private static String[] append(String[] first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  private static String[] withFolders(String... arguments) {
    return append(
        arguments,
        "--set",
        "data.dir=" + folder.resolve("data"),
        "--set",
        "pipelines.dir=" + folder.resolve("streams"));
  }
}
