package org.spectrastreams.stream.maps;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.spectrastreams.stream.tracing.TraceParent;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileState;

/** Writes tiles and states of images to their topics, and the tombstones of what is forgotten. */
final class MapPublisher {
  /**
   * What a change of a map comes from: a result, or the time that passed.
   *
   * @param timestamp of what is published of it, Unix time in ms
   * @param trace of the result, which goes on with what is published
   */
  record Cause(long timestamp, Optional<TraceParent> trace) {
    /** It is time for something. */
    static Cause clock(long now) {
      return new Cause(now, Optional.empty());
    }
  }

  private final ProcessorContext<byte[], byte[]> context;

  MapPublisher(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  /** The newest state of a tile, a record a layer. */
  void tile(ImageMap image, TileState tile, Cause cause) {
    for (int layer = 0; layer < image.layers().size(); layer++) {
      Wire.MapTile message = tile.publish(image.status(), layer);
      forward(
          MapTopology.MAPS_SINK,
          mapKey(image, layer, message.getTileX(), message.getTileY()),
          message.toByteArray(),
          cause);
    }
  }

  /** There is no such tile any more. */
  void noTile(ImageMap image, int index, Cause cause) {
    for (int layer = 0; layer < image.layers().size(); layer++) {
      int tileX = index % image.tilesAcross();
      int tileY = index / image.tilesAcross();
      forward(MapTopology.MAPS_SINK, mapKey(image, layer, tileX, tileY), null, cause);
    }
  }

  /** The state of an image. */
  void status(ImageMap image, Cause cause) {
    forward(MapTopology.IMAGES_SINK, image.id(), image.status().toByteArray(), cause);
  }

  /** There is no such image any more. */
  void noStatus(ImageMap image, Cause cause) {
    forward(MapTopology.IMAGES_SINK, image.id(), null, cause);
  }

  private void forward(String sink, String key, byte[] value, Cause cause) {
    Headers headers = new RecordHeaders();
    cause.trace().ifPresent(trace -> trace.addTo(headers));
    context.forward(
        new Record<>(key.getBytes(StandardCharsets.UTF_8), value, cause.timestamp(), headers),
        sink);
  }

  private static String mapKey(ImageMap image, int layer, int tileX, int tileY) {
    return image.id() + "/" + image.layers().get(layer).getId() + "/" + tileX + "/" + tileY;
  }
}
