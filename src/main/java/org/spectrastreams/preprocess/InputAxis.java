package org.spectrastreams.preprocess;

import java.util.Optional;
import org.spectrastreams.preprocess.UnusableSpectrumException.Reason;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.SpectralAxis;

/** The axis of a spectrum in the kind of a model's. */
final class InputAxis {
  private InputAxis() {}

  /**
   * The axis in the kind that is needed; converted where that is exact, and its points stand in
   * reverse order then.
   *
   * @throws UnusableSpectrumException if it is of another kind
   */
  static SpectralAxis as(AxisKind needed, SpectralAxis axis) throws UnusableSpectrumException {
    if (axis.kind().serves(needed)) {
      return axis;
    }
    Optional<SpectralAxis> converted =
        axis.converted(needed == AxisKind.PER_CENTIMETRE ? AxisKind.WAVENUMBER : needed);
    return converted.orElseThrow(
        () ->
            new UnusableSpectrumException(
                Reason.WRONG_AXIS_KIND,
                "the spectrum's axis is a "
                    + named(axis.kind())
                    + ", the model's a "
                    + named(needed)
                    + ": choose a model of the spectrum's kind, or correct kind and unit at the"
                    + " source"));
  }

  private static String named(AxisKind kind) {
    return kind.noun() + " (" + kind.unit() + ")";
  }

  /** The step that brings a spectrum of {@code points} points into the order of such an axis. */
  static PreparedStep reversal(int points) {
    return (from, to) -> {
      for (int i = 0; i < points; i++) {
        to[i] = from[points - 1 - i];
      }
      return 0;
    };
  }
}
