package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prometheus with the shipped configuration and rules, which scrapes a server faster than shipped.
 */
final class LivePrometheus implements AutoCloseable {
  static final Path SHIPPED = Path.of("dashboards/prometheus");

  /** How long anything is waited for. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  /** The shipped 5 s and 15 s would make the test wait; a rate needs two scrapes. */
  private static final String SCRAPE_INTERVAL = "1s";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path log;
  private final Process prometheus;
  private final URI api;

  /** Starts it, with its files in the folder; it scrapes the server at an address. */
  LivePrometheus(Path folder, URI scraped) throws Exception {
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
        targets, Files.readString(targets).replace("127.0.0.1:8080", scraped.getAuthority()));
    log = folder.resolve("prometheus.log");
    prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + main,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    api = URI.create("http://" + listening() + "/api/v1/");
  }

  /** The address that Prometheus has bound, by its log. */
  private String listening() throws Exception {
    Pattern bound = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (prometheus.isAlive() && System.nanoTime() < deadline) {
      Matcher found = bound.matcher(Files.readString(log));
      if (found.find()) {
        return found.group(1);
      }
      prometheus.waitFor(100, TimeUnit.MILLISECONDS);
    }
    prometheus.destroyForcibly();
    throw new AssertionError("Prometheus does not listen:\n" + Files.readString(log));
  }

  static boolean isInstalled() {
    return onPath("prometheus") && onPath("promtool");
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Lets some time pass while it runs; fails where it has ended. */
  void run(long millis) throws Exception {
    assertThat(prometheus.waitFor(millis, TimeUnit.MILLISECONDS))
        .as("Prometheus ended: " + Files.readString(log))
        .isFalse();
  }

  /** Asks until an answer is enough, {@link #LIMIT} at most; answers with the last one. */
  JsonNode await(String request, Predicate<JsonNode> enough) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    JsonNode answer = get(request);
    while (!enough.test(answer) && System.nanoTime() < deadline) {
      run(300);
      answer = get(request);
    }
    return answer;
  }

  /** What its interface answers; an object that says why where it does not. */
  JsonNode get(String request) throws Exception {
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

  /** Whether the answer to a query has a series with a value. */
  static boolean hasNumbers(JsonNode answer) {
    for (JsonNode series : answer.at("/data/result")) {
      if (!series.at("/value/1").asText("NaN").equals("NaN")) {
        return true;
      }
    }
    return false;
  }

  static String encode(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws InterruptedException {
    prometheus.destroy();
    if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
      prometheus.destroyForcibly();
    }
  }
}
