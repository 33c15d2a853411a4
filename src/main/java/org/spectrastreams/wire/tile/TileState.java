package org.spectrastreams.wire.tile;

import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * All layers of one tile in one array: the number of pixels seen (int32), then one plane a layer,
 * each encoded as the wire's {@link Wire.MapTile#getValues}, then which measurement every pixel
 * shows. Mutable; one thread at a time.
 */
public final class TileState {
  /** Pixels of a tile's side. */
  public static final int SIDE = 64;

  private static final int HEADER_BYTES = Integer.BYTES;

  private final List<Wire.Layer> layers;
  private final int tileX;
  private final int tileY;
  private final int width;
  private final int height;
  private final byte[] bytes;
  private final ByteBuffer values;
  private final int[] planes;
  private final PixelRanks ranks;

  private TileState(
      List<Wire.Layer> layers, int tileX, int tileY, int width, int height, byte[] bytes) {
    this.layers = layers;
    this.tileX = tileX;
    this.tileY = tileY;
    this.width = width;
    this.height = height;
    this.planes = new int[layers.size()];
    int offset = HEADER_BYTES;
    for (int i = 0; i < planes.length; i++) {
      planes[i] = offset;
      offset += planeBytes(i);
    }
    if (bytes != null && bytes.length < offset) {
      throw new IllegalStateException(
          "the state of tile "
              + tileX
              + "/"
              + tileY
              + " has "
              + bytes.length
              + " bytes; its image's layers need at least "
              + offset);
    }
    this.bytes = bytes == null ? new byte[offset] : Arrays.copyOf(bytes, offset);
    this.values = Packed.over(this.bytes);
    this.ranks = PixelRanks.of(width * height, bytes, offset);
    if (bytes == null) {
      clear();
    }
  }

  /**
   * A tile of an image.
   *
   * @param stored what {@link #toBytes} gave, which is copied; null for a tile without a pixel
   */
  public static TileState of(Wire.ImageStatusOrBuilder image, int tileX, int tileY, byte[] stored) {
    return new TileState(
        image.getLayersList(),
        tileX,
        tileY,
        Math.min(SIDE, image.getWidth() - tileX * SIDE),
        Math.min(SIDE, image.getHeight() - tileY * SIDE),
        stored);
  }

  /** How many tiles lie across {@code pixels} pixels. */
  public static int across(int pixels) {
    return (pixels + SIDE - 1) / SIDE;
  }

  /** Whether a tile at this place in a larger frame has more pixels. */
  public boolean isSmallerThan(TileState grown) {
    return width < grown.width || height < grown.height;
  }

  /**
   * Takes over all that a smaller tile of the same place and layers knows; this one must not have
   * seen a pixel.
   */
  public void takeAll(TileState smaller) {
    for (int layer = 0; layer < planes.length; layer++) {
      int pixelBytes = format(layer).bytesPerPixel();
      for (int row = 0; row < smaller.height; row++) {
        System.arraycopy(
            smaller.bytes,
            smaller.planes[layer] + row * smaller.width * pixelBytes,
            bytes,
            planes[layer] + row * width * pixelBytes,
            smaller.width * pixelBytes);
      }
    }
    values.putInt(0, smaller.seen());
    ranks.takeAll(smaller.ranks, smaller.width, width);
  }

  /** The most bytes that a tile of these layers takes in a store. */
  public static long mostBytes(List<Wire.Layer> layers) {
    long pixel = 0;
    for (Wire.Layer layer : layers) {
      pixel += TileFormat.of(layer.getEncoding()).bytesPerPixel();
    }
    return HEADER_BYTES + SIDE * SIDE * (pixel + PixelRanks.MOST_BYTES_A_PIXEL) + Short.BYTES;
  }

  private int planeBytes(int layer) {
    return width * height * format(layer).bytesPerPixel();
  }

  private TileFormat format(int layer) {
    return TileFormat.of(layers.get(layer).getEncoding());
  }

  private void clear() {
    for (int layer = 0; layer < planes.length; layer++) {
      format(layer).clear(bytes, planes[layer], planes[layer] + planeBytes(layer));
    }
  }

  /** The pixel's place in every plane. */
  public int pixel(int x, int y) {
    return (y - tileY * SIDE) * width + (x - tileX * SIDE);
  }

  /**
   * The class stored for a pixel: an index, {@link Sentinels#TILE_NO_CLASS} or {@link
   * Sentinels#TILE_CLASS_NOT_SEEN}.
   */
  public int classAt(int layer, int pixel) {
    return bytes[planes[layer] + pixel] & 0xff;
  }

  public void setClass(int layer, int pixel, int value) {
    bytes[planes[layer] + pixel] = (byte) value;
  }

  public int flagsAt(int layer, int pixel) {
    return values.getShort(planes[layer] + pixel * Short.BYTES) & 0xffff;
  }

  public void setFlags(int layer, int pixel, int flags) {
    values.putShort(planes[layer] + pixel * Short.BYTES, (short) flags);
  }

  /** An index, or {@link Sentinels#TILE_NO_INDEX}. */
  public void setIndex(int layer, int pixel, int index) {
    setFlags(layer, pixel, index);
  }

  public float numberAt(int layer, int pixel) {
    return values.getFloat(planes[layer] + pixel * Float.BYTES);
  }

  public void setNumber(int layer, int pixel, float value) {
    values.putFloat(planes[layer] + pixel * Float.BYTES, value);
  }

  /** The number of pixels that have a result. */
  int seen() {
    return values.getInt(0);
  }

  public void countSeen() {
    values.putInt(0, seen() + 1);
  }

  public boolean isFull() {
    return seen() == width * height;
  }

  /** Which measurement every pixel shows. */
  public PixelRanks ranks() {
    return ranks;
  }

  /** What the store keeps. */
  public byte[] toBytes() {
    byte[] after = ranks.toBytes();
    byte[] all = Arrays.copyOf(bytes, bytes.length + after.length);
    System.arraycopy(after, 0, all, bytes.length, after.length);
    return all;
  }

  /** One layer as it is published; shares this tile's array. */
  public Wire.MapTile publish(Wire.ImageStatus image, int layer) {
    return Wire.MapTile.newBuilder()
        .setImageId(image.getImageId())
        .setImageBegunMs(image.getFirstResultMs())
        .setLayer(layers.get(layer).getId())
        .setTileX(tileX)
        .setTileY(tileY)
        .setX0(tileX * SIDE)
        .setY0(tileY * SIDE)
        .setWidth(width)
        .setHeight(height)
        .setEncoding(layers.get(layer).getEncoding())
        .setValues(UnsafeByteOperations.unsafeWrap(bytes, planes[layer], planeBytes(layer)))
        .setSeen(seen())
        .build();
  }
}
