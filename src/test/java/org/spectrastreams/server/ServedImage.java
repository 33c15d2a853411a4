package org.spectrastreams.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.server.access.Rates;
import org.spectrastreams.server.access.Tokens;
import org.spectrastreams.server.exports.ExportRoutes;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.ResultLocator;
import org.spectrastreams.server.port.HttpPort;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.stream.pipeline.ExplanationPolicy;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.service.Health;

/** The REST interface over a real socket, in front of an image whose records lie in memory. */
final class ServedImage implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(2);

  /** What one address may ask for that costs much. */
  static final int COSTLY_PER_MINUTE = 80;

  static final ObjectMapper JSON = new ObjectMapper();
  private final LiveEvents events = new LiveEvents(Duration.ofMillis(200), IDLE.dividedBy(3));
  private final MapView maps = new MapView(4 << 20, events);
  private final ResultLocator locator = new ResultLocator(4 << 20);
  private final HttpClient client = HttpClient.newHttpClient();
  private boolean up = true;
  private final MadeExplanations explanations = new MadeExplanations();
  private boolean lost;
  private long nanos;
  private final ScannedImage image;
  private final Javalin javalin;

  private ServedImage() throws IOException {
    SpectralAxis axis = SpectralAxis.uniform(602, 4, 300);
    image =
        new ScannedImage("c-1", "cartilage", Samples.open("cartilage"), axis, maps, locator)
            .scanAll();
    Pipelines pipelines =
        Pipelines.of(
            List.of(
                new Pipeline(
                    "cartilage",
                    "Cartilage",
                    Optional.of("cartilage"),
                    Set.of(),
                    Pipeline.ActivationMapPolicy.COMPACT,
                    ExplanationPolicy.DEFAULT,
                    Optional.empty(),
                    Optional.of(Technique.RAMAN),
                    List.of())));
    Routes routes =
        new Routes(
            new RequestGuard(
                "127.0.0.1",
                List.of(),
                new Tokens("", ""),
                new Rates(COSTLY_PER_MINUTE, () -> nanos),
                new Rates(COSTLY_PER_MINUTE, () -> nanos)),
            maps,
            events,
            new PixelAnswers(
                ScannedImage.RAW,
                ScannedImage.RESULTS,
                locator,
                image,
                (model, version) -> new PixelAnswers.MapAxes(axis, Optional.empty()),
                pipelines),
            new ExplainedModels(reference -> MadeExplanations.explained(reference, axis)),
            explanations::explain,
            pipelines,
            () -> new Health(List.of(new Health.Check("broker", up, up ? "well" : "gone"))),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            control -> {
              new ExportRoutes(
                      maps,
                      status ->
                          visitor -> {
                            if (lost) {
                              throw new IOException("the log is gone");
                            }
                            return status.getSeen();
                          },
                      new ModelStore(Path.of("model-store")))
                  .addTo(control);
              control.get(
                  "/api/half",
                  ctx -> {
                    ctx.outputStream().write(new byte[1 << 18]);
                    throw new IOException("the other half cannot be read");
                  });
            });
    javalin =
        SpectraServer.listen(
            routes, new HttpPort("127.0.0.1", 0, Optional.empty(), IDLE, IDLE, 256));
  }

  /** Listens on a free port. */
  static ServedImage listen() {
    try {
      return new ServedImage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ScannedImage image() {
    return image;
  }

  MapView maps() {
    return maps;
  }

  LiveEvents events() {
    return events;
  }

  int port() {
    return javalin.port();
  }

  /** From now on the broker does not answer. */
  void loseTheBroker() {
    up = false;
  }

  /** From now on no explanation more is taken. */
  void beBusy() {
    explanations.beBusy();
  }

  /** From now on records cannot be read for an export. */
  void loseTheLog() {
    lost = true;
  }

  /** A second passes for who counts what an address asks for. */
  void passSecond() {
    nanos += TimeUnit.SECONDS.toNanos(1);
  }

  /** Asks for a path, with headers given as name, value, name, value. */
  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> export(String id, String format) throws IOException, InterruptedException {
    return get("/api/images/%s/export/%s".formatted(id, format));
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  String text(String path) throws IOException, InterruptedException {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  /** Sends bytes as they are, for what no client would send. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), javalin.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    events.close();
    javalin.stop();
  }
}
