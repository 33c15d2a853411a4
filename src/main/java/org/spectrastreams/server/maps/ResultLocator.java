package org.spectrastreams.server.maps;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire.ResultBlock;
import org.spectrastreams.wire.tile.PixelRanks;
import org.spectrastreams.wire.tile.PixelRanks.Rank;

/**
 * Knows for every pixel of the newest images which record of the results topic holds the result
 * that the map shows: 12 bytes a pixel, in tiles of {@value #TILE} × {@value #TILE} that exist once
 * a pixel of theirs was seen. The results themselves stay in the log.
 *
 * <p>Beyond {@code maxBytes} the image that was touched longest ago is forgotten. Thread-safe.
 */
public final class ResultLocator {
  public static final int TILE = 64;
  private static final int ROW_BITS = 20;
  private static final long MAX_OFFSET = Long.MAX_VALUE >> ROW_BITS;
  private static final long TILE_BYTES = TILE * TILE * (Long.BYTES + Short.BYTES) + 120L;

  private static final Logger log = LoggerFactory.getLogger(ResultLocator.class);

  /**
   * Where a result lies.
   *
   * @param partition of the results topic
   * @param offset of the record
   * @param row of the spectrum in the record's block
   */
  public record Place(int partition, long offset, int row) {}

  private static final class Tile {
    final long[] places = new long[TILE * TILE];
    final short[] partitions = new short[TILE * TILE];
    final PixelRanks ranks = new PixelRanks(TILE * TILE);

    Tile() {
      Arrays.fill(places, -1);
    }
  }

  /** The newest scan of an image. */
  private static final class Scan {
    final long generation;
    final Map<Integer, Tile> tiles = new HashMap<>();
    long bytes;

    Scan(long generation) {
      this.generation = generation;
    }
  }

  private final long maxBytes;
  private final Map<String, Scan> images = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;
  private boolean warned;

  public ResultLocator(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes a record of the results topic; records are given in the order of their offsets. */
  public void accept(int partition, long offset, byte[] value) {
    if (value == null) {
      return;
    }
    try {
      ResultView result = ResultView.parse(value);
      if (inImage(result)) {
        put(result, partition, offset);
      }
    } catch (RejectedRecordException | IllegalArgumentException e) {
      if (!warned) {
        warned = true;
        log.warn(
            "Skipped the result at partition {} offset {}: {}", partition, offset, e.getMessage());
      }
    }
  }

  /** Where the newest result of a pixel lies; empty if none was seen or the image was forgotten. */
  public synchronized Optional<Place> find(String imageId, int x, int y) {
    Scan image = images.get(imageId);
    Tile tile = image == null ? null : image.tiles.get(tileKey(x, y));
    if (tile == null) {
      return Optional.empty();
    }
    int pixel = pixel(x, y);
    long place = tile.places[pixel];
    return place < 0
        ? Optional.empty()
        : Optional.of(
            new Place(
                Short.toUnsignedInt(tile.partitions[pixel]),
                place >>> ROW_BITS,
                (int) (place & ((1 << ROW_BITS) - 1))));
  }

  /** Memory held, in bytes. */
  public synchronized long bytes() {
    return bytes;
  }

  private static boolean inImage(ResultView result) {
    return result.hasImage()
        && !result.block().getImageId().isEmpty()
        && result.block().getWidth() <= ImageGeometry.MAX_SIDE
        && result.block().getHeight() <= ImageGeometry.MAX_SIDE;
  }

  private synchronized void put(ResultView result, int partition, long offset) {
    if (result.count() > 1 << ROW_BITS) {
      throw new IllegalArgumentException(
          result.count() + " spectra; expected at most " + (1 << ROW_BITS));
    }
    if (offset > MAX_OFFSET || partition >= 1 << Short.SIZE) {
      throw new IllegalArgumentException(
          "partition " + partition + " offset " + offset + " is beyond what the viewer can index");
    }
    ResultBlock block = result.block();
    Scan image = images.get(block.getImageId());
    int scan = image == null ? 1 : Long.compareUnsigned(block.getGeneration(), image.generation);
    if (scan < 0) {
      return;
    }
    if (scan > 0) {
      bytes -= image == null ? 0 : image.bytes;
      image = new Scan(block.getGeneration());
      images.put(block.getImageId(), image);
    }
    Rank rank = Rank.of(result);
    long before = image.bytes;
    for (int row = 0; row < result.count(); row++) {
      int x = block.getX(row);
      int y = block.getY(row);
      Tile tile = image.tiles.get(tileKey(x, y));
      if (tile == null) {
        tile = new Tile();
        image.tiles.put(tileKey(x, y), tile);
        image.bytes += TILE_BYTES + tile.ranks.bytes();
      }
      long ranks = tile.ranks.bytes();
      if (!tile.ranks.take(pixel(x, y), rank)) {
        continue;
      }
      image.bytes += tile.ranks.bytes() - ranks;
      tile.places[pixel(x, y)] = offset << ROW_BITS | row;
      tile.partitions[pixel(x, y)] = (short) partition;
    }
    bytes += image.bytes - before;
    Iterator<Scan> oldest = images.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= oldest.next().bytes;
      oldest.remove();
    }
  }

  private static int tileKey(int x, int y) {
    return ((y / TILE) << 16) | (x / TILE);
  }

  private static int pixel(int x, int y) {
    return y % TILE * TILE + x % TILE;
  }
}
