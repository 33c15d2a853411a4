package org.spectrastreams.export;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.spectrastreams.wire.tile.TileFormat;

/**
 * One layer of an image that is exported, and what its pixels mean. For any thread.
 *
 * @param id as in the viewer's address
 * @param title for people
 * @param unit empty for none
 * @param format how its pixels are encoded
 * @param names what the codes stand for by number, of flags by bit; empty where they are numbers of
 *     their own, and for numbers
 * @param noneTitle what a pixel is called whose result has nothing to say here
 * @param notJudged what a pixel is called that was not judged; empty where the layer does not tell
 * @param bytes the pixels row after row, read when they are needed and not kept: an image may be
 *     large
 */
public record SnapshotLayer(
    String id,
    String title,
    String unit,
    TileFormat format,
    List<String> names,
    String noneTitle,
    String notJudged,
    Supplier<byte[]> bytes) {
  /** The key of {@link #counts} of pixels that have nothing to say. */
  static final int NONE = -1;

  /** Owns a copy of the names. */
  public SnapshotLayer {
    names = List.copyOf(names);
  }

  /** Reads the pixels. */
  LayerPixels read() {
    return new LayerPixels(format, bytes.get());
  }

  boolean isNumbers() {
    return format == TileFormat.FLOAT32;
  }

  boolean isFlags() {
    return format == TileFormat.FLAGS_U16;
  }

  /** Title and unit. */
  String heading() {
    return unit.isEmpty() ? title : title + ", " + unit;
  }

  /** What a key of {@link #counts} is called. */
  String nameOf(int key) {
    if (key == NONE) {
      return noneTitle;
    }
    if (!notJudged.isEmpty() && key == format.notJudged().orElse(NONE)) {
      return notJudged;
    }
    if (key >= names.size()) {
      return title.toLowerCase(java.util.Locale.ROOT) + " " + key;
    }
    return isFlags()
        ? names.get(key).toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
        : names.get(key);
  }

  /** Of a coded layer: how many pixels carry each code, of flags each bit; {@link #NONE}: none. */
  Map<Integer, Integer> counts(LayerPixels pixels) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < pixels.count(); i++) {
      if (!pixels.seen(i)) {
        continue;
      }
      if (pixels.isNone(i)) {
        counts.merge(NONE, 1, Integer::sum);
      } else if (!isFlags()) {
        counts.merge(pixels.code(i), 1, Integer::sum);
      } else {
        for (int bit = 0; bit < Short.SIZE; bit++) {
          if ((pixels.code(i) & 1 << bit) != 0) {
            counts.merge(bit, 1, Integer::sum);
          }
        }
      }
    }
    return counts;
  }
}
