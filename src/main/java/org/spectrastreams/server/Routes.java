package org.spectrastreams.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.explain.BandAssignment;
import org.spectrastreams.explain.BandAssignment.Technique;
import org.spectrastreams.explain.ExplanationMethod;
import org.spectrastreams.model.EngineException;
import org.spectrastreams.server.PixelAnswers.PixelUnknownException;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.stream.Health;
import org.spectrastreams.stream.Pipeline;
import org.spectrastreams.stream.Pipelines;
import org.spectrastreams.stream.RecordReader.LogUnavailableException;
import org.spectrastreams.stream.RecordReader.RecordGoneException;
import org.spectrastreams.stream.RefusalReason;
import org.spectrastreams.stream.wire.Wire.ExplanationAnswer;
import org.spectrastreams.stream.wire.Wire.ExplanationRequest;
import org.spectrastreams.stream.wire.Wire.ImageStatus;
import org.spectrastreams.stream.wire.Wire.Layer;
import org.spectrastreams.stream.wire.Wire.SpectrumPlace;
import org.spectrastreams.stream.wire.Wire.TileEncoding;

/**
 * The REST interface; {@code web/api.md} describes it for its users.
 *
 * <p>Only GET is answered. A path parameter that is not of its expected form is refused before it
 * is used for anything. Every answer is bounded: a layer by {@value #MAX_WINDOW_PIXELS} pixels, the
 * list of images by {@link MapView#MAX_IMAGES}, a pixel by the size of its records.
 */
final class Routes {
  /** The most pixels of a layer in one answer; 16 MB as float32. */
  static final int MAX_WINDOW_PIXELS = 2048 * 2048;

