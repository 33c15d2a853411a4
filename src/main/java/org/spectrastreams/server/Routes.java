package org.spectrastreams.server;

import static org.spectrastreams.server.HttpAnswers.asCsv;
import static org.spectrastreams.server.HttpAnswers.csv;
import static org.spectrastreams.server.HttpAnswers.json;
import static org.spectrastreams.server.HttpAnswers.problem;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.bands.BandAssignment;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.server.ExplainedModels.ExplainedModel;
import org.spectrastreams.server.HttpAnswers.RefusedException;
import org.spectrastreams.server.limits.LeanMetrics;
import org.spectrastreams.server.limits.PatientOutput;
import org.spectrastreams.server.limits.Places;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.port.CutOff;
import org.spectrastreams.stream.pipeline.KnownPipelines;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.service.Health;
import org.spectrastreams.wire.proto.Wire.ImageStatus;

/**
 * The REST interface; {@code web/api.md} describes it for its users.
 *
 * <p>Only GET is answered, but for changes of models. A path parameter that is not of its expected
 * form is refused before it is used for anything. Every answer is bounded: a layer by {@value
 * ImageRoutes#MAX_WINDOW_PIXELS} pixels, the list of images by {@link MapView#MAX_IMAGES}, a pixel
 * by the size of its records.
 */
final class Routes {
  private static final Logger log = LoggerFactory.getLogger(Routes.class);
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final RequestGuard guard;
  private final PageFiles page;
  private final ImageRoutes images;
  private final MapView maps;
  private final LiveEvents events;
  private final ExplainedModels models;
  private final KnownPipelines pipelines;
  private final Supplier<Health> health;
  private final PrometheusMeterRegistry registry;
  private final Consumer<RoutesConfig> control;

  /**
   * The routes of one server.
   *
   * @param control adds those that change something
   */
  Routes(
      RequestGuard guard,
      MapView maps,
      LiveEvents events,
      PixelAnswers pixels,
      ExplainedModels models,
      Explanations explanations,
      KnownPipelines pipelines,
      Supplier<Health> health,
      PrometheusMeterRegistry registry,
      Consumer<RoutesConfig> control) {
    this.guard = guard;
    this.page = new PageFiles();
    this.images = new ImageRoutes(maps, pixels, explanations, pipelines);
    this.maps = maps;
    this.events = events;
    this.models = models;
    this.pipelines = pipelines;
    this.health = health;
    this.registry = registry;
    this.control = control;
  }

  void addTo(RoutesConfig routes) {
    routes.before(guard::check);
    for (String path : page.paths()) {
      routes.get(path, this::page);
    }
    images.addTo(routes);
    control.accept(routes);
    routes.get("/api/pipelines", this::pipelines);
    routes.get("/api/pipelines/{name}/contexts", this::contexts);
    routes.get("/api/pipelines/{name}/methods", this::methods);
    routes.get("/api/bands", this::bands);
    routes.get("/api/events", this::events);
    routes.get("/health", this::health);
    routes.get("/health/ready", this::health);
    routes.get("/metrics", this::metrics);
    routes.get("/metrics/all", this::allMetrics);
    routes.exception(RefusedException.class, (e, ctx) -> problem(ctx, e.status, e.getMessage()));
    routes.exception(
        Places.TakenException.class,
        (e, ctx) -> {
          ctx.header("Retry-After", "2");
          problem(ctx, 503, e.getMessage());
        });
    routes.exception(
        EofException.class, (e, ctx) -> log.debug("A reader left: {}", e.getMessage()));
    routes.exception(
        PatientOutput.SlowReaderException.class,
        (e, ctx) -> {
          log.info("{} is given up: {}", ctx.path(), e.getMessage());
          CutOff.hangUp(ctx.req());
        });
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          log.error("{} {} failed", ctx.method(), ctx.path(), e);
          if (ctx.res().isCommitted()) {
            CutOff.hangUp(ctx.req());
            return;
          }
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

  private void page(Context ctx) {
    PageFiles.PageFile file = page.find(ctx.path()).orElseThrow();
    ctx.contentType(file.type()).result(file.bytes());
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

  /** A pipeline that was asked for, and its model in the version that was asked for. */
  private record Asked(Pipeline pipeline, String reference, ExplainedModel model) {}

  private Asked asked(Context ctx) {
    Pipeline pipeline =
        pipelines
            .find(ctx.pathParam("name"))
            .filter(found -> found.model().isPresent())
            .orElseThrow(
                () ->
                    new RefusedException(
                        404,
                        "no pipeline of this name has a model; /api/pipelines lists what there"
                            + " is"));
    String model = pipeline.model().orElseThrow();
    String version = ctx.queryParam("version");
    if (version != null && !VERSION.matcher(version).matches()) {
      throw new RefusedException(400, "version is none; expected, for instance, 1.0.0");
    }
    String reference = version == null ? model : model.replaceAll("@.*", "") + "@" + version;
    try {
      return new Asked(pipeline, reference, models.find(reference));
    } catch (EngineException e) {
      throw new RefusedException(404, e.getMessage());
    }
  }

  private void methods(Context ctx) {
    json(ctx, ViewerJson.methods(asked(ctx).model()));
  }

  private void contexts(Context ctx) {
    Asked asked = asked(ctx);
    if (asked.model().contexts().isEmpty()) {
      throw new RefusedException(
          404,
          "model %s has no contexts; /api/pipelines/%s/methods says what explains it"
              .formatted(asked.reference(), asked.pipeline().name()));
    }
    ContextCards cards =
        ContextCards.of(asked.model(), asked.pipeline().assignmentsFor(asked.model().quantity()));
    if (asCsv(ctx)) {
      csv(ctx, cards.model() + "-" + cards.version() + "-contexts");
      ctx.result(cards.toCsv());
    } else {
      json(ctx, cards);
    }
  }

  private void events(Context ctx) throws InterruptedException {
    var response = ctx.res();
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("utf-8");
    try {
      events.serve(response.getOutputStream(), this::batch);
    } catch (IOException gone) {
      log.debug("A listener left: {}", gone.getMessage());
    }
  }

  private String batch(LiveEvents.Batch batch) {
    StringBuilder text = new StringBuilder();
    if (batch.resync()) {
      return "event: resync\ndata: {}\n\n";
    }
    List<ImageStatus> changed = maps.statuses(batch.images());
    Set<String> gone = new TreeSet<>(batch.images());
    changed.forEach(status -> gone.remove(status.getImageId()));
    for (String id : gone) {
      text.append("event: gone\ndata: ").append(ViewerJson.write(Map.of("image", id)));
      text.append("\n\n");
    }
    changed.stream()
        .sorted(Comparator.comparing(ImageStatus::getImageId))
        .forEach(
            status ->
                text.append("event: image\ndata: ")
                    .append(
                        ViewerJson.write(
                            ViewerJson.image(status, pipelines, maps.rejections().of(status))))
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
    if (guard.mayRead(ctx)) {
      told.put(
          "checks",
          now.checks().stream()
              .map(
                  check ->
                      new ViewerJson.CheckInfo(
                          check.name(), check.up() ? "UP" : "DOWN", check.reason()))
              .toList());
    }
    ctx.status(now.isUp() ? 200 : 503);
    json(ctx, told);
  }

  private void metrics(Context ctx) {
    ctx.contentType(PROMETHEUS).result(LeanMetrics.of(registry.scrape()));
  }

  private void allMetrics(Context ctx) {
    ctx.contentType(PROMETHEUS).result(registry.scrape());
  }
}
