package org.spectrastreams.spectrum;

import java.util.Arrays;

/**
 * The abscissa of a spectrum: finite wavenumbers (or Raman shifts) in cm⁻¹, strictly ascending.
 *
 * <p>Immutable. Sources that store an axis descending or in wavelengths go through {@link
 * StoredAxis}, which also brings the intensities into this order.
 */
public final class SpectralAxis {
  /** The longest axis accepted anywhere, in points. */
  public static final int MAX_POINTS = 65_536;

  private final double[] wavenumbers;
  private final int hash;

  private SpectralAxis(double[] owned) {
    this.wavenumbers = owned;
    this.hash = Arrays.hashCode(owned);
  }

  /**
   * An axis of the given wavenumbers (copied), in cm⁻¹.
   *
   * @throws IllegalArgumentException if there is none or more than {@link #MAX_POINTS}, or one is
   *     not finite, not positive or zero, or not above its predecessor
   */
  public static SpectralAxis of(double... wavenumbers) {
    return ofOwned(wavenumbers.clone());
  }

  /**
   * The axis {@code first, first + step, …} of {@code points} points, in cm⁻¹.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static SpectralAxis uniform(double first, double step, int points) {
    requirePoints(points);
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = first + i * step;
    }
    return ofOwned(values);
  }

  static SpectralAxis ofOwned(double[] owned) {
    requirePoints(owned.length);
    for (int i = 0; i < owned.length; i++) {
      if (!Double.isFinite(owned[i]) || owned[i] < 0) {
        throw new IllegalArgumentException(
            "wavenumber " + i + " is " + owned[i] + "; expected a finite value of 0 cm⁻¹ or more");
      }
      if (i > 0 && owned[i] <= owned[i - 1]) {
        throw new IllegalArgumentException(
            "wavenumber "
                + i
                + " is "
                + owned[i]
                + " after "
                + owned[i - 1]
                + "; expected a strictly monotonic axis");
      }
    }
    return new SpectralAxis(owned);
  }

  private static void requirePoints(int points) {
    if (points < 1 || points > MAX_POINTS) {
      throw new IllegalArgumentException(
          "axis of " + points + " points; expected 1 to " + MAX_POINTS);
    }
  }

  /** The number of points. */
  public int size() {
    return wavenumbers.length;
  }

  /** The wavenumber of point {@code index}, in cm⁻¹. */
  public double at(int index) {
    return wavenumbers[index];
  }

  /** The lowest wavenumber, in cm⁻¹. */
  public double min() {
    return wavenumbers[0];
  }

  /** The highest wavenumber, in cm⁻¹. */
  public double max() {
    return wavenumbers[wavenumbers.length - 1];
  }

  /** The mean distance of neighbouring points in cm⁻¹; 0 for a single point. */
  public double meanSpacing() {
    return size() == 1 ? 0 : (max() - min()) / (size() - 1);
  }

  /** The index of the point nearest to {@code wavenumber}; of two equally near ones, the lower. */
  public int indexNearest(double wavenumber) {
    int found = Arrays.binarySearch(wavenumbers, wavenumber);
    if (found >= 0) {
      return found;
    }
    int above = -found - 1;
    if (above == 0) {
      return 0;
    }
    if (above == size()) {
      return size() - 1;
    }
    return wavenumber - wavenumbers[above - 1] <= wavenumbers[above] - wavenumber
        ? above - 1
        : above;
  }

  /** A copy of the wavenumbers, ascending, in cm⁻¹. */
  public double[] toArray() {
    return wavenumbers.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpectralAxis axis
        && hash == axis.hash
        && Arrays.equals(wavenumbers, axis.wavenumbers);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return size() + " points, " + min() + "–" + max() + " cm⁻¹";
  }
}