  private static final Logger log = LoggerFactory.getLogger(Routes.class);
  private static final Pattern IMAGE_ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final Pattern LAYER_ID =
      Pattern.compile("[A-Za-z0-9._-]{1,64}(:[A-Za-z0-9._-]{1,100})?");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  /** An error that is answered with a status and a message. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }
  }

  private final RequestGuard guard;
  private final PageFiles page;
  private final MapView maps;
  private final LiveEvents events;
  private final PixelAnswers pixels;
  private final ExplainedModels models;
  private final Explanations explanations;
  private final Pipelines pipelines;
  private final Supplier<Health> health;
  private final PrometheusMeterRegistry registry;

  Routes(
      RequestGuard guard,
      MapView maps,
      LiveEvents events,
      PixelAnswers pixels,
      ExplainedModels models,
      Explanations explanations,
      Pipelines pipelines,
      Supplier<Health> health,
      PrometheusMeterRegistry registry) {
    this.guard = guard;
    this.page = new PageFiles();
    this.maps = maps;
    this.events = events;
    this.pixels = pixels;
    this.models = models;
    this.explanations = explanations;
    this.pipelines = pipelines;
    this.health = health;
    this.registry = registry;
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::check);
    for (String path : page.paths()) {
      routes.get(path, this::page);
    }
    routes.get("/api/images", this::images);
    routes.get("/api/images/{id}", this::image);
    routes.get("/api/images/{id}/layers/{layer}", this::layer);
    routes.get("/api/images/{id}/pixels/{x}/{y}", this::pixel);
    routes.get("/api/images/{id}/pixels/{x}/{y}/explanations/{method}", this::explanation);
    routes.get("/api/pipelines", this::pipelines);
    routes.get("/api/pipelines/{name}/contexts", this::contexts);
    routes.get("/api/bands", this::bands);
    routes.get("/api/events", this::events);
    routes.get("/health", this::health);
    routes.get("/health/live", this::live);
    routes.get("/health/ready", this::health);
    routes.get("/metrics", this::metrics);
    routes.exception(RefusedException.class, (e, ctx) -> problem(ctx, e.status, e.getMessage()));
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          log.error("{} {} failed", ctx.method(), ctx.path(), e);
          problem(ctx, 500, "the server failed on this request; its log says why");
        });
    routes.error(
        404,
        ctx -> {
          if (ctx.attribute("answered") == null) {
            problem(ctx, 404, "nothing is served at this path; /api lists what is");
          }
        });
  }

  private void check(Context ctx) {
    RequestGuard.SECURITY_HEADERS.forEach(ctx::header);
    if (!guard.allowsHost(ctx.header("Host"))) {
      throw new RefusedException(
          421,
          "this server answers to %s; to reach it by another name, list that name in"
                  .formatted(guard.allowedHosts())
              + " http.allowed.hosts");
    }
    if (!ctx.req().getMethod().equals("GET") && !ctx.req().getMethod().equals("HEAD")) {
      ctx.header("Allow", "GET, HEAD");
      throw new RefusedException(405, "only GET is answered; the viewer changes nothing");
    }
  }

  private void page(Context ctx) {
    PageFiles.PageFile file = page.find(ctx.path()).orElseThrow();
    ctx.contentType(file.type()).result(file.bytes());
  }

  private void images(Context ctx) {
    json(ctx, maps.statuses().stream().map(s -> ViewerJson.image(s, pipelines)).toList());
  }

  private void image(Context ctx) {
    json(ctx, ViewerJson.image(requireImage(ctx).status(), pipelines));
  }

  private void pipelines(Context ctx) {
    json(ctx, pipelines.all().stream().map(ViewerJson::pipeline).toList());
  }

  private void bands(Context ctx) {
    json(
        ctx,
        Arrays.stream(Technique.values())
            .flatMap(technique -> BandAssignment.all(technique).stream())
            .map(ViewerJson::band)
            .toList());
  }

  private void contexts(Context ctx) {
    String name = ctx.pathParam("name");
    Pipeline pipeline =
        pipelines
            .find(name)
            .filter(found -> found.model().isPresent())
            .orElseThrow(
                () ->
                    new RefusedException(
                        404,
                        "no pipeline of this name has a model; /api/pipelines lists what there is"));
    String model = pipeline.model().orElseThrow();
    String version = ctx.queryParam("version");
    if (version != null && !VERSION.matcher(version).matches()) {
      throw new RefusedException(400, "version is none; expected, for instance, 1.0.0");
    }
    String reference = version == null ? model : model.replaceAll("@.*", "") + "@" + version;
    ContextCards cards;
    try {
      cards =
          models
              .find(reference)
              .map(found -> ContextCards.of(found, pipeline.assignmentsFor(found.quantity())))
              .orElseThrow(
                  () ->
                      new RefusedException(
                          404,
                          "model %s has no contexts: its explanations were not trained"
                              .formatted(reference)));
    } catch (EngineException e) {
      throw new RefusedException(404, e.getMessage());
    }
    if (asCsv(ctx)) {
      csv(ctx, cards.model() + "-" + cards.version() + "-contexts");
      ctx.result(cards.toCsv());
    } else {
      json(ctx, cards);
    }
  }

  /** Whether CSV is asked for. */
  private static boolean asCsv(Context ctx) {
    String format = ctx.queryParam("format");
    if (format != null && !format.equals("csv") && !format.equals("json")) {
      throw new RefusedException(400, "format is none; expected json or csv");
    }
    return "csv".equals(format);
  }

  private static void csv(Context ctx, String name) {
    ctx.contentType("text/csv; charset=utf-8");
    ctx.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
  }

