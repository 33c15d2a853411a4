package org.spectrastreams.explain;

import java.util.Arrays;

/**
 * Activation maps in one byte a wavenumber: value = offset + scale × unsigned byte.
 *
 * <p>The lowest value of a map becomes 0, the highest 255, so that every value comes back within
 * half a scale step, 1/510 of the map's range.
 */
public final class CompactActivationMap {
  private static final int HIGHEST = 255;

  private CompactActivationMap() {}

  /**
   * Compacts one map, which may be a row inside a larger array; allocates nothing.
   *
   * @param map holds {@code points} values from {@code from}
   * @param bytes receives {@code points} unsigned bytes from {@code bytesFrom}
   * @param scale receives the map's scale at {@code index}; 0 where all values are the same
   * @param offset receives the map's offset at {@code index}; NaN where the map or its range is not
   *     finite, in which case it has no meaning and all bytes are 0
   */
  public static void compact(
      float[] map,
      int from,
      int points,
      byte[] bytes,
      int bytesFrom,
      float[] scale,
      float[] offset,
      int index) {
    float min = map[from];
    float max = min;
    for (int i = from; i < from + points; i++) {
      float value = map[i];
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    // One NaN makes both NaN; the range of finite values need not be finite.
    boolean isFinite = Float.isFinite(max - min);
    double step = ((double) max - min) / HIGHEST;
    if (!isFinite || !((float) step > 0)) {
      Arrays.fill(bytes, bytesFrom, bytesFrom + points, (byte) 0);
      scale[index] = 0;
      offset[index] = isFinite ? min : Float.NaN;
      return;
    }
    double perStep = 1 / step;
    for (int i = 0; i < points; i++) {
      bytes[bytesFrom + i] = (byte) (int) (((double) map[from + i] - min) * perStep + 0.5);
    }
    scale[index] = (float) step;
    offset[index] = min;
  }
}
