package org.spectrastreams.explain.lime;

import org.hipparchus.special.Erf;

/**
 * Normal distributions of the mean and standard deviation of each bin of a background, truncated to
 * the bin's edges. Immutable.
 */
final class TruncatedNormals {
  /** Cells of equal probability that tell where the search for a bin begins. */
  private static final int CELLS = 64;

  private final int bins;
  private final float[] cumulativeFrequency;
  private final byte[] firstBin;
  private final double[] below;
  private final double[] inside;
  private final LimeBackground background;

  TruncatedNormals(LimeBackground background) {
    this.background = background;
    this.bins = background.bins();
    int all = background.points() * bins;
    cumulativeFrequency = new float[all];
    firstBin = new byte[background.points() * CELLS];
    below = new double[all];
    inside = new double[all];
    for (int j = 0; j < background.points(); j++) {
      float sum = 0;
      for (int bin = 0; bin < bins; bin++) {
        int at = j * bins + bin;
        sum += background.frequency(j, bin);
        cumulativeFrequency[at] = sum;
        if (background.frequency(j, bin) > 0 && background.deviation(j, bin) > 0) {
          below[at] = probability(j, bin, background.minimum(j, bin));
          inside[at] = probability(j, bin, background.maximum(j, bin)) - below[at];
        }
      }
      int bin = 0;
      for (int cell = 0; cell < CELLS; cell++) {
        while (bin < bins - 1
            && cumulativeFrequency[j * bins + bin] <= (double) sum * cell / CELLS) {
          bin++;
        }
        firstBin[j * CELLS + cell] = (byte) bin;
      }
    }
  }

  private double probability(int point, int bin, double value) {
    double distance = (value - background.mean(point, bin)) / background.deviation(point, bin);
    return 0.5 * Erf.erfc(-distance / Math.sqrt(2));
  }

  /**
   * A bin other than {@code own}, at the bins' frequencies.
   *
   * @param fraction evenly distributed over 0 … 1
   */
  int otherBin(int point, int own, double fraction) {
    int at = point * bins;
    double ownFrequency = background.frequency(point, own);
    double all = cumulativeFrequency[at + bins - 1];
    double wanted = fraction * (all - ownFrequency);
    if (own == 0 || wanted >= cumulativeFrequency[at + own - 1]) {
      wanted += ownFrequency; // the own bin is stepped over
    }
    int cell = Math.min(CELLS - 1, (int) (wanted / all * CELLS));
    int bin = firstBin[point * CELLS + cell] & 0xFF;
    while (bin < bins - 1 && cumulativeFrequency[at + bin] <= wanted) {
      bin++;
    }
    return bin == own || background.frequency(point, bin) == 0 ? nearest(point, own) : bin;
  }

  /** Where rounding leads to no other bin that any spectrum has: the last such bin, or the own. */
  private int nearest(int point, int own) {
    for (int bin = bins - 1; bin >= 0; bin--) {
      if (bin != own && background.frequency(point, bin) > 0) {
        return bin;
      }
    }
    return own;
  }

  /**
   * A value of a bin.
   *
   * @param fraction evenly distributed over 0 … 1, without the ends
   */
  float value(int point, int bin, double fraction) {
    int at = point * bins + bin;
    float least = background.minimum(point, bin);
    float most = background.maximum(point, bin);
    if (!(inside[at] > 0)) {
      return Math.max(least, Math.min(most, background.mean(point, bin)));
    }
    double value =
        background.mean(point, bin)
            + background.deviation(point, bin) * quantile(below[at] + fraction * inside[at]);
    return Math.max(least, Math.min(most, (float) value));
  }

  /**
   * The quantile of the standard normal distribution by the rational approximations of P. Acklam
   * (2003); relative error below 1.2e-9.
   */
  static double quantile(double p) {
    if (p < TAIL) {
      return tail(Math.sqrt(-2 * Math.log(Math.max(p, Double.MIN_NORMAL))));
    }
    if (p > 1 - TAIL) {
      return -tail(Math.sqrt(-2 * Math.log(Math.max(1 - p, Double.MIN_NORMAL))));
    }
    double q = p - 0.5;
    double r = q * q;
    return (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5])
        * q
        / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1);
  }

  private static double tail(double q) {
    return (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5])
        / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1);
  }

  private static final double TAIL = 0.02425;
  private static final double[] A = {
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00
  };
  private static final double[] B = {
    -5.447609879822406e+01,
    1.615858368580409e+02,
    -1.556989798598866e+02,
    6.680131188771972e+01,
    -1.328068155288572e+01
  };
  private static final double[] C = {
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00
  };
  private static final double[] D = {
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00
  };
}
