package org.spectrastreams.formats.renishaw;

import java.util.Optional;
import org.spectrastreams.spectrum.AxisUnit;

/** What the codes of units mean; only those that readings depend on. */
final class WdfUnit {
  static final int RAMAN_SHIFT = 1;
  private static final int ARBITRARY = 0;
  private static final int WAVENUMBER = 2;
  private static final int NANOMETRE = 3;
  private static final int ELECTRONVOLT = 4;
  private static final int MICROMETRE = 5;
  private static final int COUNTS = 6;
  private static final int ELECTRONS = 7;
  private static final int MILLIMETRE = 8;
  private static final int METRE = 9;
  private static final int INTENSITY = 17;
  private static final int RELATIVE_INTENSITY = 18;

  private WdfUnit() {}

  /** The unit of a spectral axis; empty where the code names none. */
  static Optional<AxisUnit> axis(int code) {
    return switch (code) {
      case RAMAN_SHIFT, WAVENUMBER -> Optional.of(AxisUnit.PER_CENTIMETRE);
      case NANOMETRE -> Optional.of(AxisUnit.NANOMETRE);
      case ELECTRONVOLT -> Optional.of(AxisUnit.ELECTRONVOLT);
      case MICROMETRE -> Optional.of(AxisUnit.MICROMETRE);
      default -> Optional.empty();
    };
  }

  /** Whether a code is one of scattered light: counts, electrons, an intensity. */
  static boolean isIntensity(int code) {
    return switch (code) {
      case ARBITRARY, COUNTS, ELECTRONS, INTENSITY, RELATIVE_INTENSITY -> true;
      default -> false;
    };
  }

  /** How many µm one of a length is; NaN for what is no length. */
  static double micrometres(int code) {
    return switch (code) {
      case MICROMETRE -> 1;
      case MILLIMETRE -> 1e3;
      case METRE -> 1e6;
      case NANOMETRE -> 1e-3;
      default -> Double.NaN;
    };
  }
}
