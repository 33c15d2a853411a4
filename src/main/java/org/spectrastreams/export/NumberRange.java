package org.spectrastreams.export;

import java.util.Arrays;
import java.util.Optional;

/**
 * The numbers of a layer in short.
 *
 * @param count of the pixels that have one
 * @param least the smallest
 * @param low where the colours begin: the 2nd percentile, as in the viewer
 * @param median the middle one
 * @param high where the colours end: the 98th percentile
 * @param most the largest
 */
record NumberRange(int count, float least, float low, float median, float high, float most) {
  private static final int SAMPLE = 50_000;

  /** Of a layer of numbers; empty without a number. Percentiles are of every n-th pixel. */
  static Optional<NumberRange> of(LayerPixels pixels) {
    int step = step(pixels.count());
    float[] sample = new float[pixels.count() / step + 1];
    int sampled = 0;
    int count = 0;
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < pixels.count(); i++) {
      float value = pixels.number(i);
      if (!Float.isFinite(value)) {
        continue;
      }
      if (count++ % step == 0) {
        sample[sampled++] = value;
      }
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (count == 0) {
      return Optional.empty();
    }
    Arrays.sort(sample, 0, sampled);
    return Optional.of(
        new NumberRange(
            count,
            least,
            sample[(int) Math.floor(0.02 * (sampled - 1))],
            sample[(sampled - 1) / 2],
            sample[(int) Math.ceil(0.98 * (sampled - 1))],
            most));
  }

  /** Which part of the values percentiles are of: 1 in so many. */
  static int step(int pixels) {
    return Math.max(1, pixels / SAMPLE);
  }

  /** Where a number lies between the ends of the colours; one value alone lies in the middle. */
  double place(float value) {
    return high > low ? (value - low) / (high - low) : 0.5;
  }
}
