package org.spectrastreams.preprocess;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.spectrum.SpectralAxis;

/** The points {@code from} … {@code to − 1} of an axis. */
record AxisRange(int from, int to) {
  /**
   * How far, in cm⁻¹, a grid may reach beyond a measured end and still count as covered: files
   * round their axes to a few decimals. The end value is used there.
   */
  static final double TOLERANCE = 1e-3;

  /** The points that lie between two wavenumbers, or empty where none does. */
  static Optional<AxisRange> of(SpectralAxis axis, double low, double high) {
    int from = 0;
    while (from < axis.size() && axis.at(from) < low - TOLERANCE) {
      from++;
    }
    int to = axis.size();
    while (to > from && axis.at(to - 1) > high + TOLERANCE) {
      to--;
    }
    return from < to ? Optional.of(new AxisRange(from, to)) : Optional.empty();
  }

  int size() {
    return to - from;
  }

  /** This part of an axis. */
  SpectralAxis of(SpectralAxis axis) {
    return size() == axis.size()
        ? axis
        : SpectralAxis.of(Arrays.copyOfRange(axis.toArray(), from, to));
  }
}
