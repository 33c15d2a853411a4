package org.spectrastreams.preprocess;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.spectrum.SpectralAxis;

/** The points {@code from} … {@code to − 1} of an axis. */
record AxisRange(int from, int to) {
  /**
   * How far, in the axis' unit, a grid may reach beyond a measured end and still count as covered:
   * files round their axes to a few decimals. The end value is used there.
   */
  static double tolerance(SpectralAxis axis) {
    return switch (axis.kind()) {
      case PER_CENTIMETRE, WAVENUMBER, RAMAN_SHIFT -> 1e-3;
      case WAVELENGTH -> 1e-6;
      case CHEMICAL_SHIFT -> 1e-4;
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
