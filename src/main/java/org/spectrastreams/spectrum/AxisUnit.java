package org.spectrastreams.spectrum;

import java.util.Locale;
import java.util.Optional;

/** The unit in which a spectral axis is stored; inside, every axis is in cm⁻¹. */
public enum AxisUnit {
  /** Wavenumber or Raman shift in cm⁻¹. */
  PER_CENTIMETRE("cm-1") {
    @Override
    public double toWavenumber(double value) {
      return value;
    }
  },
  /** Wavelength in µm: ν̃ = 10⁴ / λ. */
  MICROMETRE("um") {
    @Override
    public double toWavenumber(double value) {
      return 1e4 / value;
    }
  },
  /** Wavelength in nm: ν̃ = 10⁷ / λ. */
  NANOMETRE("nm") {
    @Override
    public double toWavenumber(double value) {
      return 1e7 / value;
    }
  };

  private final String symbol;

  AxisUnit(String symbol) {
    this.symbol = symbol;
  }

  /** The unit as files and commands write it: {@code cm-1}, {@code um} or {@code nm}. */
  public String symbol() {
    return symbol;
  }

  /** Converts one axis value of this unit to cm⁻¹. */
  public abstract double toWavenumber(double value);

  /**
   * Reads a unit as instrument files write it ({@code Wavenumber}, {@code cm-1}, {@code 1/cm},
   * {@code Micrometers}, {@code um}, {@code µm}, {@code Nanometers}, {@code nm} …), ignoring case.
   *
   * @return empty where the text names no known unit; a caller must then refuse, not guess
   */
  public static Optional<AxisUnit> parse(String text) {
    String key = text.strip().toLowerCase(Locale.ROOT).replace('μ', 'µ').replace("⁻¹", "-1");
    return switch (key) {
      case "wavenumber",
          "wavenumbers",
          "wavenumber (cm-1)",
          "cm-1",
          "cm^-1",
          "1/cm",
          "/cm",
          "raman shift",
          "raman shift (cm-1)",
          "raman shift (1/cm)" ->
          Optional.of(PER_CENTIMETRE);
      case "micrometers",
          "micrometres",
          "micrometer",
          "micrometre",
          "microns",
          "micron",
          "um",
          "µm" ->
          Optional.of(MICROMETRE);
      case "nanometers", "nanometres", "nanometer", "nanometre", "nm" -> Optional.of(NANOMETRE);
      default -> Optional.empty();
    };
  }
}