  private void layer(Context ctx) throws IOException {
    ImageMaps image = requireImage(ctx);
    ImageStatus status = image.status();
    String id = ctx.pathParam("layer");
    List<String> known = status.getLayersList().stream().map(Layer::getId).toList();
    if (!LAYER_ID.matcher(id).matches() || !known.contains(id)) {
      throw new RefusedException(
          404, "image %s has no such layer; it has %s".formatted(status.getImageId(), known));
    }
    PixelWindow window = window(ctx, status);
    if (image.isEvicted()) {
      throw new RefusedException(
          410,
          "the map of image %s left the viewer's memory for newer ones; raise viewer.memory.mb"
              .formatted(status.getImageId()));
    }
    Layer layer = status.getLayers(known.indexOf(id));
    TileEncoding encoding = layer.getEncoding();
    if (asCsv(ctx)) {
      csv(ctx, status.getImageId() + "-" + id.replace(':', '-'));
      try (Writer out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8)) {
        CsvText.layer(status, layer, window, image.window(id, window, encoding), out);
      }
      return;
    }
    ctx.header("Spectra-Encoding", ViewerJson.encoding(encoding));
    ctx.header(
        "Spectra-Window",
        "%d,%d,%d,%d".formatted(window.x(), window.y(), window.width(), window.height()));
    ctx.contentType("application/octet-stream").result(image.window(id, window, encoding));
  }

  private static PixelWindow window(Context ctx, ImageStatus status) {
    int x = parameter(ctx, "x", 0);
    int y = parameter(ctx, "y", 0);
    int width = parameter(ctx, "width", status.getWidth() - x);
    int height = parameter(ctx, "height", status.getHeight() - y);
    if (width < 1
        || height < 1
        || x + width > status.getWidth()
        || y + height > status.getHeight()) {
      throw new RefusedException(
          400,
          "window %d,%d of %d × %d pixels; expected one inside the image of %d × %d"
              .formatted(x, y, width, height, status.getWidth(), status.getHeight()));
    }
    if ((long) width * height > MAX_WINDOW_PIXELS) {
      throw new RefusedException(
          413,
          "window of %d × %d pixels; expected at most %d pixels: ask with x, y, width and height"
              .formatted(width, height, MAX_WINDOW_PIXELS));
    }
    return new PixelWindow(x, y, width, height);
  }

  private static int parameter(Context ctx, String name, int otherwise) {
    String text = ctx.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new RefusedException(400, name + " is no number; expected 0 to 999999");
    }
    return Integer.parseInt(text);
  }

  private void pixel(Context ctx) throws InterruptedException {
    ImageStatus status = requireImage(ctx).status();
    int x = coordinate(ctx, "x", status.getWidth());
    int y = coordinate(ctx, "y", status.getHeight());
    PixelAnswer answer = pixel(status, x, y);
    if (asCsv(ctx)) {
      csv(ctx, "%s-%d-%d".formatted(status.getImageId(), x, y));
      ctx.result(CsvText.pixel(answer));
    } else {
      json(ctx, answer);
    }
  }

  private PixelAnswer pixel(ImageStatus status, int x, int y) throws InterruptedException {
    try {
      return pixels.answer(status, x, y);
    } catch (PixelUnknownException e) {
      throw new RefusedException(404, e.getMessage());
    } catch (RecordGoneException e) {
      throw new RefusedException(410, e.getMessage());
    } catch (LogUnavailableException e) {
      throw new RefusedException(504, e.getMessage());
    }
  }

  private void explanation(Context ctx) throws InterruptedException {
    ImageStatus status = requireImage(ctx).status();
    int x = coordinate(ctx, "x", status.getWidth());
    int y = coordinate(ctx, "y", status.getHeight());
    ExplanationRequest.Builder request =
        ExplanationRequest.newBuilder()
            .setMethod(method(ctx))
            .setSamples(parameter(ctx, "samples", 0))
            .setSeed(parameter(ctx, "seed", 0));
    String className = ctx.queryParam("class");
    if (className != null) {
      if (!status.getClassNamesList().contains(className)) {
        throw new RefusedException(
            400, "class is none of the image's: " + status.getClassNamesList());
      }
      request.setClassName(className);
    }
    PixelAnswer known = pixel(status, x, y);
    PixelAnswer.LogPlace scored = known.provenance().source();
    request.setPlace(
        SpectrumPlace.newBuilder()
            .setTopic(scored.topic())
            .setPartition(scored.partition())
            .setOffset(scored.offset())
            .setIndex(scored.row()));
    ExplainedPixel explained;
    try {
      long start = System.nanoTime();
      ExplanationAnswer answer = explanations.ask(request);
      if (!answer.getRefused().isEmpty()) {
        throw new RefusedException(refusalStatus(answer.getRefused()), answer.getMessage());
      }
      explained = ExplainedPixel.of(answer, (System.nanoTime() - start) / 1e9, known.assignments());
    } catch (Explanations.BusyException e) {
      ctx.header("Retry-After", "5");
      throw new RefusedException(503, e.getMessage());
    } catch (Explanations.UnansweredException e) {
      throw new RefusedException(504, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(503, "the server is stopping");
    }
    if (asCsv(ctx)) {
      csv(ctx, "%s-%d-%d-%s".formatted(status.getImageId(), x, y, explained.method()));
      ctx.result(explained.toCsv());
    } else {
      json(ctx, explained);
    }
  }

  /** The HTTP status for a {@link RefusalReason} of an answer. */
  private static int refusalStatus(String refused) {
    if (refused.equals(RefusalReason.BUSY.id()) || refused.equals(RefusalReason.TIMED_OUT.id())) {
      return 503;
    }
    if (refused.equals(RefusalReason.SPECTRUM_GONE.id())) {
      return 410;
    }
    if (refused.equals(RefusalReason.LOG_UNAVAILABLE.id())) {
      return 504;
    }
    return refused.equals(RefusalReason.FAILED.id()) ? 500 : 422;
  }

  private static String method(Context ctx) {
    try {
      return ExplanationMethod.parse(ctx.pathParam("method")).id();
    } catch (IllegalArgumentException e) {
      throw new RefusedException(404, e.getMessage());
    }
  }

  private static int coordinate(Context ctx, String name, int side) {
    String text = ctx.pathParam(name);
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) >= side) {
      throw new RefusedException(
          404, "no such pixel: expected %s from 0 to %d".formatted(name, side - 1));
    }
    return Integer.parseInt(text);
  }

  private ImageMaps requireImage(Context ctx) {
    String id = ctx.pathParam("id");
    if (!IMAGE_ID.matcher(id).matches()) {
      throw new RefusedException(
          400, "not an image id: expected 1 to 200 characters of A-Z a-z 0-9 . _ -");
    }
    ImageMaps image =
        maps.image(id)
            .orElseThrow(
                () -> new RefusedException(404, "no image " + id + "; /api/images lists them"));
    if (image.status().getWidth() > ImageGeometry.MAX_SIDE
        || image.status().getHeight() > ImageGeometry.MAX_SIDE) {
      throw new RefusedException(404, "image " + id + " has no usable size");
    }
    return image;
  }

  private void events(Context ctx) throws InterruptedException {
    var response = ctx.res();
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("utf-8");
    try {
      if (!events.serve(response.getOutputStream(), this::batch)) {
        response.setContentType(null);
        ctx.header("Retry-After", "10");
        throw new RefusedException(
            503, "%d pages listen already; close one".formatted(LiveEvents.MAX_CLIENTS));
      }
    } catch (IOException gone) {
      log.debug("A listener left: {}", gone.getMessage());
    }
  }

  private String batch(LiveEvents.Batch batch) {
    StringBuilder text = new StringBuilder();
    if (batch.resync()) {
      return "event: resync\ndata: {}\n\n";
    }
    maps.statuses(batch.images()).stream()
        .sorted(Comparator.comparing(ImageStatus::getImageId))
        .forEach(
            status ->
                text.append("event: image\ndata: ")
                    .append(ViewerJson.write(ViewerJson.image(status, pipelines)))
                    .append("\n\n"));
    batch
        .tiles()
        .forEach(
            (image, layers) -> {
              Map<String, Object> told = new LinkedHashMap<>();
              told.put("image", image);
              told.put("layers", layers);
              text.append("event: tiles\ndata: ").append(ViewerJson.write(told)).append("\n\n");
            });
    return text.toString();
  }

  private void health(Context ctx) {
    Health now = health.get();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", now.isUp() ? "UP" : "DOWN");
    told.put(
        "checks",
        now.checks().stream()
            .map(
                check ->
                    new ViewerJson.CheckInfo(
                        check.name(), check.up() ? "UP" : "DOWN", check.reason()))
            .toList());
    ctx.status(now.isUp() ? 200 : 503);
    json(ctx, told);
  }

  /** Alive as long as it answers; whether it can work is for {@link #health} to say. */
  private void live(Context ctx) {
    json(ctx, Map.of("status", "UP"));
  }

  private void metrics(Context ctx) {
    ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
  }

  private static void json(Context ctx, Object value) {
    ctx.contentType("application/json; charset=utf-8").result(ViewerJson.write(value));
  }

  private static void problem(Context ctx, int status, String message) {
    ctx.attribute("answered", true);
    ctx.status(status);
    json(ctx, new ViewerJson.Problem(status, message));
  }
}
