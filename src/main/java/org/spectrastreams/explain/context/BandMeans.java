package org.spectrastreams.explain.context;

import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Means of a spectrum over bands that lie side by side, as wide as bands of spectra are: band k
 * holds the points nearest to its middle, the first and the last middle are the ends of the axis.
 * 51 bands of 16 cm⁻¹ for 801 points at 1 cm⁻¹, and as many where the axis is not in cm⁻¹.
 * Immutable.
 */
public final class BandMeans {
  /** The width of a band, cm⁻¹; never less than two points. */
  public static final double WIDTH = 16;

  private final int count;
  private final int[] band;
  private final int[] sizes;

  /** Cuts an axis. */
  public BandMeans(SpectralAxis axis) {
    this(axis, usual(axis));
  }

  /**
   * Cuts an axis into as many bands.
   *
   * @param count 1 or more
   */
  BandMeans(SpectralAxis axis, int count) {
    double range = axis.max() - axis.min();
    this.count = count;
    band = new int[axis.size()];
    sizes = new int[count];
    for (int j = 0; j < band.length; j++) {
      double place = count == 1 ? 0 : (axis.at(j) - axis.min()) / range * (count - 1);
      band[j] = (int) Math.min(count - 1, Math.round(place));
      sizes[band[j]]++;
    }
  }

  private static int usual(SpectralAxis axis) {
    double range = axis.max() - axis.min();
    double width = Math.max(axis.width(WIDTH), 2 * axis.meanSpacing());
    return range > 0 ? (int) Math.max(1, Math.round(range / width)) + 1 : 1;
  }

  /** The number of bands. */
  public int count() {
    return count;
  }

  /** The points of the axis. */
  public int points() {
    return band.length;
  }

  /**
   * The means of one spectrum.
   *
   * @param spectra holds the spectrum from {@code offset}
   * @param means receives {@link #count} values from {@code at}
   */
  public void of(float[] spectra, int offset, float[] means, int at) {
    java.util.Arrays.fill(means, at, at + count, 0);
    for (int j = 0; j < band.length; j++) {
      means[at + band[j]] += spectra[offset + j];
    }
    for (int k = 0; k < count; k++) {
      means[at + k] = sizes[k] == 0 ? 0 : means[at + k] / sizes[k];
    }
  }

  /** Values of bands as a curve on the axis, a step for each band. */
  public float[] onAxis(float[] values) {
    float[] curve = new float[band.length];
    for (int j = 0; j < curve.length; j++) {
      curve[j] = values[band[j]];
    }
    return curve;
  }
}
