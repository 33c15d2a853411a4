package org.spectrastreams.train.data;

import java.util.Random;

/** Spectra with one Lorentzian band whose place tells the class, and noise. */
public final class ToySpectra {
  private static final double HALF_WIDTH_POINTS = 5;

  private ToySpectra() {}

  /**
   * Balanced spectra in the order 0, 1, 2, 0, 1, 2 …
   *
   * @param noise standard deviation of the noise; bands are 1 high
   */
  public static PreparedSpectra of(int count, int points, int classes, double noise, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * points];
    int[] labels = new int[count];
    for (int row = 0; row < count; row++) {
      labels[row] = row % classes;
      double centre = points * (labels[row] + 1.0) / (classes + 1);
      for (int i = 0; i < points; i++) {
        double distance = (i - centre) / HALF_WIDTH_POINTS;
        values[row * points + i] =
            (float) (1 / (1 + distance * distance) + noise * random.nextGaussian());
      }
    }
    return new PreparedSpectra(points, classes, values, labels);
  }
}
