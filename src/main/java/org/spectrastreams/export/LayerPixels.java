package org.spectrastreams.export;

import java.nio.ByteBuffer;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.tile.TileFormat;

/** The pixels of one layer, row after row, as they were when they were read. For any thread. */
final class LayerPixels {
  private final TileFormat format;
  private final ByteBuffer values;
  private final int count;

  /** Pixels in the layer's own encoding; the array is kept. */
  LayerPixels(TileFormat format, byte[] values) {
    this.format = format;
    this.values = Packed.over(values);
    this.count = values.length / format.bytesPerPixel();
  }

  int count() {
    return count;
  }

  /** The code of a pixel of a coded layer. */
  int code(int pixel) {
    return format.codeAt(values, pixel * format.bytesPerPixel());
  }

  /** Whether a pixel has a result; of a layer of numbers, whether it has a number. */
  boolean seen(int pixel) {
    return format == TileFormat.FLOAT32
        ? !Float.isNaN(values.getFloat(pixel * Float.BYTES))
        : code(pixel) != format.notSeen().orElseThrow();
  }

  /** Whether a pixel's result has nothing to say here: no class, no context, no flag. */
  boolean isNone(int pixel) {
    return format != TileFormat.FLOAT32 && code(pixel) == format.none().orElseThrow();
  }

  /**
   * A pixel as a number: a value, or a code that means something; NaN where there is none. No flag
   * is the number 0, for it says that a pixel was looked at and nothing was found.
   */
  float number(int pixel) {
    if (format == TileFormat.FLOAT32) {
      return values.getFloat(pixel * Float.BYTES);
    }
    int code = code(pixel);
    if (format == TileFormat.FLAGS_U16) {
      return code == format.notSeen().orElseThrow() ? Float.NaN : code;
    }
    boolean missing =
        code == format.notSeen().orElseThrow()
            || code == format.none().orElseThrow()
            || (format.notJudged().isPresent() && code == format.notJudged().getAsInt());
    return missing ? Float.NaN : code;
  }
}
