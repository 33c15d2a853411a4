package org.spectrastreams.spectrum;

import java.util.Arrays;
import java.util.Optional;

/**
 * The abscissa of a spectrum: finite values of one {@link AxisKind} in its unit, strictly
 * ascending.
 *
 * <p>Immutable. Sources that store an axis descending or in another unit go through {@link
 * StoredAxis}, which also brings the intensities into this order.
 */
public final class SpectralAxis {
  /** The longest axis accepted anywhere, in points. */
  public static final int MAX_POINTS = 65_536;

  /** The span that widths of bands in cm⁻¹ are compared with on other axes: that of tissue. */
  private static final double USUAL_SPAN = 800;

  private final AxisKind kind;
  private final double[] values;
  private final int hash;

  private SpectralAxis(AxisKind kind, double[] owned, int hash) {
    this.kind = kind;
    this.values = owned;
    this.hash = hash;
  }

  /**
   * An axis of the given values (copied) in cm⁻¹ that does not say whether they are wavenumbers or
   * Raman shifts.
   *
   * @throws IllegalArgumentException if there is none or more than {@link #MAX_POINTS}, or one is
   *     not finite, not positive or zero, or not above its predecessor
   */
  public static SpectralAxis of(double... values) {
    return of(AxisKind.PER_CENTIMETRE, values);
  }

  /**
   * An axis of the given values (copied), in the unit of {@code kind}.
   *
   * @throws IllegalArgumentException if there is none or more than {@link #MAX_POINTS}, or one is
   *     not finite, not {@linkplain AxisKind#allows allowed}, or not above its predecessor
   */
  public static SpectralAxis of(AxisKind kind, double... values) {
    return ofOwned(kind, values.clone());
  }

  /**
   * The axis {@code first, first + step, …} of {@code points} points, in cm⁻¹, of no stated kind.
   *
   * @throws IllegalArgumentException as {@link #of(double...)}
   */
  public static SpectralAxis uniform(double first, double step, int points) {
    return uniform(AxisKind.PER_CENTIMETRE, first, step, points);
  }

  /**
   * The axis {@code first, first + step, …} of {@code points} points, in the unit of {@code kind}.
   *
   * @throws IllegalArgumentException as {@link #of(AxisKind, double...)}
   */
  public static SpectralAxis uniform(AxisKind kind, double first, double step, int points) {
    requirePoints(points);
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = first + i * step;
    }
    return ofOwned(kind, values);
  }

  static SpectralAxis ofOwned(AxisKind kind, double[] owned) {
    requirePoints(owned.length);
    for (int i = 0; i < owned.length; i++) {
      requireAllowed(kind, owned, i);
      if (i > 0 && owned[i] <= owned[i - 1]) {
        throw new IllegalArgumentException(
            kind.noun()
                + " "
                + i
                + " is "
                + owned[i]
                + " after "
                + owned[i - 1]
                + "; expected a strictly monotonic axis");
      }
    }
    return new SpectralAxis(kind, owned, Arrays.hashCode(owned));
  }

  private static void requireAllowed(AxisKind kind, double[] values, int i) {
    if (Double.isFinite(values[i]) && kind.allows(values[i])) {
      return;
    }
    String expected =
        switch (kind) {
          case PER_CENTIMETRE, WAVENUMBER -> "a finite value of 0 cm⁻¹ or more";
          case WAVELENGTH -> "a finite value above 0 µm";
          case PIXEL -> "a finite value of 0 or more";
          case RAMAN_SHIFT, CHEMICAL_SHIFT -> "a finite value";
        };
    throw new IllegalArgumentException(
        kind.noun()
            + " "
            + i
            + " is "
            + values[i]
            + "; expected "
            + expected
            + (values[i] < 0 && kind == AxisKind.PER_CENTIMETRE
                ? ": say that the axis is a Raman shift if it is one"
                : ""));
  }

  private static void requirePoints(int points) {
    if (points < 1 || points > MAX_POINTS) {
      throw new IllegalArgumentException(
          "axis of " + points + " points; expected 1 to " + MAX_POINTS);
    }
  }

  /** What the values are. */
  public AxisKind kind() {
    return kind;
  }

  /** This axis as the quantity of its spectra tells it, see {@link AxisKind#under}. */
  public SpectralAxis under(Quantity quantity) {
    AxisKind told = kind.under(quantity);
    // Both kinds that may follow allow what this one does.
    return told == kind ? this : new SpectralAxis(told, values, hash);
  }

  /**
   * This axis in another kind, where that follows exactly: wavelengths in vacuum as wavenumbers, ν̃
   * = 10⁴ / λ, and the reverse. The order of the points is reversed then.
   *
   * @return empty where it does not follow, or the kind is this one's already
   */
  public Optional<SpectralAxis> converted(AxisKind wanted) {
    boolean reciprocal =
        (kind == AxisKind.WAVELENGTH && wanted == AxisKind.WAVENUMBER)
            || (kind == AxisKind.WAVENUMBER && wanted == AxisKind.WAVELENGTH && min() > 0);
    if (!reciprocal) {
      return Optional.empty();
    }
    double[] other = new double[values.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = 1e4 / values[values.length - 1 - i];
    }
    return Optional.of(ofOwned(wanted, other));
  }

  /** The number of points. */
  public int size() {
    return values.length;
  }

  /** The value of point {@code index}, in the unit of {@link #kind()}. */
  public double at(int index) {
    return values[index];
  }

  /** The lowest value. */
  public double min() {
    return values[0];
  }

  /** The highest value. */
  public double max() {
    return values[values.length - 1];
  }

  /**
   * How wide on this axis, in its unit, is what is so wide in cm⁻¹: the same where the axis is in
   * cm⁻¹; on any other the same part of the whole axis as of 800 cm⁻¹.
   */
  public double width(double perCentimetre) {
    return kind.unit().equals(AxisKind.WAVENUMBER.unit())
        ? perCentimetre
        : perCentimetre / USUAL_SPAN * (max() - min());
  }

  /** The mean distance of neighbouring points; 0 for a single point. */
  public double meanSpacing() {
    return size() == 1 ? 0 : (max() - min()) / (size() - 1);
  }

  /** The index of the point nearest to {@code value}; of two equally near ones, the lower. */
  public int indexNearest(double value) {
    int found = Arrays.binarySearch(values, value);
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
    return value - values[above - 1] <= values[above] - value ? above - 1 : above;
  }

  /** A copy of the values, ascending. */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpectralAxis axis && kind == axis.kind && hasPointsOf(axis);
  }

  /** Whether the values are the same, whatever they are. */
  public boolean hasPointsOf(SpectralAxis other) {
    return hash == other.hash && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return size() + " points, " + min() + "–" + max() + " " + kind.unit();
  }
}
