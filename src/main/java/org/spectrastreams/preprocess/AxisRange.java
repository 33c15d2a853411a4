package org.spectrastreams.preprocess;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.spectrum.SpectralAxis;

/** The points {@code from} … {@code to − 1} of an axis. */
record AxisRange(int from, int to) {
  /**
   * How many points beyond the grid's ends a spline of degree 2 or 3 still feels: its answer to a
   * point falls by a factor of 0.17 or 0.27 from each point to the next, to 10⁻⁷ within these.
   */
  private static final int FELT_BY_SPLINES = 12;

  /**
   * How far, in the axis' unit, a grid may reach beyond a measured end and still count as covered:
   * files round their axes to a few decimals. The end value is used there.
   */
  static double tolerance(SpectralAxis axis) {
    return switch (axis.kind()) {
      case PER_CENTIMETRE, WAVENUMBER, RAMAN_SHIFT -> 1e-3;
      case WAVELENGTH -> 1e-6;
      case CHEMICAL_SHIFT, PIXEL -> 1e-4;
    };
  }

  /** The points that lie between two values of the axis, or empty where none does. */
  static Optional<AxisRange> of(SpectralAxis axis, double low, double high) {
    double tolerance = tolerance(axis);
    int from = 0;
    while (from < axis.size() && axis.at(from) < low - tolerance) {
      from++;
    }
    int to = axis.size();
    while (to > from && axis.at(to - 1) > high + tolerance) {
      to--;
    }
    return from < to ? Optional.of(new AxisRange(from, to)) : Optional.empty();
  }

  /**
   * The points that an interpolation onto a grid reads: those inside it, at either end the next one
   * outside where none lies on the grid's end, and for a curved spline as many more as it feels.
   * Whatever lies beyond never decides.
   */
  static AxisRange around(SpectralAxis axis, SpectralAxis grid, int degree) {
    double tolerance = tolerance(axis);
    int from = 0;
    while (from + 1 < axis.size() && axis.at(from + 1) <= grid.min() + tolerance) {
      from++;
    }
    int to = axis.size();
    while (to - 2 >= from && axis.at(to - 2) >= grid.max() - tolerance) {
      to--;
    }
    int more = degree > 1 ? FELT_BY_SPLINES : 0;
    from = Math.max(0, from - more);
    to = Math.min(axis.size(), to + more);
    return to - from > degree
        ? new AxisRange(from, to)
        : new AxisRange(Math.max(0, from - degree), Math.min(axis.size(), to + degree));
  }

  int size() {
    return to - from;
  }

  /** The same points where {@code points} of them are counted from the other end. */
  AxisRange mirrored(int points) {
    return new AxisRange(points - to, points - from);
  }

  /** This part of an axis. */
  SpectralAxis of(SpectralAxis axis) {
    return size() == axis.size()
        ? axis
        : SpectralAxis.of(axis.kind(), Arrays.copyOfRange(axis.toArray(), from, to));
  }
}
