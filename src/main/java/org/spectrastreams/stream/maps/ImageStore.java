package org.spectrastreams.stream.maps;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.spectrastreams.wire.proto.State;
import org.spectrastreams.wire.tile.TileState;

/** The images of one task and their tiles, as its two stores keep them. */
final class ImageStore {
  /** Store of tiles: image id, 0, index of the tile as int32. */
  static final String TILES = "tiles";

  /** Store of images: image id. */
  static final String IMAGES = "images";

  private final KeyValueStore<byte[], byte[]> images;
  private final KeyValueStore<byte[], byte[]> tiles;
  private final MapLayers layers;

  ImageStore(
      KeyValueStore<byte[], byte[]> images, KeyValueStore<byte[], byte[]> tiles, MapLayers layers) {
    this.images = images;
    this.tiles = tiles;
    this.layers = layers;
  }

  Optional<ImageMap> find(String imageId) {
    return Optional.ofNullable(images.get(key(imageId))).map(this::read);
  }

  /** All images; a copy, so that they may be changed meanwhile. */
  List<ImageMap> all() {
    List<ImageMap> found = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = images.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> entry = all.next();
        found.add(read(entry.value));
      }
    }
    return found;
  }

  private ImageMap read(byte[] stored) {
    try {
      return ImageMap.of(layers, State.ImageRecord.parseFrom(stored));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the state of an image cannot be read", e);
    }
  }

  void put(ImageMap image) {
    images.put(key(image.id()), image.toBytes());
  }

  void delete(ImageMap image) {
    images.delete(key(image.id()));
  }

  /** A tile of an image, without a pixel where nothing is stored. */
  TileState tile(ImageMap image, int index) {
    return image.tile(index, tiles.get(tileKey(image, index)));
  }

  /** A tile of an image, where it has a pixel. */
  Optional<TileState> storedTile(ImageMap image, int index) {
    return Optional.ofNullable(tiles.get(tileKey(image, index)))
        .map(stored -> image.tile(index, stored));
  }

  /** The indices of the tiles that have a pixel; as many as were seen, however large the image. */
  List<Integer> storedTiles(ImageMap image) {
    List<Integer> found = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all =
        tiles.range(tileKey(image, 0), tileKey(image, Integer.MAX_VALUE))) {
      while (all.hasNext()) {
        byte[] key = all.next().key;
        found.add(ByteBuffer.wrap(key).getInt(key.length - Integer.BYTES));
      }
    }
    return found;
  }

  void putTile(ImageMap image, int index, TileState tile) {
    tiles.put(tileKey(image, index), tile.toBytes());
  }

  /**
   * Moves the tiles of an image into its larger frame. Every tile keeps its pixels; those that were
   * cut off by the old frame's edge become larger, and a wider frame numbers its tiles anew.
   *
   * @param before the image in its old frame
   * @return the tiles that became larger, by their new indices
   */
  Set<Integer> moveTiles(ImageMap before, ImageMap image) {
    Set<Integer> larger = new TreeSet<>();
    // From the last one on: no tile is moved to where one lies that was not moved yet.
    List<Integer> indices = storedTiles(before);
    Collections.reverse(indices);
    for (int index : indices) {
      byte[] stored = tiles.get(tileKey(image, index));
      int moved = image.indexAfter(before, index);
      TileState old = before.tile(index, stored);
      TileState grown = image.tile(moved, null);
      if (old.isSmallerThan(grown)) {
        grown.takeAll(old);
        stored = grown.toBytes();
        larger.add(moved);
      } else if (moved == index) {
        continue;
      }
      tiles.delete(tileKey(image, index));
      tiles.put(tileKey(image, moved), stored);
    }
    return larger;
  }

  void deleteTile(ImageMap image, int index) {
    tiles.delete(tileKey(image, index));
  }

  private static byte[] key(String imageId) {
    return imageId.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] tileKey(ImageMap image, int index) {
    byte[] id = key(image.id());
    return ByteBuffer.allocate(id.length + 1 + Integer.BYTES)
        .put(id)
        .put((byte) 0)
        .putInt(index)
        .array();
  }
}
