package org.spectrastreams.wire.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileFormat;

/** Map tiles and image states as JSON, packed values as numbers. */
public final class TileJson {
  private TileJson() {}

  /** A tile; a pixel that was not seen is null, one that has no class or index −1. */
  public static ObjectNode of(Wire.MapTile tile) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("image", tile.getImageId());
    json.put("layer", tile.getLayer());
    json.put("x0", tile.getX0()).put("y0", tile.getY0());
    json.put("width", tile.getWidth()).put("height", tile.getHeight());
    json.put("seen", tile.getSeen());
    TileFormat format = TileFormat.of(tile.getEncoding());
    json.put("encoding", format.id());
    ArrayNode values = json.putArray("values");
    ByteBuffer packed = Packed.over(tile.getValues());
    int whole = packed.limit() - format.bytesPerPixel();
    for (int at = 0; at <= whole; at += format.bytesPerPixel()) {
      if (format == TileFormat.FLOAT32) {
        values.add(Json.number(packed.getFloat(at)));
      } else {
        int code = format.codeAt(packed, at);
        boolean isNone = format != TileFormat.FLAGS_U16 && code == format.none().orElseThrow();
        values.add(
            code == format.notSeen().orElseThrow() ? null : Integer.valueOf(isNone ? -1 : code));
      }
    }
    return json;
  }

  /** The state of an image. */
  public static ObjectNode of(Wire.ImageStatus status) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("image", status.getImageId());
    json.put("generation", Json.generation(status.getGeneration()));
    json.put("pipeline", status.getPipeline());
    json.put("state", status.getState().name().toLowerCase(Locale.ROOT));
    json.put("width", status.getWidth()).put("height", status.getHeight());
    json.put("seen", status.getSeen()).put("flagged", status.getFlagged());
    json.put("simulated", status.getSimulated());
    ObjectNode classes = json.putObject("classes");
    for (int c = 0; c < status.getClassNamesCount(); c++) {
      classes.put(
          status.getClassNames(c), c < status.getClassCountsCount() ? status.getClassCounts(c) : 0);
    }
    OutcomeJson.put(json, status);
    ArrayNode layers = json.putArray("layers");
    status.getLayersList().forEach(layer -> layers.add(layer.getId()));
    json.set("measurement", MeasurementJson.of(status.getMeasurement()));
    json.put("firstResultMs", status.getFirstResultMs());
    json.put("lastResultMs", status.getLastResultMs());
    return json;
  }
}
