package org.spectrastreams.explain.trust;

import java.util.random.RandomGenerator;

/**
 * Random maps with peaks of a given width: white Gaussian noise, three times averaged over a
 * sliding window along the axis closed to a ring, so that every point is equally likely to be the
 * highest. Not thread-safe.
 */
public final class SmoothNoise {
  private static final int PASSES = 3;

  private final int window;
  private final RandomGenerator random;
  private final double[] values;
  private final double[] averaged;

  /**
   * Maps of {@code points} values.
   *
   * @param window length of the sliding window, points; longer ones than the map are cut to it
   */
  public SmoothNoise(int points, int window, RandomGenerator random) {
    if (window < 1) {
      throw new IllegalArgumentException(
          "smoothness of " + window + " points; expected 1 (white noise) or more");
    }
    this.window = Math.min(window, points);
    this.random = random;
    values = new double[points];
    averaged = new double[points];
  }

  /** Overwrites {@code map} with a new map of mean 0. */
  public void fill(float[] map) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    for (int pass = 0; pass < PASSES; pass++) {
      double sum = 0;
      for (int i = 0; i < window; i++) {
        sum += values[i];
      }
      for (int i = 0; i < values.length; i++) {
        averaged[i] = sum / window;
        sum += values[(i + window) % values.length] - values[i];
      }
      System.arraycopy(averaged, 0, values, 0, values.length);
    }
    for (int i = 0; i < values.length; i++) {
      map[i] = (float) values[i];
    }
  }
}
