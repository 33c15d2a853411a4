package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Await;
import org.spectrastreams.explain.context.RandomExplanations;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.network.PlaneModels;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.OtherOutcomes;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;
import org.spectrastreams.wire.block.RawBlock;

/**
 * The viewer in a real browser, in front of the real service: shipped samples go through the raw
 * topic, the shipped models and the maps to the page. Every test scans images of its own, so that
 * none needs another. Pictures of what was seen stay in {@code target/viewer}.
 */
@EnabledIf(
    value = "chromiumIsInstalled",
    disabledReason = "no Chromium at /usr/bin/chromium: apt-get install chromium")
class ViewerIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "viewer");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Pixels of the map canvas that are neither empty ground nor a pixel without a result. */
  private static final String PAINTED =
      """
      () => {
        const canvas = document.getElementById('map');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let painted = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 45) painted++;
        }
        return painted;
      }
      """;

  /** Pixels of the plot by kind: the curve, and the two hues of the activation map. */
  private static final String PLOTTED =
      """
      () => {
        const canvas = document.getElementById('plot');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const found = { curve: 0, orange: 0, blue: 0 };
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, a] = data.slice(i, i + 4);
          if (a < 60) continue;
          if (r > 200 && g > 200 && b > 200) found.curve++;
          else if (r > b + 60 && r > g + 20) found.orange++;
          else if (b > r + 60 && b > g + 20) found.blue++;
        }
        return found;
      }
      """;

  @TempDir static Path data;
  private static ServiceConfig config;
  private static StreamService service;
  private static SpectraServer server;
  private static Playwright playwright;
  private static Browser browser;
  private static KafkaProducer<String, byte[]> producer;

  /** What the page said before anything was scanned. */
  private static boolean saidThatThereIsNoImage;

  private static int paintedBeforeAnything;

  private final List<String> complaints = new ArrayList<>();
  private Page page;

  static boolean chromiumIsInstalled() {
    return Files.isExecutable(CHROMIUM);
  }

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(PICTURES);
    Path models = copy(Path.of("model-store"), data.resolve("model-store"));
    Path pipelines = copy(Path.of("streams"), data.resolve("streams"));
    RandomExplanations.write(
        models,
        new ModelId("untrained", "1.0.0"),
        TissuePhantom.axis(),
        TissueClass.labels(),
        2,
        12);
    Files.writeString(
        pipelines.resolve("untrained.yaml"),
        "{name: untrained, title: Untrained members and contexts, model: untrained}");
    OtherOutcomes.write(models, pipelines);
    PlaneModels.write(models, "planes", 10); // Grad-CAM of pixel 1 is one half of the plane
    Files.writeString(
        pipelines.resolve("planes.yaml"), "{name: planes, title: Planes, model: planes}");
    config =
        ServiceConfig.defaults()
            .with("data.dir", data.resolve("data").toString())
            .with("model.store", models.toString())
            .with("pipelines.dir", pipelines.toString())
            .with("http.port", "0")
            .with("stream.threads", "1");
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service = StreamService.start(config, registry);
    server = SpectraServer.start(service, config, registry);
    Map<String, Object> properties = new HashMap<>(service.clientProperties());
    properties.put("linger.ms", 0);
    producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-dev-shm-usage",
                            "--disable-gpu",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    try (Page empty = browser.newPage()) {
      empty.setDefaultTimeout(90_000);
      empty.navigate(server.address().toString());
      empty.waitForSelector("#no-images:visible");
      saidThatThereIsNoImage = empty.isVisible("#no-images");
      paintedBeforeAnything = (Integer) empty.evaluate(PAINTED);
    }
  }

  /** The cartilage sample under another name, scored and mapped as a whole. */
  private static void scanCartilage(String image) throws Exception {
    try (SpectrumSource source = Samples.open("cartilage")) {
      scan(new BlockEncoder(source, "cartilage", image, 35), image);
    }
  }

  /** A simulated section with explanations, scored and mapped as a whole. */
  private static void scanExplained(String image) throws Exception {
    try (SpectrumSource source =
        new TissuePhantom(PhantomSettings.of(WIDTH, HEIGHT, 7, TissueClass.CANCEROUS)).open()) {
      scan(new BlockEncoder(source, "untrained", image), image);
    }
  }

  /** Three lines of spectra for a pipeline on the short axis of untrained models. */
  private static void scanLines(String pipeline, String image) throws Exception {
    for (int y = 0; y < 3; y++) {
      send(TestModels.line(pipeline, image, 4, 3, 0, y, 4));
    }
    await(image, found -> found.path("state").asText().equals("complete"));
  }

  private static void send(RawBlock block) throws Exception {
    producer
        .send(new ProducerRecord<>(config.topics().raw(), block.key(), BlockEncoder.encode(block)))
        .get();
  }

  private static void scan(BlockEncoder blocks, String image) throws Exception {
    send(blocks, Integer.MAX_VALUE);
    await(image, found -> found.path("state").asText().equals("complete"));
  }

  /** Waits until the service says so of an image; a page that opens before would show another. */
  private static void await(String image, Predicate<JsonNode> condition) throws Exception {
    Await.until(image, () -> condition.test(get("api/images/" + image)));
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      browser.close();
      playwright.close();
    }
    if (producer != null) {
      producer.close();
    }
    if (server != null) {
      server.close();
    }
    if (service != null) {
      service.close();
    }
  }

  @BeforeEach
  void openPage() {
    page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
    page.setDefaultTimeout(90_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(server.address().toString())) {
            complaints.add("asked for " + request.url());
          }
        });
  }

  @AfterEach
  void closePage() {
    List<String> notices = page.locator("#notice").allTextContents();
    page.close();
    assertThat(notices).as("what the page complains of").allMatch(String::isEmpty);
  }

  private void open(String hash) {
    page.navigate(server.address() + hash);
  }

  private void picture(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  private static void send(BlockEncoder blocks, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      EncodedBlock block = blocks.next();
      if (block == null) {
        return;
      }
      producer.send(new ProducerRecord<>(config.topics().raw(), block.key(), block.value())).get();
    }
  }

  private int coverage(String image) {
    return Integer.parseInt(
        page.locator("#images .image:has-text(\"" + image + "\") .progress")
            .getAttribute("aria-valuenow"));
  }

  private void awaitCoverage(String image, int atLeast) {
    page.waitForCondition(() -> coverage(image) >= atLeast);
  }

  private int painted() {
    return (Integer) page.evaluate(PAINTED);
  }

  private static JsonNode get(String path) throws Exception {
    URI address = server.address().resolve(path);
    return JSON.readTree(
        HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body());
  }

  @Test
  void shouldSayThatThereIsNoImageYet() {
    assertThat(saidThatThereIsNoImage).isTrue();
    assertThat(paintedBeforeAnything).isZero();
  }

  @Test
  void shouldFillTheMapWhileItIsScanned() throws Exception {
    try (SpectrumSource source = Samples.open("cartilage")) {
      BlockEncoder blocks = new BlockEncoder(source, "cartilage", "filling", 35);
      send(blocks, 5);
      await("filling", image -> image.path("coverage").asDouble() > 0);
      open("#filling/class");
      page.waitForSelector("#images .image:has-text(\"filling\")");
      awaitCoverage("filling", 20);
      page.waitForCondition(() -> painted() > 1000);
      int early = painted();
      picture("scanning");
      send(blocks, 8);
      awaitCoverage("filling", 52);
      page.waitForCondition(() -> painted() > 1.8 * early);
      int half = painted();
      send(blocks, 100);
      awaitCoverage("filling", 100);
      page.waitForCondition(() -> painted() > 1.6 * half);
    }
    page.waitForSelector("#images .image[data-state=complete]:has-text(\"filling\")");
    assertThat(page.textContent("#legend")).contains("matrix", "lacuna", "cell");
    assertThat(page.isVisible("#simulated")).isFalse();
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldShowAnotherLayerWhenChosen() throws Exception {
    scanCartilage("layered");
    open("#layered/class");
    page.waitForCondition(() -> painted() > 1000);
    Object classes = page.evaluate("() => document.getElementById('map').toDataURL()");
    page.click("#layers [data-layer=confidence]");
    page.waitForSelector("#legend canvas");
    page.waitForCondition(
        () -> !classes.equals(page.evaluate("() => document.getElementById('map').toDataURL()")));

    assertThat(page.url()).endsWith("#layered/confidence");
    assertThat(page.textContent("#legend")).contains("Confidence", "2–98 %");
    picture("confidence");
    page.keyboard().press("1");
    page.waitForSelector("#layers [data-layer=class][aria-checked=true]");
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldExplainTheClickedPixel() throws Exception {
    scanCartilage("clicked");
    open("#clicked/class");
    page.waitForCondition(() -> painted() > 1000);
    BoundingBox box = page.locator("#map").boundingBox();
    page.mouse().click(box.x + box.width / 2, box.y + box.height / 2);
    page.waitForSelector("#verdict");
    page.mouse().move(0, 0);

    // The image is centred, so the middle of the canvas is its middle pixel.
    assertThat(page.textContent("#spectrum-title")).startsWith("Spectrum at 17, 12");
    assertThat(page.url()).endsWith("#clicked/class/17/12");
    JsonNode answer = get("api/images/clicked/pixels/17/12");
    assertThat(page.textContent("#verdict")).isEqualTo(answer.at("/result/class").asText());
    assertThat(page.locator("#probabilities .bar-track").count()).isEqualTo(3);
    assertThat(page.locator("#votes .vote").count())
        .isEqualTo(answer.at("/result/memberVotes").size())
        .isGreaterThanOrEqualTo(5);
    assertThat(page.textContent("#provenance"))
        .contains("measured", "cartilage 1.0.0", "spectra.raw-", "spectra.results-")
        .contains(
            answer.at("/result/modelDigest").asText().replace("sha256:", "").substring(0, 12));
    page.waitForCondition(
        () -> {
          Map<?, ?> drawn = (Map<?, ?>) page.evaluate(PLOTTED);
          return (Integer) drawn.get("curve") > 500
              && (Integer) drawn.get("orange") + (Integer) drawn.get("blue") > 500;
        });
    picture("cartilage");
    shouldBeTheSpectrumOfTheFile(answer, 17, 12);
    assertThat(complaints).isEmpty();
  }

  private static void shouldBeTheSpectrumOfTheFile(JsonNode answer, int x, int y)
      throws IOException {
    try (SpectrumSource source = Samples.open("cartilage")) {
      SpectrumBlock line = null;
      for (int i = 0; i <= y; i++) {
        line = source.next(35);
      }
      int points = line.axis().size();
      assertThat(answer.at("/spectrum/values")).hasSize(points);
      for (int i = 0; i < points; i++) {
        assertThat((float) answer.at("/spectrum/values").get(i).doubleValue())
            .isEqualTo(line.intensities()[x * points + i]);
        assertThat(answer.at("/spectrum/axis").get(i).doubleValue()).isEqualTo(line.axis().at(i));
      }
    }
  }

  @Test
  void shouldBeUsableWithoutAMouse() throws Exception {
    scanCartilage("typed");
    open("#typed/class");
    page.waitForCondition(() -> painted() > 1000);
    page.focus("#map");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Shift+ArrowDown");
    assertThat(page.textContent("#readout")).startsWith("x 18  y 22");
    page.keyboard().press("Enter");
    page.waitForSelector("#verdict");

    assertThat(page.textContent("#spectrum-title")).startsWith("Spectrum at 18, 22");
  }

  @Test
  void shouldSayThatASectionIsSimulatedWhereverItShows() throws Exception {
    scanCartilage("followed");
    try (SpectrumSource source =
        new TissuePhantom(PhantomSettings.of(64, 64, 7, TissueClass.CANCEROUS)).open()) {
      open("#followed/class");
      page.waitForCondition(() -> painted() > 1000);
      page.check("#follow");
      send(new BlockEncoder(source, "tissue", "section"), Integer.MAX_VALUE);
    }
    page.waitForSelector("#caption:has-text(\"section\")");
    awaitCoverage("section", 100);
    assertThat(page.isVisible("#simulated")).isTrue();
    assertThat(page.locator("#images .image:has-text(\"section\") .badge").isVisible()).isTrue();
    BoundingBox box = page.locator("#map").boundingBox();
    page.mouse().click(box.x + box.width / 2 + 3, box.y + box.height / 2 + 3);
    page.waitForSelector("#verdict");

    assertThat(page.isVisible("#spectrum-simulated")).isTrue();
    assertThat(page.textContent("#provenance")).contains("simulated, not measured");
    assertThat(page.textContent("#legend")).contains("normal");
    picture("tissue");
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldOpenAListAsATableAndSayWhatWasRejected() throws Exception {
    try (SpectrumSource list = Samples.open("sers")) {
      scan(new BlockEncoder(list, "sers", "a-list"), "a-list");
    }
    try (SpectrumSource wrong = Samples.open("sers")) {
      send(new BlockEncoder(wrong, "tissue", "a-list-refused"), Integer.MAX_VALUE);
    }
    await("a-list-refused", found -> found.path("rejected").asInt() == 218);
    page.setViewportSize(1024, 768);
    open("#a-list/class");
    page.waitForCondition(() -> page.locator("#table tbody tr").count() == 200);
    assertThat(page.textContent("#table thead")).contains("spectrum", "Class", "Confidence");
    page.click("#table tbody tr:nth-child(4) button");
    page.waitForSelector("#verdict");
    assertThat(page.textContent("#pixel-title")).isEqualTo("Pixel 3, 0");
    assertThat(page.locator("#map").boundingBox().width).isGreaterThan(500);
    page.click("#images .image:has-text(\"refused\")");
    page.waitForSelector("#rejected:visible");
    assertThat(page.textContent("#rejected")).contains("218 spectra rejected", "absorbance");
    page.setViewportSize(390, 844);
    assertThat(page.locator("#images").boundingBox().height).isGreaterThan(80);
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldOpenWhatTheAddressNames() throws Exception {
    scanCartilage("addressed");
    open("#addressed/agreement/3/4");
    page.waitForSelector("#verdict");

    assertThat(page.textContent("#spectrum-title")).startsWith("Spectrum at 3, 4");
    assertThat(page.getAttribute("#layers [data-layer=agreement]", "aria-checked"))
        .isEqualTo("true");
  }

  @Test
  void shouldSayWhatTheLogNoLongerHolds() throws Exception {
    scanCartilage("forgotten");
    JsonNode before = get("api/images/forgotten/pixels/17/12");
    delete(before.at("/result/source"));
    open("#forgotten/class/17/12");
    page.waitForSelector("#verdict");
    page.waitForSelector("#plot-hint:has-text(\"no longer in the log\")");
    assertThat(page.locator("#probabilities .bar-track").count()).isEqualTo(3);

    delete(before.at("/place"));
    page.reload();
    page.waitForSelector("#pixel:has-text(\"no longer in the log\")");
    assertThat(page.isVisible("#verdict")).isFalse();
  }

  private static final int WIDTH = 48;
  private static final int HEIGHT = 40;

  @Test
  void shouldOpenTheCardOfAContextAndSelectItsPixels() throws Exception {
    scanExplained("carded");
    open("#carded/context");
    page.waitForSelector("#legend .card");
    page.waitForCondition(() -> painted() > 1000);
    int all = painted();
    Map<Integer, Integer> pixels = new HashMap<>();
    ByteBuffer contexts = layer("carded", "context");
    while (contexts.hasRemaining()) {
      pixels.merge((int) contexts.getChar(), 1, Integer::sum);
    }
    assertThat(page.locator("#legend .card").count())
        .isEqualTo((int) pixels.keySet().stream().filter(id -> id < 65_534).count())
        .isGreaterThan(1);
    int id = Integer.parseInt(page.getAttribute("#legend .card >> nth=0", "data-context"));
    page.click("#legend .card >> nth=0");

    page.waitForSelector("#card-title:has-text(\"Context " + id + "\")");
    JsonNode card = get("api/pipelines/untrained/contexts").at("/contexts/" + id);
    assertThat(page.textContent("#card")).contains("stands for " + card.get("label").asText());
    assertThat(page.textContent("#card-histogram")).contains("normal", "cancerous");
    assertThat(selected()).isEqualTo(pixels.get(id));
    page.waitForCondition(() -> painted() < all);
    page.keyboard().press("Escape");
    page.waitForCondition(() -> !page.isVisible("#selection") && painted() == all);
    assertThat(page.textContent("#card")).doesNotContain("stands for");
    assertThat(complaints).isEmpty();
  }

  private static ByteBuffer layer(String image, String layer) throws Exception {
    URI address = server.address().resolve("api/images/" + image + "/layers/" + layer);
    return ByteBuffer.wrap(
            HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray()).body())
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many pixels the page says are selected. */
  private int selected() {
    page.waitForSelector("#selection:visible");
    return Integer.parseInt(
        page.textContent("#selection-about").replaceAll(" px.*", "").replace(",", ""));
  }

  /** Draws around a rectangle of a canvas, given in parts of its width and height. */
  private void drawAround(String canvas, double left, double top, double right, double bottom) {
    BoundingBox box = page.locator(canvas).boundingBox();
    double[][] corners = {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
    for (int i = 0; i < corners.length; i++) {
      page.mouse().move(box.x + corners[i][0] * box.width, box.y + corners[i][1] * box.height);
      if (i == 0) {
        page.mouse().down();
      }
    }
    page.mouse().up();
  }

  @Test
  void shouldLinkTheLatentSpaceWithTheMap() throws Exception {
    scanExplained("linked");
    open("#linked/class");
    page.waitForCondition(() -> painted() > 1000);
    page.waitForSelector("#latent:visible");
    int all = painted();
    // The plot is centred on all its points, of the image and of the training (one, at 0, 0).
    ByteBuffer values = layer("linked", "latent-1");
    List<Float> places = new ArrayList<>();
    while (values.hasRemaining()) {
      float value = values.getFloat();
      if (!Float.isNaN(value)) {
        places.add(value);
      }
    }
    double least = Math.min(0, places.stream().mapToDouble(Float::doubleValue).min().orElseThrow());
    double most = Math.max(0, places.stream().mapToDouble(Float::doubleValue).max().orElseThrow());
    int left = (int) places.stream().filter(value -> value < (least + most) / 2).count();
    assertThat(left).isBetween(1, places.size() - 1);
    page.waitForCondition(() -> page.isVisible("#tab-card"));
    drawAround("#latent", 0.001, 0.001, 0.5, 0.999);

    // Points on the line itself may fall to either side.
    assertThat(selected()).isCloseTo(left, Offset.offset(2));
    page.waitForCondition(() -> painted() < all);
    picture("latent");
    page.click("#selection-clear");
    page.waitForCondition(() -> painted() == all);

    Object plot = page.evaluate("() => document.getElementById('latent').toDataURL()");
    page.click("#lasso");
    drawAround("#map", 0.001, 0.001, 0.5, 0.999);
    assertThat(selected()).isEqualTo(WIDTH / 2 * HEIGHT);
    page.waitForCondition(
        () -> !plot.equals(page.evaluate("() => document.getElementById('latent').toDataURL()")));
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldCompareTheMethodsOnAPixelAndSaveWhatItShows() throws Exception {
    scanExplained("compared");
    int x = 0;
    while (get("api/images/compared/pixels/" + x + "/20").at("/result/context").isNull()) {
      x++;
    }
    JsonNode answer = get("api/images/compared/pixels/" + x + "/20");
    open("#compared/contradiction/" + x + "/20");
    page.waitForSelector("#verdict");
    page.waitForSelector("#context-of-pixel");
    page.click("#view-methods");
    page.waitForSelector(".method[data-method=cam]");
    page.waitForSelector(".method[data-method=crime]");
    assertThat(page.getAttribute("#method-verdict", "data-contradicts"))
        .isEqualTo(answer.at("/result/context/contradicts").asText());
    assertThat(page.textContent("#method-verdict"))
        .contains(
            "context " + answer.at("/result/context/id").asText(),
            "stands for " + answer.at("/result/context/class").asText());
    page.waitForSelector(".method[data-method=lime-amortised]");
    page.fill(".ask input", "7");
    page.click("#explain-exactly");
    page.waitForSelector(".method[data-method=lime]");
    JsonNode exact = get("api/images/compared/pixels/" + x + "/20/explanations/lime?seed=7");
    assertThat(exact.at("/weights")).hasSize(801);
    assertThat(page.textContent(".method[data-method=lime]"))
        .contains(exact.at("/samples").asInt() + " samples, seed 7", "reproducibility")
        .contains(String.format(Locale.ROOT, "%.0f", exact.at("/bands/0/wavenumber").asDouble()));
    picture("methods");
    page.click("#context-of-pixel");
    page.waitForSelector("#card-title:has-text(\"Context\")");

    Download map = page.waitForDownload(() -> page.click("#map-png"));
    assertThat(map.suggestedFilename()).isEqualTo("compared-contradiction.png");
    BufferedImage saved = ImageIO.read(map.path().toFile());
    assertThat(saved.getWidth()).isGreaterThan(16 * WIDTH);
    Download csv = page.waitForDownload(() -> page.click("#layer-csv"));
    List<String> lines = Files.readAllLines(csv.path());
    assertThat(lines).startsWith("# image: compared").contains("# simulated: true");
    assertThat(lines.stream().filter(line -> line.matches("\\d+,\\d+,.*"))).hasSize(WIDTH * HEIGHT);
    page.click("#export summary");
    Download image = page.waitForDownload(() -> page.click("#export [data-format=ome-tiff]"));
    assertThat(image.suggestedFilename()).isEqualTo("compared.ome.tif");
    assertThat(Files.readAllBytes(image.path())).startsWith('I', 'I', 42, 0);
    assertThat(page.isVisible("#export ul")).as("the menu closes").isFalse();
    page.click("#export summary");
    Page report = page.waitForPopup(() -> page.click("#export [data-format=report]"));
    report.waitForLoadState();
    assertThat(report.title()).isEqualTo("compared · session report");
    assertThat(report.evaluate("[...document.images].every((i) => i.complete && i.naturalWidth)"))
        .as("every picture of the report is shown")
        .isEqualTo(true);
    report.close();
    Download card = page.waitForDownload(() -> page.click("#card >> text=PNG"));
    assertThat(ImageIO.read(card.path().toFile()).getWidth()).isEqualTo(1400);
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldExplainTheLabelThatIsChosenAndAValueItself() throws Exception {
    scanLines(OtherOutcomes.LABELS, "labelled");
    open("#labelled/labels/2/1");
    page.waitForSelector("#verdict");
    page.click("#view-methods");
    page.waitForSelector(".ask select[aria-label=Label]");
    assertThat(page.locator(".ask select[aria-label=Label] option").count())
        .isEqualTo(OtherOutcomes.NAMES.size());
    page.selectOption(".ask select[aria-label=Label]", "nitrile");
    page.click("#explain-exactly");
    page.waitForSelector(".method[data-method=lime]");
    JsonNode asked = get("api/images/labelled/pixels/2/1/explanations/lime?class=nitrile");
    assertThat(asked.at("/explains").asText()).isEqualTo("nitrile");
    assertThat(asked.at("/labels"))
        .isEqualTo(get("api/images/labelled/pixels/2/1").at("/result/labels"));
    assertThat(page.textContent(".method[data-method=lime]"))
        .contains("of nitrile", asked.at("/samples").asInt() + " samples")
        .contains(String.format(Locale.ROOT, "%.0f", asked.at("/bands/0/wavenumber").asDouble()));
    picture("labels");

    scanLines(OtherOutcomes.VALUE, "measured");
    open("#measured/value/2/1");
    page.waitForSelector("#verdict:has-text(\"" + OtherOutcomes.UNIT + "\")");
    page.click("#explain-exactly");
    page.waitForSelector(".method[data-method=lime]");
    assertThat(page.textContent(".method[data-method=lime]"))
        .contains("of " + OtherOutcomes.QUANTITY);
    assertThat(page.isVisible(".ask select[aria-label=Label]")).isFalse();
    assertThat(complaints).isEmpty();
  }

  /** Pixels of the plane by kind: grey, and the two hues of the heat map. */
  private static final String PLANE =
      """
      () => {
        const canvas = document.getElementById('plane');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const found = { grey: 0, hue: 0 };
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, a] = data.slice(i, i + 4);
          if (a < 200) continue;
          if (Math.abs(r - b) > 40) found.hue++;
          else if (r > 30) found.grey++;
        }
        return found;
      }
      """;

  @Test
  void shouldDrawAPlaneWithItsHeatMapOverIt() throws Exception {
    send(
        new RawBlock(
            "planes",
            "pictures",
            Optional.of(ImageGeometry.of(3, 1)),
            0,
            PlaneModels.pictures(3, PlaneModels.COLUMNS, PlaneModels.ROWS, 4),
            "pictures",
            true,
            0));
    await("pictures", found -> found.path("state").asText().equals("complete"));
    open("#pictures/class/1/0");
    page.waitForSelector("#verdict");
    page.waitForSelector("#plane:visible");
    page.waitForCondition(
        () -> {
          Map<?, ?> drawn = (Map<?, ?>) page.evaluate(PLANE);
          return (Integer) drawn.get("grey") > 500 && (Integer) drawn.get("hue") > 500;
        });
    assertThat(page.isVisible("#plot")).isFalse();
    assertThat(page.isDisabled("#hold")).isTrue();
    BoundingBox box = page.locator("#plane").boundingBox();
    Object before = page.evaluate("() => document.getElementById('plane').toDataURL()");
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 3);
    page.waitForCondition(
        () -> !before.equals(page.evaluate("() => document.getElementById('plane').toDataURL()")));
    picture("plane");
    page.click("#view-methods");
    page.waitForSelector(".method.of-plane[data-method=cam]");
    assertThat(complaints).isEmpty();
  }

  private static void delete(JsonNode place) throws Exception {
    TopicPartition partition =
        new TopicPartition(place.get("topic").asText(), place.get("partition").asInt());
    try (Admin admin = Admin.create(service.clientProperties())) {
      admin
          .deleteRecords(
              Map.of(partition, RecordsToDelete.beforeOffset(place.get("offset").asLong() + 1)))
          .all()
          .get();
    }
  }
}
