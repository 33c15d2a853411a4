package org.spectrastreams.server;

import static org.spectrastreams.server.HttpAnswers.asCsv;
import static org.spectrastreams.server.HttpAnswers.coordinate;
import static org.spectrastreams.server.HttpAnswers.csv;
import static org.spectrastreams.server.HttpAnswers.json;
import static org.spectrastreams.server.HttpAnswers.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.server.HttpAnswers.RefusedException;
import org.spectrastreams.server.PixelAnswers.PixelUnknownException;
import org.spectrastreams.server.limits.PatientOutput;
import org.spectrastreams.server.limits.Places;
import org.spectrastreams.server.maps.ImageMaps;
import org.spectrastreams.server.maps.LayerInfo;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.PixelWindow;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.stream.broker.RecordReader.LogUnavailableException;
import org.spectrastreams.stream.broker.RecordReader.RecordGoneException;
import org.spectrastreams.stream.maps.MapLayer;
import org.spectrastreams.stream.pipeline.KnownPipelines;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.RefusalReason;
import org.spectrastreams.wire.json.ExplanationJson;
import org.spectrastreams.wire.proto.Wire.ExplanationRequest;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.Layer;
import org.spectrastreams.wire.proto.Wire.ModelVersion;
import org.spectrastreams.wire.proto.Wire.SpectrumPlace;
import org.spectrastreams.wire.tile.TileFormat;

/**
 * The part of the REST interface that tells images: their layers, their pixels, and explanations of
 * pixels on demand.
 */
final class ImageRoutes {
  /** The most pixels of a layer in one answer; 16 MB as float32. */
  static final int MAX_WINDOW_PIXELS = 2048 * 2048;

  /** A layer in an answer takes up to 16 MB, and a thread as long as it is read. */
  static final int LAYERS_AT_ONCE = 8;

  static final int SPECTRA_AT_ONCE = 16;

  private static final Pattern LAYER_ID =
      Pattern.compile("[A-Za-z0-9._-]{1,64}(:[A-Za-z0-9._-]{1,100})?");

  /** The longest time that an answer may take to be read. */
  private static final Duration READ_LIMIT = Duration.ofSeconds(60);

  private final Places layers = new Places("layers are being read", LAYERS_AT_ONCE);
  private final Places spectra = new Places("pixels are being looked up", SPECTRA_AT_ONCE);
  private final MapView maps;
  private final PixelAnswers pixels;
  private final Explanations explanations;
  private final KnownPipelines pipelines;

  ImageRoutes(
      MapView maps, PixelAnswers pixels, Explanations explanations, KnownPipelines pipelines) {
    this.maps = maps;
    this.pixels = pixels;
    this.explanations = explanations;
    this.pipelines = pipelines;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/images", this::images);
    routes.get("/api/methods", ctx -> json(ctx, ViewerJson.methods()));
    routes.get("/api/images/{id}", this::image);
    routes.get("/api/images/{id}/layers/{layer}", layers.of(this::layer));
    routes.get("/api/images/{id}/pixels/{x}/{y}", spectra.of(this::pixel));
    routes.get(
        "/api/images/{id}/pixels/{x}/{y}/explanations/{method}", spectra.of(this::explanation));
  }

  private void images(Context ctx) {
    json(
        ctx,
        maps.statuses().stream()
            .map(s -> ViewerJson.image(s, pipelines, maps.rejections().of(s)))
            .toList());
  }

  private void image(Context ctx) {
    ImageStatus status = requireImage(ctx).status();
    json(ctx, ViewerJson.image(status, pipelines, maps.rejections().of(status)));
  }

  private void layer(Context ctx) throws IOException {
    ImageMaps image = requireImage(ctx);
    ImageStatus status = image.status();
    String id = ctx.pathParam("layer");
    List<String> known =
        status.getLayersList().stream()
            .filter(layer -> TileFormat.isKnown(layer.getEncoding()))
            .map(Layer::getId)
            .toList();
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
    MapLayer layer = LayerInfo.KNOWN.layer(status.getLayers(indexOf(status, id)));
    TileFormat format = layer.format();
    if (asCsv(ctx)) {
      csv(ctx, status.getImageId() + "-" + id.replace(':', '-'));
      try (Writer out = new OutputStreamWriter(patient(ctx), StandardCharsets.UTF_8)) {
        CsvText.layer(status, layer, window, image.window(id, window, format), out);
      }
      return;
    }
    ctx.header("Spectra-Encoding", format.id());
    ctx.header(
        "Spectra-Window",
        "%d,%d,%d,%d".formatted(window.x(), window.y(), window.width(), window.height()));
    ctx.contentType("application/octet-stream");
    patient(ctx).write(image.window(id, window, format));
  }

  private static OutputStream patient(Context ctx) {
    return new PatientOutput(ctx.outputStream(), READ_LIMIT);
  }

  private static int indexOf(ImageStatus status, String id) {
    return status.getLayersList().stream().map(Layer::getId).toList().indexOf(id);
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
      List<String> known = new ArrayList<>(status.getClassNamesList());
      known.addAll(status.getLabelNamesList()); // an image has one kind of them at most
      if (!known.contains(className)) {
        throw new RefusedException(400, "class is none of the image's classes or labels: " + known);
      }
      request.setClassName(className);
    }
    JsonNode result = pixel(status, x, y).result();
    JsonNode scored = result.get("source");
    // By the version that made the result, whatever is in use now.
    if (result.hasNonNull("model")) {
      request.setModel(
          ModelVersion.newBuilder()
              .setModel(result.get("model").asText())
              .setDigest(result.path("modelDigest").asText("")));
    }
    request.setPlace(
        SpectrumPlace.newBuilder()
            .setTopic(scored.get("topic").asText())
            .setPartition(scored.get("partition").asInt())
            .setOffset(scored.get("offset").asLong())
            .setIndex(scored.get("index").asInt()));
    ExplanationView explained;
    try {
      explained = explanations.ask(request);
      String refused = explained.answer().getRefused();
      if (!refused.isEmpty()) {
        throw new RefusedException(refusalStatus(refused), explained.answer().getMessage());
      }
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
      csv(ctx, "%s-%d-%d-%s".formatted(status.getImageId(), x, y, request.getMethod()));
      ctx.result(CsvText.explanation(explained));
    } else {
      json(ctx, ExplanationJson.of(explained, true));
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
      return ExplanationMethods.get(ctx.pathParam("method")).id();
    } catch (IllegalArgumentException e) {
      throw new RefusedException(404, e.getMessage());
    }
  }

  private ImageMaps requireImage(Context ctx) {
    String id = ctx.pathParam("id");
    if (!BlockLimits.isImageId(id)) {
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
}
