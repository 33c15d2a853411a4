package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.cli.sending.ImageNames;
import org.spectrastreams.cli.sending.OutcomeWatch;
import org.spectrastreams.export.ExportFormat;
import org.spectrastreams.export.ExportedTables;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.server.SpectraServer;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/**
 * One spectrum, one method: the command line, the topics and the REST interface say the same, field
 * for field.
 */
class OneJsonIT {
  private static final int PIXELS = 35 * 25;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "a-token-of-the-test";

  @TempDir static Path folder;

  private static StreamService service;
  private static SpectraServer server;
  private static String image;

  @BeforeAll
  static void scanTheSample() throws Exception {
    Path pipelines = Files.createDirectories(folder.resolve("streams"));
    Files.writeString(
        pipelines.resolve("cartilage.yaml"),
        """
        name: cartilage
        title: Cartilage
        model: cartilage
        activationMap: compact
        explanations: {context: true, limeBands: 5, limeMap: compact}
        assignments: raman
        bands:
          - {name: ch2, title: CH₂, at: 1450, halfWidth: 8, baseline: [1402, 1502]}
        """);
    Files.copy(Path.of("streams/asyncapi.yaml"), pipelines.resolve("asyncapi.yaml"));
    try (SpectrumSource sample = Samples.open("cartilage")) {
      image = ImageNames.of(sample.name());
    }
    ServiceConfig config =
        ServiceConfig.defaults()
            .with("data.dir", folder.resolve("data").toString())
            .with("pipelines.dir", pipelines.toString())
            .with("http.port", "0")
            .with("control.token", TOKEN)
            .with("audit.fraction", "0");
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service = StreamService.start(config, registry);
    server = SpectraServer.start(service, config, registry);
    try (OutcomeWatch watch =
        new OutcomeWatch(service.clientProperties(), service.config().topics())) {
      run("replay", "--sample", "cartilage", "--pipeline", "cartilage", "--image", image);
      watch.await(PIXELS, 1, Duration.ofMinutes(2));
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

  private static Run run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", "data.dir=" + folder.resolve("data")));
    all.addAll(List.of("--set", "pipelines.dir=" + folder.resolve("streams")));
    Run run = Run.of(all.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private static JsonNode get(String path) throws Exception {
    URI address = server.address().resolve(path);
    return JSON.readTree(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
            .body());
  }

  private static String text(String path) throws Exception {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String path) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(),
                BodyHandlers.ofByteArray());
    String said = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(said).isEqualTo(200);
    return answer.body();
  }

  @Test
  void shouldDescribeEveryRouteThatThereIsAndNoOther() throws Exception {
    JsonNode described = new YAMLMapper().readTree(text("/api/openapi.yaml"));
    Set<String> told = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : described.path("paths").properties()) {
      for (String method : (Iterable<String>) path.getValue()::fieldNames) {
        told.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        JsonNode parameters = path.getValue().path(method).path("parameters");
        assertThat(parameters.findValuesAsText("$ref").size() + parameters.findValues("in").size())
            .as("parameters of %s", path.getKey())
            .isGreaterThanOrEqualTo(path.getKey().split("\\{", -1).length - 1);
      }
    }
    assertThat(text("/health/live")).as("answered before all routes").contains("UP");
    Set<String> page = Set.of("GET /", "GET /api");
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(server.routes().stream(), Stream.of("GET /health/live"))
                .filter(route -> !page.contains(route))
                .filter(route -> !route.matches("GET /([a-z]+/)?[a-z]+\\.(html|css|svg|md|js)"))
                .toList());
    for (JsonNode reference : described.findValues("$ref")) {
      assertThat(described.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
    assertThat(
            described.at(
                "/paths/~1api~1images~1{id}~1export~1{format}/get/parameters/1/schema/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(Stream.of(ExportFormat.values()).map(ExportFormat::id).toList());
    assertThat(text("/api/asyncapi.yaml"))
        .isEqualTo(Files.readString(Path.of("streams/asyncapi.yaml")));
  }

  @Test
  void shouldExportTheResultsThatItTells() throws Exception {
    List<String> rows =
        text("/api/images/" + image + "/export/csv")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(rows).hasSize(1 + PIXELS);
    JsonNode told = get("/api/images/" + image + "/pixels/12/7").get("result");
    String row = rows.stream().filter(line -> line.startsWith("12,7,")).findFirst().orElseThrow();
    assertThat(row.split(",", 7)[4]).isEqualTo(told.get("class").asText());
    assertThat(row).contains("," + told.get("confidence").asText() + ",");
    ExportedTables.assertSame(
        bytes("/api/images/" + image + "/export/csv"),
        bytes("/api/images/" + image + "/export/parquet"));
  }

  /** The results of one pixel, and of both, have left the log before the command read it. */
  @Test
  void shouldCountInAnExportWhatHasLeftTheLog() throws Exception {
    try (TestClients clients = new TestClients(service.clientProperties())) {
      Wire.ResultBlock left =
          Wire.ResultBlock.newBuilder()
              .setImageId("half-gone")
              .setWidth(2)
              .setHeight(1)
              .addX(1)
              .addY(0)
              .setQuality(Packed.shorts(new short[1]))
              .build();
      send(clients, service.config().topics().results(), "half-gone", left.toByteArray());
      // The running service tells of its one pixel first; what the test says stands behind that.
      boolean[] told = new boolean[1];
      clients.read(
          service.config().topics().images(),
          record -> told[0] |= TestClients.key(record).equals("half-gone"),
          () -> told[0]);
      for (String id : List.of("half-gone", "all-gone")) {
        Wire.ImageStatus status =
            Wire.ImageStatus.newBuilder()
                .setImageId(id)
                .setWidth(2)
                .setHeight(1)
                .setSeen(2)
                .addLayers(
                    Wire.Layer.newBuilder()
                        .setId("quality")
                        .setEncoding(Wire.TileEncoding.FLAGS_U16))
                .build();
        send(clients, service.config().topics().images(), id, status.toByteArray());
      }
    }
    Path half = folder.resolve("half-gone.csv");
    run("export", "half-gone", "--format", "csv", "--to", half.toString());
    assertThat(half)
        .content()
        .contains("# missing: 1 results of the map are no longer in the log")
        .contains("\n1,0,");
    Path typed = folder.resolve("half-gone.parquet");
    run("export", "half-gone", "--format", "parquet", "--to", typed.toString());
    ExportedTables.assertSame(Files.readAllBytes(half), Files.readAllBytes(typed));
    Path none = folder.resolve("all-gone.csv");
    Run gone =
        Run.of(
            "export",
            "all-gone",
            "--format",
            "csv",
            "--to",
            none.toString(),
            "--set",
            "data.dir=" + folder.resolve("data"));
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.err()).contains("they have left the log").doesNotContain("./spectra export");
    assertThat(none).doesNotExist();
  }

  private static void send(TestClients clients, String topic, String key, byte[] value) {
    clients.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  private static JsonNode atPixel(Run run) throws Exception {
    for (String line : run.lines()) {
      JsonNode found = JSON.readTree(line);
      if (found.get("x").asInt() == 12 && found.get("y").asInt() == 7) {
        return found;
      }
    }
    throw new AssertionError("no pixel 12, 7 among " + run.lines().size() + " lines");
  }

  /**
   * The same fields in the same order with values of the same kinds, and the same values. Where the
   * block lay is a file for the one and a topic for the other, each asker names his question, and
   * only a client that sends an image tells which scan of it that is.
   */
  private static void assertSame(JsonNode one, JsonNode other) {
    assertThat(one.fieldNames()).toIterable().containsExactlyElementsOf(other::fieldNames);
    assertThat(one.get("source").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(other.get("source")::fieldNames);
    for (String name : (Iterable<String>) one::fieldNames) {
      if (!name.equals("generation")) {
        assertThat(one.get(name).getNodeType()).as(name).isEqualTo(other.get(name).getNodeType());
      }
    }
    assertThat(withoutPlaceAndQuestion(one)).isEqualTo(withoutPlaceAndQuestion(other));
  }

  private static ObjectNode withoutPlaceAndQuestion(JsonNode json) {
    ObjectNode copy = json.deepCopy();
    copy.remove(List.of("correlationId", "generation"));
    copy.withObject("/source").remove(List.of("topic", "partition", "offset"));
    return copy;
  }

  @Test
  void shouldTellAResultAlikeEverywhere() throws Exception {
    JsonNode rest = get("api/images/" + image + "/pixels/12/7").get("result");
    JsonNode topic =
        atPixel(
            run("consume", "results", "--json", "--with-maps", "--from-beginning", "--until-end"));
    JsonNode classified =
        atPixel(run("classify", "cartilage", "--sample", "cartilage", "--json", "--with-maps"));

    assertThat(topic).isEqualTo(rest);
    assertSame(classified, rest);
    assertThat(classified.at("/source/offset")).isEqualTo(rest.get("sequence"));
    assertThat(rest.get("pipeline").asText()).isEqualTo("cartilage");
    assertThat(rest.at("/bands/0/value").isNumber()).isTrue();
    assertThat(rest.get("activationMap")).isNotEmpty();
    assertThat(rest.at("/context/id").isInt()).isTrue();
    assertThat(rest.at("/limeBands/0/weight").isNumber()).isTrue();
  }

  @Test
  void shouldTellAnExplanationAlikeEverywhere() throws Exception {
    for (String method : List.of("cam", "lime", "lime-amortised", "crime")) {
      JsonNode rest =
          get(
              "api/images/%s/pixels/12/7/explanations/%s?seed=7&samples=500"
                  .formatted(image, method));
      JsonNode topic = null;
      for (String line :
          run("consume", "explanations", "--json", "--with-maps", "--from-beginning", "--until-end")
              .lines()) {
        topic = JSON.readTree(line);
        if (topic.get("correlationId").equals(rest.get("correlationId"))) {
          break;
        }
      }
      JsonNode explained =
          JSON.readTree(
              run(
                      "explain",
                      "--sample",
                      "cartilage",
                      "--pixel",
                      "12,7",
                      "--model",
                      "cartilage",
                      "--method",
                      method,
                      "--seed",
                      "7",
                      "--samples",
                      "500",
                      "--device",
                      "cpu",
                      "--json")
                  .out());

      assertThat(topic).as(method).isEqualTo(rest);
      assertSame(explained, rest);
      assertThat(rest.get("weights")).hasSameSizeAs(rest.get("wavenumbers")).isNotEmpty();
      assertThat(rest.at("/bands/0/wavenumber").isNumber()).isTrue();
    }
  }

  private static HttpResponse<String> post(String body, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address().resolve("/api/models/cartilage"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void shouldChangeModelsOnlyForThoseWhoHaveTheTokenAndTellThemAlikeEverywhere() throws Exception {
    String shadow = "{\"action\": \"shadow\", \"model\": \"cartilage\"}";
    assertThat(post(shadow, "").statusCode()).isEqualTo(401);
    assertThat(post(shadow, TOKEN + "x").statusCode()).isEqualTo(401);
    assertThat(post("{}", TOKEN).statusCode()).isEqualTo(400);
    assertThat(post("{\"action\": \"rollback\"}", TOKEN).body()).contains("nothing to return to");
    HttpResponse<String> missing =
        post("{\"action\": \"use\", \"model\": \"cartilage@9.0.0\"}", TOKEN);
    assertThat(missing.statusCode()).isEqualTo(409);
    assertThat(missing.body()).contains("no model 'cartilage@9.0.0'", "cartilage@1.0.0");
    assertThat(post(shadow, TOKEN).statusCode()).isEqualTo(202);

    // By command; its answer waits for the service's.
    Run same = run("models", "use", "cartilage", "cartilage", "--json");
    JsonNode told = JSON.readTree(same.out());
    assertThat(told.at("/wanted/active/model").asText()).isEqualTo("cartilage@1.0.0");
    assertThat(told.at("/instances/0/active")).isEqualTo(told.at("/wanted/active"));
    JsonNode status = JSON.readTree(run("models", "status", "--json").out());
    assertThat(get("/api/models").at("/pipelines/0")).isEqualTo(status);

    Run refused =
        Run.of(
            "models",
            "use",
            "cartilage",
            "cartilage@9.0.0",
            "--set",
            "data.dir=" + folder.resolve("data"));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out())
        .contains("uses cartilage@1.0.0", "REFUSED: cartilage@9.0.0", "stays in use");
    assertThat(get("/health").toString()).contains("cartilage@9.0.0 is refused");
    assertThat(service.health().isUp()).isTrue();
    run("models", "use", "cartilage", "cartilage@1.0.0");
    assertThat(get("/health").toString()).doesNotContain("is refused");
  }
}
