package org.spectrastreams.preprocess;

import org.spectrastreams.spectrum.SpectralAxis;

/** Subtracts the lower convex hull, found by Andrew's monotone chain; hull points become 0. */
final class HullSubtraction implements PreparedStep {
  private final double[] x;
  private final int[] hull;

  HullSubtraction(SpectralAxis axis) {
    x = axis.toArray();
    hull = new int[x.length];
  }

  @Override
  public int apply(double[] from, double[] to) {
    int size = 0;
    for (int i = 0; i < x.length; i++) {
      while (size > 1 && !below(from, hull[size - 2], hull[size - 1], i)) {
        size--;
      }
      hull[size++] = i;
    }
    to[0] = 0;
    for (int h = 1; h < size; h++) {
      int left = hull[h - 1];
      int right = hull[h];
      double slope = (from[right] - from[left]) / (x[right] - x[left]);
      for (int i = left + 1; i < right; i++) {
        to[i] = from[i] - (from[left] + slope * (x[i] - x[left]));
      }
      to[right] = 0;
    }
    return 0;
  }

  /** Whether point b lies below the line from a to c. */
  private boolean below(double[] y, int a, int b, int c) {
    return (y[b] - y[a]) * (x[c] - x[a]) < (y[c] - y[a]) * (x[b] - x[a]);
  }
}
