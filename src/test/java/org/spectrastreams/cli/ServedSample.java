package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
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
import org.spectrastreams.cli.sending.ImageNames;
import org.spectrastreams.cli.sending.OutcomeWatch;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.server.SpectraServer;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;

/** Fixture: a service with its server over the pipeline of cartilage. */
final class ServedSample implements AutoCloseable {
  /** The pixels of the sample. */
  static final int PIXELS = 35 * 25;

  /** Who has it may change models. */
  static final String TOKEN = "a-token-of-the-test";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final StreamService service;
  private final SpectraServer server;

  /** Starts both in a folder of their own. */
  ServedSample(Path folder) throws IOException {
    this.folder = folder;
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
  }

  /** Sends the sample, and returns the image's name when every pixel has its result. */
  String scan() throws Exception {
    String image;
    try (SpectrumSource sample = Samples.open("cartilage")) {
      image = ImageNames.of(sample.name());
    }
    try (OutcomeWatch watch =
        new OutcomeWatch(service.clientProperties(), service.config().topics())) {
      run("replay", "--sample", "cartilage", "--pipeline", "cartilage", "--image", image);
      watch.await(PIXELS, 1, Duration.ofMinutes(2));
    }
    return image;
  }

  StreamService service() {
    return service;
  }

  SpectraServer server() {
    return server;
  }

  /** A command that must end well, beside the service. */
  Run run(String... arguments) {
    Run run = tried(arguments);
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  /** A command beside the service, however it ends. */
  Run tried(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", "data.dir=" + folder.resolve("data")));
    all.addAll(List.of("--set", "pipelines.dir=" + folder.resolve("streams")));
    return Run.of(all.toArray(String[]::new));
  }

  /** What a path answers, whatever its status. */
  JsonNode get(String path) throws Exception {
    URI address = server.address().resolve(path);
    return JSON.readTree(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
            .body());
  }

  String text(String path) throws Exception {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  byte[] bytes(String path) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(),
                BodyHandlers.ofByteArray());
    String said = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(said).isEqualTo(200);
    return answer.body();
  }

  @Override
  public void close() {
    server.close();
    service.close();
  }
}
