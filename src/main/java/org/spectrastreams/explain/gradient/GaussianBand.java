package org.spectrastreams.explain.gradient;

import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Spreads what stands at a point over a Gaussian of a band's width along the axis. What a point
 * gives away is shared among its neighbours, so that the sum over the axis stays the same, at its
 * ends, too. Immutable.
 */
public final class GaussianBand {
  private static final double FWHM_PER_SIGMA = 2 * Math.sqrt(2 * Math.log(2));
  private static final double REACH = 4;

  private final int[] first;
  private final float[][] shares;

  /**
   * Prepares an axis.
   *
   * @param width full width at half maximum, cm⁻¹, above 0
   */
  public GaussianBand(SpectralAxis axis, double width) {
    if (!(width > 0)) {
      throw new IllegalArgumentException("band of " + width + " cm⁻¹; expected above 0");
    }
    double sigma = width / FWHM_PER_SIGMA;
    first = new int[axis.size()];
    shares = new float[axis.size()][];
    for (int j = 0; j < first.length; j++) {
      int from = j;
      int to = j;
      while (from > 0 && Math.abs(axis.at(j) - axis.at(from - 1)) <= REACH * sigma) {
        from--;
      }
      while (to + 1 < first.length && Math.abs(axis.at(to + 1) - axis.at(j)) <= REACH * sigma) {
        to++;
      }
      first[j] = from;
      shares[j] = new float[to - from + 1];
      double sum = 0;
      for (int i = from; i <= to; i++) {
        double apart = (axis.at(i) - axis.at(j)) / sigma;
        double share = Math.exp(-apart * apart / 2);
        shares[j][i - from] = (float) share;
        sum += share;
      }
      for (int i = 0; i < shares[j].length; i++) {
        shares[j][i] /= (float) sum;
      }
    }
  }

  /** The curve with every point spread out. */
  public float[] spread(double[] curve) {
    double[] sums = new double[curve.length];
    for (int j = 0; j < curve.length; j++) {
      for (int i = 0; i < shares[j].length; i++) {
        sums[first[j] + i] += shares[j][i] * curve[j];
      }
    }
    float[] spread = new float[sums.length];
    for (int j = 0; j < spread.length; j++) {
      spread[j] = (float) sums[j];
    }
    return spread;
  }
}
