package org.spectrastreams.stream.maps;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileState;

/** Writes tiles and states of images to their topics, and the tombstones of what is forgotten. */
final class MapPublisher {
  private final ProcessorContext<byte[], byte[]> context;

  MapPublisher(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  /** The newest state of a tile, a record a layer. */
  void tile(ImageMap image, TileState tile, long timestamp) {
    for (int layer = 0; layer < image.layers().size(); layer++) {
      Wire.MapTile message = tile.publish(image.status(), layer);
      forward(
          MapTopology.MAPS_SINK,
          mapKey(image, layer, message.getTileX(), message.getTileY()),
          message.toByteArray(),
          timestamp);
    }
  }

  /** There is no such tile any more. */
  void noTile(ImageMap image, int index, long timestamp) {
    for (int layer = 0; layer < image.layers().size(); layer++) {
      int tileX = index % image.tilesAcross();
      int tileY = index / image.tilesAcross();
      forward(MapTopology.MAPS_SINK, mapKey(image, layer, tileX, tileY), null, timestamp);
    }
  }

  /** The state of an image. */
  void status(ImageMap image, long timestamp) {
    forward(MapTopology.IMAGES_SINK, image.id(), image.status().toByteArray(), timestamp);
  }

  /** There is no such image any more. */
  void noStatus(ImageMap image, long timestamp) {
    forward(MapTopology.IMAGES_SINK, image.id(), null, timestamp);
  }

  private void forward(String sink, String key, byte[] value, long timestamp) {
    context.forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, timestamp), sink);
  }

  private static String mapKey(ImageMap image, int layer, int tileX, int tileY) {
    return image.id() + "/" + image.layers().get(layer).getId() + "/" + tileX + "/" + tileY;
  }
}
