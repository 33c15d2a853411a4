package org.spectrastreams.server.exports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.spectrastreams.export.ExportFormat;
import org.spectrastreams.export.Exports;
import org.spectrastreams.export.MapSnapshot;
import org.spectrastreams.export.ResultRecords;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.server.limits.PatientOutput;
import org.spectrastreams.server.limits.Places;
import org.spectrastreams.server.maps.ImageMaps;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.ResultLocator;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.proto.Wire;

/** {@code GET /api/images/{id}/export/{format}}: an image as a file. */
public final class ExportRoutes {
  /** Of an export, which reads whole layers or the log. */
  public static final int AT_ONCE = 2;

  /** The most pixels of an image that are exported over HTTP. */
  public static final int MAX_PIXELS = 2048 * 2048;

  private static final Duration READ_LIMIT = Duration.ofMinutes(2);
  private static final Duration LOG_LIMIT = Duration.ofSeconds(10);
  private static final String WAY_OUT =
      "raise viewer.memory.mb, or use ./spectra export, which reads the topics itself";

  private final Places places = new Places("images are being exported", AT_ONCE);
  private final MapView maps;
  private final Function<Wire.ImageStatus, ResultRecords> results;
  private final ModelNotes models;

  /** Of what a viewer knows; results are read back by a client of those properties. */
  public ExportRoutes(
      MapView maps,
      ResultLocator locator,
      Map<String, Object> client,
      String resultsTopic,
      ModelStore store) {
    this(
        maps,
        status -> new LoggedResults(client, resultsTopic, locator, status, LOG_LIMIT, WAY_OUT),
        store);
  }

  /** As above; results come from anywhere. */
  public ExportRoutes(
      MapView maps, Function<Wire.ImageStatus, ResultRecords> results, ModelStore store) {
    this.maps = maps;
    this.results = results;
    this.models = new ModelNotes(store);
  }

  /** Adds the route; whoever calls has checked the host. */
  public void addTo(RoutesConfig routes) {
    routes.get("/api/images/{id}/export/{format}", places.of(this::export));
  }

  private void export(Context ctx) throws IOException, InterruptedException {
    String id = ctx.pathParam("id");
    ExportFormat format = ExportFormat.find(ctx.pathParam("format")).orElse(null);
    ImageMaps image = BlockLimits.isImageId(id) ? maps.image(id).orElse(null) : null;
    if (format == null) {
      problem(
          ctx, 404, "no such format; expected one of " + Arrays.toString(ExportFormat.values()));
    } else if (image == null) {
      problem(ctx, 404, "no such image; /api/images lists them");
    } else if (image.isEvicted()) {
      problem(ctx, 410, "the map of image " + id + " left the viewer's memory for newer ones");
    } else if ((long) image.status().getWidth() * image.status().getHeight() > MAX_PIXELS) {
      problem(
          ctx,
          413,
          "image %s has more than %d pixels; use ./spectra export".formatted(id, MAX_PIXELS));
    } else {
      write(ctx, format, image);
    }
  }

  private void write(Context ctx, ExportFormat format, ImageMaps image)
      throws IOException, InterruptedException {
    Wire.ImageStatus status = image.status();
    MapSnapshot snapshot = Snapshots.of(image, maps.rejections().of(status), models.of(status));
    String layer = ctx.queryParam("layer") == null ? "" : ctx.queryParam("layer");
    try {
      snapshot = snapshot.only(layer);
    } catch (IllegalArgumentException e) {
      problem(ctx, 404, e.getMessage());
      return;
    }
    ctx.contentType(format.contentType());
    String name = status.getImageId() + (layer.isEmpty() ? "" : "-" + layer.replace(':', '-'));
    String how = format == ExportFormat.REPORT ? "inline" : "attachment";
    ctx.header("Content-Disposition", how + "; filename=\"" + name + format.ending() + "\"");
    if (format == ExportFormat.REPORT) {
      // A page of its own without scripts: its pictures and its style stand in it.
      ctx.header(
          "Content-Security-Policy",
          "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox");
    }
    OutputStream out = new PatientOutput(ctx.outputStream(), READ_LIMIT);
    try {
      Exports.write(format, snapshot, results.apply(status), out);
      out.flush();
    } catch (IOException | RuntimeException e) {
      if (ctx.res().isCommitted()) {
        throw e; // a file that is cut off must not look whole
      }
      ctx.res().resetBuffer();
      ctx.res().setHeader("Content-Disposition", null);
      if (e instanceof LoggedResults.UnreadableLogException) {
        problem(ctx, 504, e.getMessage());
      } else if (e instanceof Snapshots.ChangedImageException) {
        problem(ctx, 409, e.getMessage());
      } else {
        throw e;
      }
    }
  }

  private static void problem(Context ctx, int status, String message) {
    ctx.attribute("answered", true);
    ctx.status(status)
        .contentType("application/json; charset=utf-8")
        .result(
            JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("error", message)
                .toString());
  }
}
