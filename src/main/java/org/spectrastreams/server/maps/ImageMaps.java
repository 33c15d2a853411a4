package org.spectrastreams.server.maps;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.MapTile;
import org.spectrastreams.wire.tile.TileFormat;

/**
 * The newest state of one image: its status and the newest tile of every layer.
 *
 * <p>Thread-safe; every method holds the image's own lock for as long as a copy takes.
 */
public final class ImageMaps {
  /** Bytes a tile takes beside its values; an estimate for the cache's books. */
  private static final int TILE_OVERHEAD = 160;

  private record Tile(int x0, int y0, int width, int height, byte[] values) {
    long bytes() {
      return values.length + (long) TILE_OVERHEAD;
    }

    PixelWindow window() {
      return new PixelWindow(x0, y0, width, height);
    }
  }

  private static final class LayerTiles {
    final TileFormat format;
    final Map<Long, Tile> tiles = new HashMap<>();

    LayerTiles(TileFormat format) {
      this.format = format;
    }
  }

  private ImageStatus status;
  private long begun;
  private final Map<String, LayerTiles> layers = new HashMap<>();
  private long bytes;
  private long revision;
  private boolean evicted;

  ImageMaps(ImageStatus status) {
    this.status = status;
    this.begun = status.getFirstResultMs();
  }

  public synchronized ImageStatus status() {
    return status;
  }

  public synchronized void status(ImageStatus newest) {
    status = newest;
    revision++;
  }

  /** When the image began whose tiles are kept, in ms; 0 where it is not known. */
  public synchronized long begun() {
    return begun;
  }

  /**
   * Another image or scan has the id from now on: gives up the tiles of the last one, unless they
   * do not tell of which they are.
   *
   * @param millis when it began
   * @return the memory freed, in bytes
   */
  public synchronized long beginAnew(long millis) {
    long freed = begun == 0 ? 0 : evict();
    evicted = false;
    begun = millis;
    return freed;
  }

  /** The part of the image that the tiles of each layer cover. */
  public synchronized Map<String, PixelWindow> covered() {
    Map<String, PixelWindow> found = new HashMap<>();
    layers.forEach(
        (id, layer) ->
            layer.tiles.values().stream()
                .map(Tile::window)
                .reduce(PixelWindow::union)
                .ifPresent(window -> found.put(id, window)));
    return found;
  }

  /** Rises with every change. */
  public synchronized long revision() {
    return revision;
  }

  /** Memory held by the tiles, in bytes. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Whether the tiles were given up to make room for other images. */
  public synchronized boolean isEvicted() {
    return evicted;
  }

  /**
   * Gives up the tiles; the status stays. Later tiles are not taken, for the map would have holes.
   */
  public synchronized long evict() {
    long freed = bytes;
    layers.clear();
    bytes = 0;
    evicted = true;
    return freed;
  }

  /**
   * Takes the newest state of one tile.
   *
   * @return the bytes by which the image grew; may be negative
   * @throws IllegalArgumentException if the tile's size, place or encoding do not fit
   */
  public synchronized long put(MapTile tile) {
    int width = tile.getWidth();
    int height = tile.getHeight();
    TileFormat format = TileFormat.of(tile.getEncoding());
    int pixelBytes = format.bytesPerPixel();
    if (width < 1 || height < 1 || tile.getValues().size() != (long) width * height * pixelBytes) {
      throw new IllegalArgumentException(
          "tile of %d × %d pixels with %d bytes; expected %d bytes a pixel"
              .formatted(width, height, tile.getValues().size(), pixelBytes));
    }
    if (tile.getX0() < 0 || tile.getY0() < 0) {
      throw new IllegalArgumentException(
          "tile at %d, %d; expected a place inside the image"
              .formatted(tile.getX0(), tile.getY0()));
    }
    if (evicted) {
      return 0;
    }
    LayerTiles layer = layers.computeIfAbsent(tile.getLayer(), id -> new LayerTiles(format));
    if (layer.format != format) {
      throw new IllegalArgumentException(
          "tile of layer %s in %s; earlier tiles were %s"
              .formatted(tile.getLayer(), format, layer.format));
    }
    Tile newest =
        new Tile(tile.getX0(), tile.getY0(), width, height, tile.getValues().toByteArray());
    Tile before = layer.tiles.put(key(tile.getTileX(), tile.getTileY()), newest);
    long growth = newest.bytes() - (before == null ? 0 : before.bytes());
    bytes += growth;
    revision++;
    return growth;
  }

  /** Forgets one tile, and says where it was; empty where there was none. */
  public synchronized Optional<PixelWindow> remove(String layerId, int tileX, int tileY) {
    LayerTiles layer = layers.get(layerId);
    Tile gone = layer == null ? null : layer.tiles.remove(key(tileX, tileY));
    if (gone == null) {
      return Optional.empty();
    }
    if (layer.tiles.isEmpty()) {
      layers.remove(layerId); // another image may encode it otherwise
    }
    bytes -= gone.bytes();
    revision++;
    return Optional.of(gone.window());
  }

  private static long key(int tileX, int tileY) {
    return (long) tileY << 32 | tileX;
  }

  /**
   * Puts the tiles of a layer together.
   *
   * @param window part of the image, in pixels
   * @param format what pixels without a tile are filled for
   * @return row after row, little-endian, {@link TileFormat#bytesPerPixel} each
   */
  public synchronized byte[] window(String layerId, PixelWindow window, TileFormat format) {
    int size = format.bytesPerPixel();
    byte[] values = new byte[Math.multiplyExact(window.width() * window.height(), size)];
    format.clear(values, 0, values.length);
    LayerTiles layer = layers.get(layerId);
    if (layer == null) {
      return values;
    }
    for (Tile tile : layer.tiles.values()) {
      int x0 = Math.max(tile.x0, window.x());
      int x1 = Math.min(tile.x0 + tile.width, window.x() + window.width());
      int y0 = Math.max(tile.y0, window.y());
      int y1 = Math.min(tile.y0 + tile.height, window.y() + window.height());
      for (int y = y0; y < y1 && x0 < x1; y++) {
        int from = ((y - tile.y0) * tile.width + (x0 - tile.x0)) * size;
        int to = ((y - window.y()) * window.width() + (x0 - window.x())) * size;
        System.arraycopy(tile.values, from, values, to, (x1 - x0) * size);
      }
    }
    return values;
  }
}
