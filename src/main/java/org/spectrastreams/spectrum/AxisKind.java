package org.spectrastreams.spectrum;

import java.util.Locale;
import java.util.Optional;

/**
 * What the points of a spectral axis are. A Raman shift is no wavenumber of absorption although
 * both are counted in cm⁻¹: a model of one kind must not be given the other.
 */
public enum AxisKind {
  /** In cm⁻¹, of a source that does not say whether they are wavenumbers or Raman shifts. */
  PER_CENTIMETRE("per-centimetre", "wavenumber", "cm⁻¹", false),
  /** Wavenumbers of the light, cm⁻¹, 0 or more. */
  WAVENUMBER("wavenumber", "wavenumber", "cm⁻¹", false),
  /** Shifts of scattered light against the laser line, cm⁻¹; negative on the anti-Stokes side. */
  RAMAN_SHIFT("raman-shift", "Raman shift", "cm⁻¹", true),
  /** Wavelengths of the light in vacuum, µm, above 0. */
  WAVELENGTH("wavelength", "wavelength", "µm", false),
  /** Chemical shifts of nuclear magnetic resonance, ppm; usually drawn descending. */
  CHEMICAL_SHIFT("chemical-shift", "chemical shift", "ppm", true),
  /** Points of a picture from its left or upper edge, from 0: what they stand for is not told. */
  PIXEL("pixel", "point of a picture", "px", false);

  private final String id;
  private final String noun;
  private final String unit;
  private final boolean signed;

  AxisKind(String id, String noun, String unit, boolean signed) {
    this.id = id;
    this.noun = noun;
    this.unit = unit;
    this.signed = signed;
  }

  /** The name used in manifests, commands and JSON. */
  public String id() {
    return id;
  }

  /** What one value of the axis is called in a message. */
  public String noun() {
    return noun;
  }

  /** The unit of every axis of this kind. */
  public String unit() {
    return unit;
  }

  /** Whether {@code value} (finite, in {@link #unit()}) can stand on an axis of this kind. */
  public boolean allows(double value) {
    return signed || value > 0 || (value == 0 && this != WAVELENGTH);
  }

  /**
   * This kind as the quantity tells it: what is in cm⁻¹ and does not say more is a Raman shift
   * under Raman intensities and a wavenumber under absorbance and transmittance.
   */
  public AxisKind under(Quantity quantity) {
    if (this != PER_CENTIMETRE) {
      return this;
    }
    return switch (quantity) {
      case ABSORBANCE, TRANSMITTANCE, PERCENT_TRANSMITTANCE -> WAVENUMBER;
      case RAMAN_INTENSITY -> RAMAN_SHIFT;
      case NMR_INTENSITY, GREY_VALUE, UNSPECIFIED -> this;
    };
  }

  /**
   * Whether spectra of this kind may be read where {@code needed} is asked for, without conversion:
   * the kinds are the same, or one of them says cm⁻¹ and no more.
   */
  public boolean serves(AxisKind needed) {
    return this == needed
        || (this == PER_CENTIMETRE && needed.unit.equals(unit))
        || (needed == PER_CENTIMETRE && unit.equals(needed.unit));
  }

  /** Reads {@link #id()}, ignoring case; empty where the text names no known kind. */
  public static Optional<AxisKind> parse(String text) {
    String key = text.strip().toLowerCase(Locale.ROOT);
    for (AxisKind kind : values()) {
      if (kind.id.equals(key)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
