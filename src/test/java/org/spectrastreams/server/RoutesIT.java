package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.Await;
import org.spectrastreams.bands.BandAssignment;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.export.ExportFormat;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.server.access.Rates;
import org.spectrastreams.server.access.Tokens;
import org.spectrastreams.server.exports.ExportRoutes;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.PixelWindow;
import org.spectrastreams.server.maps.ResultLocator;
import org.spectrastreams.server.port.HttpPort;
import org.spectrastreams.server.port.SecurityHeaders;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.pipeline.ExplanationPolicy;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.service.Health;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.proto.Wire.ImageState;

/** The REST interface over a real socket, in front of an image whose records lie in memory. */
@Timeout(60)
class RoutesIT {
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final int COSTLY_PER_MINUTE = 80;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LiveEvents events = new LiveEvents(Duration.ofMillis(200), IDLE.dividedBy(3));
  private final MapView maps = new MapView(4 << 20, events);
  private final ResultLocator locator = new ResultLocator(4 << 20);
  private final HttpClient client = HttpClient.newHttpClient();
  private boolean up = true;
  private boolean busy;
  private boolean lost;
  private long nanos;
  private ScannedImage image;
  private Javalin javalin;

  @BeforeEach
  void listen() throws IOException {
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
                new Rates(COSTLY_PER_MINUTE, () -> nanos)),
            maps,
            events,
            new PixelAnswers(
                ScannedImage.RESULTS,
                locator,
                image,
                (model, version) -> new PixelAnswers.MapAxes(axis, Optional.empty()),
                pipelines),
            new ExplainedModels(reference -> explained(reference, axis)),
            this::explain,
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

  private static ExplainedModels.ExplainedModel explained(String reference, SpectralAxis axis) {
    if (!List.of("cartilage", "cartilage@1.0.0").contains(reference)) {
      throw new EngineException("no model " + reference + "; the store has cartilage@1.0.0");
    }
    return ScannedContexts.model(axis, Quantity.RAMAN_INTENSITY);
  }

  /** Answers as the topics do: a weight for every point, refusals with their reason. */
  private ExplanationView explain(Wire.ExplanationRequest.Builder request)
      throws Explanations.BusyException {
    if (busy) {
      throw new Explanations.BusyException("8 explanations are being made");
    }
    Wire.ExplanationAnswer.Builder answer =
        Wire.ExplanationAnswer.newBuilder().setMethod(request.getMethod());
    if (request.getSamples() > 100_000) {
      return view(answer.setRefused("samples").setMessage("samples 200000; expected fewer"));
    }
    answer
        .setKind(Wire.ExplanationKind.ANSWER)
        .setImageId("c-1")
        .setX((int) request.getPlace().getOffset())
        .setY(request.getPlace().getIndex())
        .addAllClassNames(ScannedImage.CLASSES)
        .setExplainedClass(Math.max(0, ScannedImage.CLASSES.indexOf(request.getClassName())))
        .setMeanProbabilities(Packed.floats(new float[] {0.5f, 0.25f, 0.25f}))
        .setPoints(3)
        .setWavenumbers(Packed.floats(SpectralAxis.uniform(1000, 50, 3)))
        .setWeights(Packed.floats(new float[] {-0.25f, 0.5f, -0.25f}))
        .setSamples(request.getSamples())
        .setSeed(request.getSeed())
        .setRSquared(0.9)
        .setReproducibility(Double.NaN)
        .setProvenance(
            Wire.Provenance.newBuilder()
                .setModel("cartilage")
                .setModelVersion("1.0.0")
                .addUnreliableMethods(
                    Wire.UnreliableMethod.newBuilder()
                        .setMethod("cam")
                        .setMeasure("stability")
                        .setValue(0.25)
                        .setExpected("at least 0.50")));
    return view(answer);
  }

