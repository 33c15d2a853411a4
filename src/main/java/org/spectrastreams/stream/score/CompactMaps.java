package org.spectrastreams.stream.score;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.spectrastreams.explain.CompactActivationMap;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/** Curves over a model's axis, a byte a point with scale and offset a spectrum. For one thread. */
final class CompactMaps {
  private final int points;
  private float[] scale = {};
  private float[] offset = {};

  CompactMaps(int points) {
    this.points = points;
  }

  /**
   * The curves of {@code count} spectra.
   *
   * @param curves rows × points
   * @param rowOf the row of a spectrum; negative where it has none, which gives zeros
   */
  Wire.ActivationMaps of(float[] curves, IntUnaryOperator rowOf, int count) {
    byte[] values = new byte[count * points];
    if (scale.length < count) {
      scale = new float[count];
      offset = new float[count];
    }
    Arrays.fill(scale, 0, count, 0);
    Arrays.fill(offset, 0, count, 0);
    for (int i = 0; i < count; i++) {
      int row = rowOf.applyAsInt(i);
      if (row >= 0) {
        CompactActivationMap.compact(
            curves, row * points, points, values, i * points, scale, offset, i);
      }
    }
    return Wire.ActivationMaps.newBuilder()
        .setPoints(points)
        .setValues(Packed.bytes(values))
        .setScale(Packed.floats(scale, count))
        .setOffset(Packed.floats(offset, count))
        .build();
  }
}
