package org.spectrastreams.wire;

import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.wire.proto.Wire;

/** The kinds of axes as messages carry them. */
public final class AxisKinds {
  private AxisKinds() {}

  /** A kind as a message says it; cm⁻¹ without more is not said. */
  public static Wire.AxisKind message(AxisKind kind) {
    return switch (kind) {
      case PER_CENTIMETRE -> Wire.AxisKind.AXIS_KIND_UNSPECIFIED;
      case WAVENUMBER -> Wire.AxisKind.WAVENUMBER;
      case RAMAN_SHIFT -> Wire.AxisKind.RAMAN_SHIFT;
      case WAVELENGTH -> Wire.AxisKind.WAVELENGTH;
      case CHEMICAL_SHIFT -> Wire.AxisKind.CHEMICAL_SHIFT;
      case PIXEL -> Wire.AxisKind.PIXEL;
    };
  }

  /** What a message says; a kind of a later version is read as cm⁻¹, as what says nothing is. */
  static AxisKind of(Wire.AxisKind said) {
    return switch (said) {
      case AXIS_KIND_UNSPECIFIED, UNRECOGNIZED -> AxisKind.PER_CENTIMETRE;
      case WAVENUMBER -> AxisKind.WAVENUMBER;
      case RAMAN_SHIFT -> AxisKind.RAMAN_SHIFT;
      case WAVELENGTH -> AxisKind.WAVELENGTH;
      case CHEMICAL_SHIFT -> AxisKind.CHEMICAL_SHIFT;
      case PIXEL -> AxisKind.PIXEL;
    };
  }
}
