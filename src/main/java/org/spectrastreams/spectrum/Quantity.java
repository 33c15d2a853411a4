package org.spectrastreams.spectrum;

import java.util.Locale;
import java.util.Optional;

/** What the ordinate of a spectrum measures. */
public enum Quantity {
  /** Decadic absorbance, A = −log₁₀ T; dimensionless. */
  ABSORBANCE("absorbance"),
  /** Transmittance as a fraction, 0 … 1. */
  TRANSMITTANCE("transmittance"),
  /** Transmittance in percent, 0 … 100. */
  PERCENT_TRANSMITTANCE("percent-transmittance"),
  /** Raman scattering intensity, detector counts or arbitrary units. */
  RAMAN_INTENSITY("raman-intensity"),
  /** Intensity of nuclear magnetic resonance, arbitrary units. */
  NMR_INTENSITY("nmr-intensity"),
  /** The grey of a picture of a spectrum, 0 (black) to 1 (white): drawn, not measured. */
  GREY_VALUE("grey-value"),
  /** The source does not say; only models that ask for no particular quantity accept it. */
  UNSPECIFIED("unspecified");

  private final String id;

  Quantity(String id) {
    this.id = id;
  }

  /** The name used in files, manifests and JSON. */
  public String id() {
    return id;
  }

  /** Reads {@link #id()}, ignoring case; empty where the text names no known quantity. */
  public static Optional<Quantity> parse(String text) {
    String key = text.strip().toLowerCase(Locale.ROOT);
    for (Quantity quantity : values()) {
      if (quantity.id.equals(key)) {
        return Optional.of(quantity);
      }
    }
    return Optional.empty();
  }
}