  private static ExplanationView view(Wire.ExplanationAnswer.Builder answer) {
    try {
      return ExplanationView.of(answer.build());
    } catch (RejectedRecordException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    events.close();
    javalin.stop();
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + javalin.port() + path);
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  private String text(String path) throws IOException, InterruptedException {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  /** Sends bytes as they are, for what no client would send. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), javalin.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void await(BooleanSupplier condition) {
    Await.until("condition", condition::getAsBoolean);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/images", "/health", "/metrics", "/app.js", "/nowhere"})
  void shouldRefuseAForeignHostEverywhere(String path) throws IOException {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 421").contains("http.allowed.hosts");
    assertThat(answer).doesNotContain("cartilage").doesNotContain("<html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/web/../../../pom.xml",
        "/%2e%2e/%2e%2e/logback.xml",
        "/..%2f..%2flogback.xml",
        "/app.js/../../logback.xml",
        "/./logback.xml",
        "//etc/passwd",
        "/web/index.html",
        "/logback.xml",
        "/org/spectrastreams/server/Routes.class"
      })
  void shouldServeNoFileOutsideThePage(String path) throws IOException {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
    assertThat(answer).doesNotContain("root:").doesNotContain("<configuration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/images/..%2f..%2fetc",
        "/api/images/a%20b",
        "/api/images/%00",
        "/api/images/c-1/layers/..%2fclass",
        "/api/images/c-1/layers/nosuch",
        "/api/images/c-1/pixels/-1/0",
        "/api/images/c-1/pixels/35/0",
        "/api/images/c-1/pixels/0/25",
        "/api/images/c-1/pixels/99999999999/0",
        "/api/images/c-1/pixels/1e3/0",
        "/api/images/unknown",
        "/api/images/c-1/layers/class?x=30&width=10",
        "/api/images/c-1/layers/class?x=-1",
        "/api/images/c-1/layers/class?width=0",
        "/api/images/c-1/layers/class?format=xlsx",
        "/api/images/c-1/pixels/1/1/explanations/magic",
        "/api/images/c-1/pixels/35/1/explanations/lime",
        "/api/images/c-1/pixels/1/1/explanations/lime?class=liver",
        "/api/images/c-1/pixels/1/1/explanations/lime?samples=-1",
        "/api/images/c-1/pixels/1/1/explanations/lime?seed=1e9",
        "/api/pipelines/liver/contexts",
        "/api/pipelines/liver/methods",
        "/api/pipelines/cartilage/contexts?version=9.9.9",
        "/api/pipelines/cartilage/contexts?version=..%2f..%2fetc",
        "/api/pipelines/..%2fcartilage/contexts"
      })
  void shouldRefuseParametersThatNameNothing(String path) throws IOException {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void shouldAnswerOnlyGet(String method) throws IOException {
    String answer =
        raw(
            method
                + " /api/images HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 405");
    assertThat(answer).doesNotContain("Access-Control-Allow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/images",
        "/api/images/c-1/pixels/1/1",
        "/api/images/c-1/pixels/1/1/explanations/lime",
        "/api/events"
      })
  void shouldLetNoPageOfAnotherSiteAskForWork(String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + javalin.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Sec-Fetch-Site", "cross-site").build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
  }

  @Test
  void shouldExportTheImageInEveryFormatByWhatItSays() throws Exception {
    for (ExportFormat format : ExportFormat.values()) {
      HttpResponse<byte[]> answer = export("c-1", format.id());
      assertThat(answer.statusCode()).as(format.id()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .isEqualToIgnoringWhitespace(format.contentType());
      assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
          .endsWith("filename=\"c-1" + format.ending() + "\"");
      assertThat(answer.body()).hasSizeGreaterThan(200);
    }
    byte[] tiff = export("c-1", "ome-tiff?layer=confidence").body();
    assertThat(tiff).startsWith('I', 'I', 42, 0);
    assertThat(new String(tiff, StandardCharsets.ISO_8859_1)).contains("SizeC=\"1\"");
    HttpResponse<byte[]> report = export("c-1", "report");
    assertThat(report.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox")
        .doesNotContain("script-src");
  }

  @Test
  void shouldHangUpWhereAnAnswerThatHasBegunCannotBeFinished() {
    URI address = URI.create("http://127.0.0.1:" + javalin.port() + "/api/half");
    assertThatThrownBy(
            () -> client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldOfferNoFileWhereAMessageTakesItsPlace() throws Exception {
    lost = true;
    HttpResponse<byte[]> failed = export("c-1", "csv");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(new String(failed.body(), StandardCharsets.UTF_8)).contains("\"error\"");
  }

  @Test
  void shouldSayWhatCannotBeExported() throws Exception {
    assertThat(export("c-1", "gif").statusCode()).isEqualTo(404);
    assertThat(export("c-2", "png").statusCode()).isEqualTo(404);
    HttpResponse<byte[]> layer = export("c-1", "png?layer=fat");
    assertThat(layer.statusCode()).isEqualTo(404);
    assertThat(new String(layer.body(), StandardCharsets.UTF_8)).contains("it has [class,");
    maps.accept(
        Wire.ImageStatus.newBuilder(maps.image("c-1").orElseThrow().status())
            .setImageId("wide")
            .setWidth(4096)
            .setHeight(4096)
            .build());
    HttpResponse<byte[]> wide = export("wide", "ome-tiff");
    assertThat(wide.statusCode()).isEqualTo(413);
    assertThat(new String(wide.body(), StandardCharsets.UTF_8)).contains("./spectra export");
  }

  private HttpResponse<byte[]> export(String id, String format) throws Exception {
    URI address =
        URI.create(
            "http://127.0.0.1:%d/api/images/%s/export/%s".formatted(javalin.port(), id, format));
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void shouldLetNoAddressAskForMoreExplanationsThanIsSaid() throws Exception {
    String path = "/api/images/c-1/pixels/1/1/explanations/lime";
    for (int i = 0; i < COSTLY_PER_MINUTE / 4; i++) {
      assertThat(get(path).statusCode()).isEqualTo(200);
    }
    HttpResponse<byte[]> refused = get(path);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(get("/api/images").statusCode()).isEqualTo(200);
    nanos += TimeUnit.SECONDS.toNanos(1);
    assertThat(get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldStayAliveWhileManyReadLargeLayersSlowly() throws Exception {
    maps.accept(
        Wire.ImageStatus.newBuilder(maps.image("c-1").orElseThrow().status())
            .setImageId("large")
            .setWidth(2048)
            .setHeight(2048)
            .build());
    String layer = "/api/images/large/layers/band:height";
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket reader = new Socket(InetAddress.getLoopbackAddress(), javalin.port());
        slow.add(reader);
        reader
            .getOutputStream()
            .write(
                ("GET " + layer + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
      }
      await(() -> status(layer) == 503);
      for (int i = 0; i < 30; i++) {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
      }
      await(() -> status(layer) == 200); // who reads nothing is given up
    } finally {
      for (Socket reader : slow) {
        reader.close();
      }
    }
  }

  private int status(String path) {
    try {
      return get(path).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldSendSecurityHeadersWithEveryAnswer() throws Exception {
    for (String path : List.of("/", "/app.js", "/api/images", "/api/images/unknown", "/nowhere")) {
      HttpResponse<byte[]> answer = get(path);
      SecurityHeaders.ALL.forEach(
          (name, value) -> assertThat(answer.headers().firstValue(name)).as(path).contains(value));
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void shouldServeEveryFileThatThePageLoads() throws Exception {
    for (String path : new PageFiles().paths()) {
      HttpResponse<byte[]> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .as("nothing from elsewhere in " + path)
          .doesNotContainPattern("(src|href|from)=?\\s*[\"']https?://");
    }
  }

  @Test
  void shouldTellLayersAsTheirTilesSay() throws Exception {
    HttpResponse<byte[]> whole = get("/api/images/c-1/layers/class");
    assertThat(whole.headers().firstValue("Spectra-Encoding")).contains("class-u8");
    assertThat(whole.body()).hasSize(35 * 25);

    HttpResponse<byte[]> heights =
        get("/api/images/c-1/layers/band:height?x=3&y=20&width=2&height=1");
    assertThat(heights.headers().firstValue("Spectra-Encoding")).contains("float32");
    assertThat(heights.headers().firstValue("Spectra-Window")).contains("3,20,2,1");
    ByteBuffer values = ByteBuffer.wrap(heights.body()).order(ByteOrder.LITTLE_ENDIAN);
    try (SpectrumSource source = Samples.open("cartilage")) {
      SpectrumBlock line = null;
      for (int y = 0; y <= 20; y++) {
        line = source.next(35);
      }
      int point = line.axis().indexNearest(1003);
      assertThat(values.getFloat()).isEqualTo(line.intensities()[3 * line.axis().size() + point]);
      assertThat(values.getFloat()).isEqualTo(line.intensities()[4 * line.axis().size() + point]);
    }
  }

  @Test
  void shouldTellThePageWhatTheCodesOfALayerMeanAndWhichMethodsThereAre() throws Exception {
    JsonNode layers = json("/api/images/c-1").get("layers");
    assertThat(layers.get(0).toString())
        .isEqualTo(
            "{\"id\":\"class\",\"title\":\"Class\",\"unit\":\"\",\"encoding\":\"class-u8\","
                + "\"notSeen\":255,\"none\":254,\"noneTitle\":\"no class\",\"notJudged\":253,"
                + "\"names\":[\"matrix\",\"lacuna\",\"cell\"]}");
    assertThat(layers.at("/1/notSeen").isNull()).isTrue();
    assertThat(layers.at("/2/none").asInt()).isEqualTo(65_534);
    assertThat(layers.at("/3/names/1").asText()).isEqualTo("contradicted by its context");
    assertThat(layers.at("/7/names/1").asText()).isEqualTo("ALL_ZERO");
    assertThat(json("/api/methods"))
        .extracting(method -> method.get("id").asText())
        .contains("cam", "lime", "lime-published", "lime-amortised", "crime");
  }

  @Test
  void shouldAnswerAPixelWithTheSpectrumOfTheFile() throws Exception {
    JsonNode pixel = json("/api/images/c-1/pixels/12/7");
    try (SpectrumSource source = Samples.open("cartilage")) {
      SpectrumBlock line = null;
      for (int y = 0; y <= 7; y++) {
        line = source.next(35);
      }
      int points = line.axis().size();
      JsonNode values = pixel.at("/spectrum/values");
      assertThat(values).hasSize(points);
      for (int i = 0; i < points; i++) {
        assertThat((float) values.get(i).doubleValue())
            .isEqualTo(line.intensities()[12 * points + i]);
        assertThat(pixel.at("/spectrum/axis").get(i).doubleValue()).isEqualTo(line.axis().at(i));
      }
      assertThat(pixel.at("/result/class").asText()).isEqualTo(line.labels().get(12));
    }
    assertThat(pixel.at("/spectrum/quantity").asText()).isEqualTo("raman-intensity");
    assertThat(pixel.at("/result/source/offset").asLong())
        .isEqualTo(image.offsets(ScannedImage.RAW).get(7));
  }

  @Test
  void shouldTellThePixelsContextAndWhatIsNotToBeTrusted() throws Exception {
    JsonNode pixel = json("/api/images/c-1/pixels/12/7");
    int predicted = ScannedImage.CLASSES.indexOf(pixel.at("/result/class").asText());
    int context = ScannedContexts.of(12, 7, predicted);

    assertThat(pixel.at("/result/context/id").asInt()).isEqualTo(context);
    assertThat(pixel.at("/result/context/class").asText())
        .isEqualTo(ScannedImage.CLASSES.get(context / 2));
    assertThat(pixel.at("/result/context/contradicts").asBoolean())
        .isEqualTo(ScannedContexts.contradicts(12, 7));
    assertThat((float) pixel.at("/result/context/latent/0").asDouble())
        .isEqualTo(ScannedContexts.latent(12, 7, context)[0]);
    assertThat(pixel.at("/result/limeBands")).hasSize(1);
    JsonNode unreliable = pixel.at("/result/unreliableMethods/0");
    assertThat(unreliable.at("/method").asText()).isEqualTo("cam");
    assertThat(unreliable.at("/measure").asText()).isEqualTo("stability");
    assertThat(unreliable.at("/value").asDouble()).isEqualTo(0.25);
    assertThat(unreliable.at("/expected").asText()).isEqualTo("at least 0.50");
  }

  @Test
  void shouldSayWhichMethodsExplainAModelAndWhichOfThemWereFoundReliable() throws Exception {
    JsonNode known = json("/api/pipelines/cartilage/methods?version=1.0.0");
    assertThat(known.get("model").asText()).isEqualTo("cartilage");
    assertThat(known.get("preferred").asText()).isEqualTo("lime");
    assertThat(known.get("methods")).hasSize(2);
    assertThat(known.at("/reliability/0/reliable").asBoolean()).isFalse();
  }

  @Test
  void shouldTellTheContextsOfAPipelinesModel() throws Exception {
    JsonNode cards = json("/api/pipelines/cartilage/contexts?version=1.0.0");

    assertThat(cards.get("contexts")).hasSize(ScannedContexts.COUNT);
    assertThat(cards.at("/contexts/3/label").asText()).isEqualTo("lacuna");
    assertThat(cards.at("/contexts/3/histogram/1").asInt()).isEqualTo(18);
    assertThat(cards.at("/contexts/3/meanSpectrum")).hasSize(300);
    assertThat(cards.at("/contexts/3/meanWeights")).hasSize(300);
    assertThat(cards.at("/latent/context")).hasSize(20 * ScannedContexts.COUNT);
    assertThat(cards.at("/latent/predicted/119").asInt()).isEqualTo(2);
    assertThat(cards.at("/reliability/0/reliable").asBoolean()).isFalse();
    assertThat(cards.at("/simulated").asBoolean()).isFalse();
    double first = cards.at("/contexts/0/bands/0/wavenumber").asDouble();
    assertThat(cards.at("/contexts/0/bands/0/assignment").textValue())
        .isEqualTo(
            BandAssignment.at(Technique.RAMAN, first).stream()
                .findFirst()
                .map(BandAssignment::name)
                .orElse(null));
  }

  @Test
  void shouldGiveContextsLayersAndPixelsAsCsv() throws Exception {
    List<String> contexts = text("/api/pipelines/cartilage/contexts?format=csv").lines().toList();
    assertThat(contexts.get(0)).isEqualTo("# model: cartilage 1.0.0");
    assertThat(contexts).hasSize(3 + 2 * ScannedContexts.COUNT);
    assertThat(contexts.get(2)).startsWith("context,label,size,occupancy,radius,predicted matrix,");
    assertThat(contexts.get(3)).startsWith("0,matrix,20,").contains(",mean-spectrum,");
    assertThat(contexts.get(4)).contains(",mean-weights,");
    assertThat(contexts.get(4).split(",")).hasSize(contexts.get(2).split(",").length);

    String layer = text("/api/images/c-1/layers/context?format=csv&y=7&height=1");
    assertThat(layer).startsWith("# image: c-1\n# pipeline: cartilage\n");
    List<String> rows = layer.lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(rows.get(0)).isEqualTo("x,y,context");
    JsonNode pixel = json("/api/images/c-1/pixels/12/7");
    assertThat(rows.get(13)).isEqualTo("12,7," + pixel.at("/result/context/id").asInt());
    assertThat(text("/api/images/c-1/layers/class?format=csv"))
        .contains("\n12,7," + pixel.at("/result/class").asText() + "\n");

    String curves = text("/api/images/c-1/pixels/12/7?format=csv");
    assertThat(curves)
        .contains(
            "# unreliable for this model: cam, stability 0.25, expected at least 0.50\n",
            "curve,wavenumber,value\n");
    assertThat(curves)
        .contains(
            "\nraman-intensity,%s,%s\n"
                .formatted(
                    pixel.at("/spectrum/axis/5").asDouble(),
                    (float) pixel.at("/spectrum/values/5").asDouble()));
    assertThat(curves.lines().filter(line -> line.startsWith("cam,"))).hasSize(300);
  }

  @Test
  void shouldExplainAPixelOnDemand() throws Exception {
    String path = "/api/images/c-1/pixels/12/7/explanations/";
    JsonNode explained = json(path + "lime?class=cell&samples=500&seed=7");
    assertThat(explained.at("/class").asText()).isEqualTo("cell");
    assertThat(explained.at("/x").asLong())
        .as("asks for the scored record")
        .isEqualTo(image.offsets(ScannedImage.RAW).get(7));
    assertThat(explained.at("/y").asInt()).isEqualTo(12);
    assertThat(explained.at("/weights")).hasSize(3);
    assertThat(explained.at("/bands/0/wavenumber").asDouble()).isEqualTo(1050);
    assertThat(explained.at("/samples").asInt()).isEqualTo(500);
    assertThat(explained.at("/seed").asText()).isEqualTo("7");
    assertThat(explained.at("/reproducibility").isNull()).isTrue();
    assertThat(explained.at("/unreliableMethods/0/method").asText()).isEqualTo("cam");
    assertThat(text(path + "lime?samples=500&seed=7&format=csv"))
        .contains("# samples: 500\n# seed: 7\n", "\nlime,1050.0,0.5\n");

    HttpResponse<byte[]> refused = get(path + "lime?samples=200000");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(refused.body()).get("error").asText()).contains("expected fewer");
    busy = true;
    assertThat(get(path + "lime").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldAnswerGoneWhenTheResultExpired() throws Exception {
    image.expire(ScannedImage.RESULTS, 1, image.offsets(ScannedImage.RESULTS).get(7));
    HttpResponse<byte[]> answer = get("/api/images/c-1/pixels/12/7");

    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(JSON.readTree(answer.body()).get("error").asText()).contains("no longer in the log");
  }

  @Test
  void shouldTurnHealthDownWithItsReason() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    up = false;

    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(json("/health").at("/checks/0/reason").asText()).isEqualTo("gone");
  }

  @Test
  void shouldTellListenersWhatChanged() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), javalin.port())) {
      socket.setSoTimeout(10_000);
      BufferedReader in = listenOn(socket);
      await(() -> events.clients() == 1);
      events.tileChanged("c-1", "class", new PixelWindow(0, 0, 35, 1));
      events.imageChanged("c-1");
      String line = in.readLine();
      while (!line.startsWith("data: {\"image\"")) {
        line = in.readLine();
      }
      JsonNode tiles = JSON.readTree(line.substring(6));
      assertThat(tiles.at("/layers/class/width").asInt()).isEqualTo(35);
    }
    await(() -> events.clients() == 0);
  }

  @Test
  void shouldDropAListenerThatDoesNotRead() throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), javalin.port()));
      listenOn(socket);
      await(() -> events.clients() == 1);
      // 200 images a batch, each with a kilobyte of status: more than sockets buffer, in seconds.
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        String id = "many-" + i + "-" + "x".repeat(150);
        ids.add(id);
        maps.accept(image.status(ImageState.SCANNING).toBuilder().setImageId(id).build());
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
      while (events.clients() > 0) {
        assertThat(System.nanoTime()).as("dropped within 40 s").isLessThan(deadline);
        ids.forEach(events::imageChanged);
        Thread.onSpinWait();
      }
    }
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  private static BufferedReader listenOn(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(
        "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }
}
