package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.explain.context.RandomExplanations;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * The shipped Prometheus configuration, alert rules and dashboard against a live Prometheus that
 * scrapes a live service. Skipped where Prometheus is not installed (Debian: {@code apt-get install
 * prometheus}).
 */
@EnabledIf(value = "isInstalled", disabledReason = "prometheus and promtool are not on the PATH")
class PrometheusIT {
  private static final Path SHIPPED = Path.of("dashboards/prometheus");

  /** The shipped 5 s and 15 s would make the test wait; a rate needs two scrapes. */
  private static final String SCRAPE_INTERVAL = "1s";

  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 201);

  private static final String RATE_INTERVAL = "10s";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static PrometheusMeterRegistry registry;
  private static StreamService service;
  private static SpectraServer server;
  private static KafkaProducer<String, byte[]> instrument;
  private static ScheduledExecutorService clock;
  private static ScheduledFuture<?> replay;
  private static final AtomicReference<Future<RecordMetadata>> lastSent = new AtomicReference<>();
  private static Process prometheus;
  private static URI api;
  private static final HttpClient http = HttpClient.newHttpClient();

  static boolean isInstalled() {
    return onPath("prometheus") && onPath("promtool");
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  @BeforeAll
  static void startAll() throws Exception {
    ServiceConfig config =
        ServiceConfig.load(
            null,
            Map.of("SPECTRA_HOME", Path.of("").toAbsolutePath().toString()),
            Map.of(
                "data.dir", folder.resolve("data").toString(),
                "model.store", models().toString(),
                "pipelines.dir", pipelines().toString(),
                "audit.fraction", "1",
                "audit.budget", "0.5",
                "http.port", "0",
                "topics.partitions", "2",
                "stream.threads", "2"));
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service = StreamService.start(config, registry);
    server = SpectraServer.start(service, config, registry);
    instrument =
        new KafkaProducer<>(
            service.clientProperties(), new StringSerializer(), new ByteArraySerializer());
    // Blocks, one with a dead pixel, and bytes that are no block: every counter moves all the
    // time.
    List<EncodedBlock> blocks = new ArrayList<>();
    blocks.addAll(blocks("cartilage", "cartilage"));
    blocks.addAll(blocks("diamond-co2", "survey"));
    blocks.add(withDeadPixel(blocks.get(0)));
    blocks.addAll(explainedBlocks());
    AtomicLong sent = new AtomicLong();
    String raw = config.topics().raw();
    clock = Executors.newSingleThreadScheduledExecutor();
    replay =
        clock.scheduleAtFixedRate(
            () -> {
              int n = (int) (sent.getAndIncrement() % (blocks.size() + 1));
              lastSent.set(
                  instrument.send(
                      n == blocks.size()
                          ? new ProducerRecord<>(raw, "noise", new byte[] {1, 2, 3})
                          : new ProducerRecord<>(raw, blocks.get(n).key(), blocks.get(n).value())));
            },
            0,
            100,
            TimeUnit.MILLISECONDS);
    startPrometheus();
  }

  /** A shipped model without and an untrained one with explanations. */
  private static Path models() throws IOException {
    Path shipped = Path.of("model-store/cartilage");
    Path store = folder.resolve("model-store");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Path copy = store.resolve("cartilage").resolve(shipped.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    RandomExplanations.write(
        store, new ModelId("untrained", "1.0.0"), AXIS, List.of("a", "b", "c"), 2, 6);
    return store;
  }

  private static Path pipelines() throws IOException {
    Path pipelines = Files.createDirectory(folder.resolve("pipelines"));
    for (String name : List.of("cartilage.yaml", "survey.yaml")) {
      Files.copy(Path.of("streams", name), pipelines.resolve(name));
    }
    Files.writeString(pipelines.resolve("untrained.yaml"), "name: untrained\nmodel: untrained\n");
    return pipelines;
  }

  /** Enough spectra that drift can be told within seconds. */
  private static List<EncodedBlock> explainedBlocks() {
    List<EncodedBlock> blocks = new ArrayList<>();
    int count = 200;
    int[] x = IntStream.range(0, count).toArray();
    for (int y = 0; y < 6; y++) {
      int[] row = new int[count];
      Arrays.fill(row, y);
      RawBlock block =
          new RawBlock(
              "untrained",
              "it-untrained",
              Optional.of(ImageGeometry.of(count, 6)),
              y,
              new SpectrumBlock(
                  AXIS, Quantity.ABSORBANCE, x, row, RandomModels.spectra(count, AXIS.size(), y)),
              "test",
              true,
              0);
      blocks.add(new EncodedBlock(block.key(), BlockEncoder.encode(block), count));
    }
    return blocks;
  }

  private static List<EncodedBlock> blocks(String sample, String pipeline) throws IOException {
    List<EncodedBlock> blocks = new ArrayList<>();
    try (SpectrumSource source = Samples.open(sample)) {
      BlockEncoder encoder = new BlockEncoder(source, pipeline, "it-" + sample, 35);
      for (EncodedBlock block = encoder.next(); block != null; block = encoder.next()) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  private static EncodedBlock withDeadPixel(EncodedBlock block)
      throws InvalidProtocolBufferException {
    Wire.SpectrumBlock wire = Wire.SpectrumBlock.parseFrom(block.value());
    byte[] intensities = wire.getIntensities().toByteArray();
    Arrays.fill(intensities, 0, Float.BYTES * wire.getPoints(), (byte) 0);
    return new EncodedBlock(
        block.key(),
        wire.toBuilder().setIntensities(ByteString.copyFrom(intensities)).build().toByteArray(),
        block.spectra());
  }

  private static void startPrometheus() throws Exception {
    Path configuration = Files.createDirectory(folder.resolve("prometheus"));
    try (Stream<Path> files = Files.list(SHIPPED)) {
      for (Path file : files.toList()) {
        Files.copy(file, configuration.resolve(file.getFileName()));
      }
    }
    Path main = configuration.resolve("prometheus.yml");
    String shipped = Files.readString(main);
    assertThat(shipped).contains("scrape_interval: 5s", "evaluation_interval: 15s");
    Files.writeString(
        main,
        shipped
            .replace("scrape_interval: 5s", "scrape_interval: " + SCRAPE_INTERVAL)
            .replace("evaluation_interval: 15s", "evaluation_interval: " + SCRAPE_INTERVAL));
    Path targets = configuration.resolve("targets.yml");
    assertThat(Files.readString(targets)).contains("127.0.0.1:8080");
    Files.writeString(
        targets,
        Files.readString(targets).replace("127.0.0.1:8080", server.address().getAuthority()));
    Path log = folder.resolve("prometheus.log");
    prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + main,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    api = URI.create("http://" + listening(log) + "/api/v1/");
  }

  /** The address that Prometheus has bound, by its log. */
  private static String listening(Path log) throws Exception {
    Pattern bound = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (prometheus.isAlive() && System.nanoTime() < deadline) {
      Matcher found = bound.matcher(Files.readString(log));
      if (found.find()) {
        return found.group(1);
      }
      prometheus.waitFor(100, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("Prometheus does not listen:\n" + Files.readString(log));
  }

  @AfterAll
  static void stopAll() throws Exception {
    if (prometheus != null) {
      prometheus.destroy();
      if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
        prometheus.destroyForcibly();
      }
    }
    if (clock != null) {
      replay.cancel(false);
      clock.shutdown();
      assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      assertThat(lastSent.get().get(10, TimeUnit.SECONDS).hasOffset()).isTrue();
      instrument.close();
    }
    if (server != null) {
      server.close();
    }
    if (service != null) {
      service.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void shouldGiveDataToEveryQueryOfEveryPanel() throws Exception {
    List<GrafanaDashboard.Query> waiting = new ArrayList<>(GrafanaDashboard.shipped().queries());
    Map<GrafanaDashboard.Query, JsonNode> last = new HashMap<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!waiting.isEmpty() && System.nanoTime() < deadline) {
      for (GrafanaDashboard.Query query : List.copyOf(waiting)) {
        JsonNode answer = get("query?query=" + encode(query.chosen(RATE_INTERVAL)));
        last.put(query, answer);
        if (hasNumbers(answer)) {
          waiting.remove(query);
        }
      }
      assertThat(prometheus.waitFor(500, TimeUnit.MILLISECONDS))
          .as("Prometheus ended: " + Files.readString(folder.resolve("prometheus.log")))
          .isFalse();
    }
    assertThat(waiting).as("panels without data: " + describe(waiting, last)).isEmpty();
  }

  @Test
  void shouldFillTheDropDownLists() throws Exception {
    for (String[] variable : GrafanaDashboard.shipped().variables()) {
      JsonNode values =
          await(
              "label/" + variable[1] + "/values?match[]=" + encode(variable[0]),
              answer -> !answer.path("data").isEmpty());
      assertThat(values.path("data")).as(variable[1] + " of " + variable[0]).isNotEmpty();
    }
  }

  @Test
  void shouldEvaluateEveryRuleOnSeriesThatExistAndFireNoAlarmButTheDeadLetters() throws Exception {
    // A rule that was looked at before the first scrape knows no service: wait for the next look.
    await("query?query=" + encode("up{job=\"spectra-streams\"}"), PrometheusIT::hasNumbers);
    Instant scraped = Instant.now();
    JsonNode rules =
        await(
            "rules",
            answer -> {
              JsonNode found = answer.at("/data/groups/0/rules");
              return !found.isEmpty()
                  && found.findValuesAsText("health").stream().allMatch("ok"::equals)
                  && found.findValuesAsText("lastEvaluation").stream()
                      .allMatch(time -> OffsetDateTime.parse(time).toInstant().isAfter(scraped));
            });
    Set<String> firing = new TreeSet<>();
    for (JsonNode rule : rules.at("/data/groups/0/rules")) {
      assertThat(rule.path("health").asText()).as(rule.toString()).isEqualTo("ok");
      if (!rule.path("state").asText().equals("inactive")) {
        firing.add(rule.path("name").asText());
      }
    }
    // Untrained contexts are nowhere near what the spectra look like, and their alarms say so.
    assertThat(firing)
        .isSubsetOf(
            "SpectraDeadLetters",
            "SpectraContextDrift",
            "SpectraOutOfContext",
            "SpectraAuditDisagrees");
    JsonNode written = new YAMLMapper().readTree(SHIPPED.resolve("rules.yml").toFile());
    Pattern series = Pattern.compile("\\b([a-z]+_[a-z_]+)(?=[{\\[ ]|$)", Pattern.MULTILINE);
    for (JsonNode rule : written.at("/groups/0/rules")) {
      Matcher names = series.matcher(rule.path("expr").asText());
      while (names.find()) {
        String name = names.group(1);
        if (!name.equals("histogram_quantile")) {
          JsonNode found = await("query?query=" + encode(name), PrometheusIT::hasNumbers);
          assertThat(hasNumbers(found)).as(name + " in " + rule.path("alert")).isTrue();
        }
      }
    }
  }

  @Test
  void shouldPassThePrometheusToolsOwnChecks() throws Exception {
    assertThat(promtool("check", "config", "prometheus.yml")).contains("SUCCESS");
    assertThat(promtool("check", "rules", "rules.yml")).contains("SUCCESS");
    assertThat(promtool("test", "rules", "rules_test.yml")).contains("SUCCESS");
  }

  private static String promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(SHIPPED.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static boolean hasNumbers(JsonNode answer) {
    for (JsonNode series : answer.at("/data/result")) {
      if (!series.at("/value/1").asText("NaN").equals("NaN")) {
        return true;
      }
    }
    return false;
  }

  private static String describe(
      List<GrafanaDashboard.Query> waiting, Map<GrafanaDashboard.Query, JsonNode> last) {
    StringBuilder text = new StringBuilder();
    for (GrafanaDashboard.Query query : waiting) {
      text.append('\n').append(query.panel()).append(": ").append(query.chosen(RATE_INTERVAL));
      text.append(" → ").append(last.get(query));
    }
    return text.toString();
  }

  private static JsonNode await(String request, Predicate<JsonNode> enough) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    JsonNode answer = get(request);
    while (!enough.test(answer) && System.nanoTime() < deadline) {
      assertThat(prometheus.waitFor(300, TimeUnit.MILLISECONDS)).as("Prometheus ended").isFalse();
      answer = get(request);
    }
    return answer;
  }

  private static JsonNode get(String request) throws Exception {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(api.resolve(request)).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString());
      return new JsonMapper().readTree(answer.body());
    } catch (IOException notYetListening) {
      return new JsonMapper().createObjectNode().put("error", notYetListening.toString());
    }
  }

  private static String encode(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
