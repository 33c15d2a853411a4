package org.spectrastreams.explain.lime;

import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Triangular segments along an axis, which sum to 1 everywhere: segment k is 1 at its own middle
 * and falls to 0 at those of its neighbours. With them, what each donor has in each segment.
 * Immutable.
 */
public final class Segments {
  private final LimeBackground background;
  private final int count;
  private final int[] lower;
  private final float[] upperShare;
  private final int[] firstPoint;
  private final int[] endPoint;
  private final double[] levels;
  private final double[] slopes;

  /**
   * Cuts an axis.
   *
   * @param spacing distance of the middles of neighbouring segments, cm⁻¹; rounded so that the axis
   *     begins and ends with a middle, and never less than two mean distances of points
   * @param background the donors, as many points as the axis
   */
  public Segments(SpectralAxis axis, double spacing, LimeBackground background) {
    this.background = background;
    int points = axis.size();
    double wanted = Math.max(spacing, 2 * axis.meanSpacing());
    double range = axis.max() - axis.min();
    count = range > 0 ? (int) Math.max(1, Math.round(range / wanted)) + 1 : 1;
    lower = new int[points];
    upperShare = new float[points];
    firstPoint = new int[count];
    endPoint = new int[count];
    for (int j = 0; j < points; j++) {
      double place = count == 1 ? 0 : (axis.at(j) - axis.min()) / range * (count - 1);
      lower[j] = Math.max(0, Math.min(count - 2, (int) place));
      upperShare[j] = (float) (place - lower[j]);
      int upper = Math.min(count - 1, lower[j] + 1);
      for (int k = lower[j]; k <= upper; k++) {
        firstPoint[k] = endPoint[k] == 0 ? j : firstPoint[k];
        endPoint[k] = j + 1;
      }
    }
    levels = new double[background.donors() * count];
    slopes = new double[background.donors() * count];
    for (int k = 0; k < count; k++) {
      measure(background, k);
    }
  }

  private void measure(LimeBackground background, int k) {
    int donors = background.donors();
    double mass = 0;
    double centre = 0;
    for (int j = firstPoint[k]; j < endPoint[k]; j++) {
      mass += share(j, k);
      centre += j * share(j, k);
    }
    centre = mass > 0 ? centre / mass : 0;
    double[] level = new double[donors];
    double[] slope = new double[donors];
    for (int d = 0; d < donors; d++) {
      for (int j = firstPoint[k]; j < endPoint[k]; j++) {
        double value = share(j, k) * background.donor(d, j);
        level[d] += value;
        slope[d] += value * (j - centre);
      }
    }
    standardise(level, levels, k);
    standardise(slope, slopes, k);
  }

  private void standardise(double[] values, double[] into, int k) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    double factor = variance > 0 ? 1 / Math.sqrt(variance) : 0;
    for (int d = 0; d < values.length; d++) {
      into[d * count + k] = (values[d] - mean) * factor;
    }
  }

  /** The number of segments, 1 or more. */
  public int count() {
    return count;
  }

  /** Donor {@code donor}'s mean in a segment, standardised over all donors. */
  double level(int donor, int segment) {
    return levels[donor * count + segment];
  }

  /** Donor {@code donor}'s slope in a segment, standardised over all donors. */
  double slope(int donor, int segment) {
    return slopes[donor * count + segment];
  }

  /** The height of segment {@code k} at point {@code j}. */
  private float share(int j, int k) {
    if (k == lower[j]) {
      return 1 - upperShare[j];
    }
    return k == lower[j] + 1 ? upperShare[j] : 0;
  }

  /**
   * Moves a row towards a donor where segments are replaced, sloping at their edges.
   *
   * @param row holds a copy of the spectrum from {@code at}
   * @param donor the number of the donor
   * @param ks the segments
   */
  public void replace(float[] row, int at, float[] spectrum, int offset, int donor, int[] ks) {
    int points = lower.length;
    float[] donors = background.donorValues();
    for (int k : ks) {
      for (int j = firstPoint[k]; j < endPoint[k]; j++) {
        float difference = donors[donor * points + j] - spectrum[offset + j];
        row[at + j] += share(j, k) * difference;
      }
    }
  }

  /** The mean of a curve in every segment. */
  public double[] means(float[] curve) {
    double[] means = new double[count];
    for (int k = 0; k < count; k++) {
      double mass = 0;
      for (int j = firstPoint[k]; j < endPoint[k]; j++) {
        means[k] += share(j, k) * curve[j];
        mass += share(j, k);
      }
      means[k] = mass > 0 ? means[k] / mass : 0;
    }
    return means;
  }

  /** Values of segments, interpolated linearly between their middles. */
  float[] onAxis(double[] values) {
    float[] curve = new float[lower.length];
    for (int j = 0; j < curve.length; j++) {
      int upper = Math.min(count - 1, lower[j] + 1);
      curve[j] = (float) ((1 - upperShare[j]) * values[lower[j]] + upperShare[j] * values[upper]);
    }
    return curve;
  }
}
