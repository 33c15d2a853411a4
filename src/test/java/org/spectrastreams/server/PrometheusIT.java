package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.explain.context.RandomExplanations;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;

/**
 * The shipped Prometheus configuration, alert rules and dashboard against a live Prometheus that
 * scrapes a live service. Skipped where Prometheus is not installed (Debian: {@code apt-get install
 * prometheus}).
 */
@EnabledIf(value = "isInstalled", disabledReason = "prometheus and promtool are not on the PATH")
class PrometheusIT {
  private static final String RATE_INTERVAL = "10s";

  @TempDir private static Path folder;
  private static PrometheusMeterRegistry registry;
  private static StreamService service;
  private static SpectraServer server;
  private static EveryKindOfBlock instrument;
  private static LivePrometheus prometheus;

  static boolean isInstalled() {
    return LivePrometheus.isInstalled();
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
    String raw = config.topics().raw();
    instrument = new EveryKindOfBlock(service.clientProperties(), raw, () -> waiting(raw));
    prometheus = new LivePrometheus(folder, server.address());
  }

  /** Blocks that wait on a topic, as the rule of growing lag sees them: the most of a partition. */
  private static double waiting(String topic) {
    return registry.find("kafka.consumer.fetch.manager.records.lag").gauges().stream()
        .filter(gauge -> topic.equals(gauge.getId().getTag("topic")))
        .mapToDouble(Gauge::value)
        .filter(Double::isFinite)
        .max()
        .orElse(0);
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
        store,
        new ModelId("untrained", "1.0.0"),
        EveryKindOfBlock.AXIS,
        List.of("a", "b", "c"),
        2,
        6);
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

  @AfterAll
  static void stopAll() throws Exception {
    if (prometheus != null) {
      prometheus.close();
    }
    if (instrument != null) {
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
    long deadline = System.nanoTime() + LivePrometheus.LIMIT.toNanos();
    while (!waiting.isEmpty() && System.nanoTime() < deadline) {
      for (GrafanaDashboard.Query query : List.copyOf(waiting)) {
        JsonNode answer =
            prometheus.get("query?query=" + LivePrometheus.encode(query.chosen(RATE_INTERVAL)));
        last.put(query, answer);
        if (LivePrometheus.hasNumbers(answer)) {
          waiting.remove(query);
        }
      }
      prometheus.run(500);
    }
    assertThat(waiting).as("panels without data: " + describe(waiting, last)).isEmpty();
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

  @Test
  void shouldFillTheDropDownLists() throws Exception {
    for (String[] variable : GrafanaDashboard.shipped().variables()) {
      JsonNode values =
          prometheus.await(
              "label/" + variable[1] + "/values?match[]=" + LivePrometheus.encode(variable[0]),
              answer -> !answer.path("data").isEmpty());
      assertThat(values.path("data")).as(variable[1] + " of " + variable[0]).isNotEmpty();
    }
  }

  @Test
  void shouldEvaluateEveryRuleOnSeriesThatExistAndFireNoAlarmButTheDeadLetters() throws Exception {
    // A rule that was looked at before the first scrape knows no service: wait for the next look.
    prometheus.await(
        "query?query=" + LivePrometheus.encode("up{job=\"spectra-streams\"}"),
        LivePrometheus::hasNumbers);
    Instant scraped = Instant.now();
    JsonNode rules =
        prometheus.await(
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
    JsonNode written =
        new YAMLMapper().readTree(LivePrometheus.SHIPPED.resolve("rules.yml").toFile());
    Pattern series = Pattern.compile("\\b([a-z]+_[a-z_]+)(?=[{\\[ ]|$)", Pattern.MULTILINE);
    for (JsonNode rule : written.at("/groups/0/rules")) {
      Matcher names = series.matcher(rule.path("expr").asText());
      while (names.find()) {
        String name = names.group(1);
        if (!name.equals("histogram_quantile")) {
          JsonNode found =
              prometheus.await(
                  "query?query=" + LivePrometheus.encode(name), LivePrometheus::hasNumbers);
          assertThat(LivePrometheus.hasNumbers(found))
              .as(name + " in " + rule.path("alert"))
              .isTrue();
        }
      }
    }
  }
}
