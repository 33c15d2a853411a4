package org.spectrastreams.spectrum;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The unit in which a spectral axis is stored. */
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

    @Override
    double toMicrometres(double value) {
      return value;
    }
  },
  /** Wavelength in nm: ν̃ = 10⁷ / λ. */
  NANOMETRE("nm") {
    @Override
    public double toWavenumber(double value) {
      return 1e7 / value;
    }

    @Override
    double toMicrometres(double value) {
      return value / 1000;
    }
  },
  /** Wavelength in Å: ν̃ = 10⁸ / λ. */
  ANGSTROM("angstrom") {
    @Override
    public double toWavenumber(double value) {
      return 1e8 / value;
    }

    @Override
    double toMicrometres(double value) {
      return value / 1e4;
    }
  },
  /** Wavenumber in m⁻¹. */
  PER_METRE("m-1") {
    @Override
    public double toWavenumber(double value) {
      return value / 100;
    }
  },
  /** Frequency in THz: ν̃ = ν / c, with c exact in the SI. */
  TERAHERTZ("thz") {
    @Override
    public double toWavenumber(double value) {
      return value / 0.0299792458;
    }
  },
  /** Photon energy in eV: ν̃ = E / (h c), with e, h and c exact in the SI. */
  ELECTRONVOLT("ev") {
    @Override
    public double toWavenumber(double value) {
      return value * PER_CENTIMETRE_A_VOLT;
    }
  },
  /** Photon energy in meV. */
  MILLIELECTRONVOLT("mev") {
    @Override
    public double toWavenumber(double value) {
      return value * PER_CENTIMETRE_A_VOLT / 1000;
    }
  },
  /** Chemical shift in parts per million of the spectrometer's frequency. */
  PARTS_PER_MILLION("ppm") {
    @Override
    public double toWavenumber(double value) {
      throw new IllegalArgumentException(
          "a chemical shift in ppm is no wavenumber: choose a model of chemical shifts");
    }
  },
  /** Points of a picture, counted from 0. */
  PIXEL("px") {
    @Override
    public double toWavenumber(double value) {
      throw new IllegalArgumentException(
          "a point of a picture is no wavenumber: choose a model of pictures");
    }
  };

  /** e / (h c) in cm⁻¹ a volt. */
  private static final double PER_CENTIMETRE_A_VOLT =
      1.602176634e-19 / (6.62607015e-34 * 299_792_458e2);

  private static final Pattern DASHES = Pattern.compile("[‐‑‒–—−]");
  private static final Pattern SPACES_AND_MARKUP = Pattern.compile("[\\s^*{}$]");
  private static final Pattern RELATIVE = Pattern.compile("^rel(ative|\\.)?");
  private static final Pattern LAST_BRACKETS = Pattern.compile("\\((.*)\\)$");

  private final String symbol;

  AxisUnit(String symbol) {
    this.symbol = symbol;
  }

  /** The unit as files and commands write it, for instance {@code cm-1}, {@code um}, {@code nm}. */
  public String symbol() {
    return symbol;
  }

  /**
   * Converts one axis value of this unit to cm⁻¹.
   *
   * @throws IllegalArgumentException if no wavenumber follows from this unit
   */
  public abstract double toWavenumber(double value);

  /** Converts one wavelength of this unit to µm. */
  double toMicrometres(double value) {
    throw new IllegalArgumentException(
        "an axis in " + symbol + " holds no wavelengths; expected one in um or nm");
  }

  /**
   * What an axis of this unit is read as where nobody says more: wavelengths become wavenumbers,
   * which is exact; cm⁻¹ leaves open whether a shift is meant.
   */
  public AxisKind kind() {
    return switch (this) {
      case PER_CENTIMETRE -> AxisKind.PER_CENTIMETRE;
      case MICROMETRE, NANOMETRE, ANGSTROM, PER_METRE, TERAHERTZ, ELECTRONVOLT, MILLIELECTRONVOLT ->
          AxisKind.WAVENUMBER;
      case PARTS_PER_MILLION -> AxisKind.CHEMICAL_SHIFT;
      case PIXEL -> AxisKind.PIXEL;
    };
  }

  /**
   * Converts one axis value of this unit to the unit of {@code kind}.
   *
   * @throws IllegalArgumentException if that takes more than the value, as a Raman shift from a
   *     wavelength takes the laser's
   */
  double to(AxisKind kind, double value) {
    return switch (kind) {
      case PER_CENTIMETRE, WAVENUMBER -> toWavenumber(value);
      case WAVELENGTH -> toMicrometres(value);
      case RAMAN_SHIFT -> same(PER_CENTIMETRE, kind, value);
      case CHEMICAL_SHIFT -> same(PARTS_PER_MILLION, kind, value);
      case PIXEL -> same(PIXEL, kind, value);
    };
  }

  private double same(AxisUnit needed, AxisKind kind, double value) {
    if (this != needed) {
      throw new IllegalArgumentException(
          "an axis in "
              + symbol
              + " cannot be read as "
              + kind.noun()
              + "; expected one in "
              + needed.symbol);
    }
    return value;
  }

  /** The symbols of all units, for messages. */
  public static String symbols() {
    return Arrays.stream(values()).map(AxisUnit::symbol).collect(Collectors.joining(", "));
  }

  /**
   * Reads a unit as instrument files write it ({@code Wavenumber}, {@code cm-1}, {@code cm**-1},
   * {@code 1/cm}, {@code Micrometers}, {@code um}, {@code µm}, {@code Nanometers}, {@code THz} …),
   * ignoring case, white space and the kind of dash.
   *
   * @return empty where the text names no known unit; a caller must then refuse, not guess
   */
  public static Optional<AxisUnit> parse(String text) {
    String key =
        text.strip()
            .toLowerCase(Locale.ROOT)
            .replace('μ', 'µ')
            .replace("⁻¹", "-1")
            .replace("ˉ¹", "-1")
            .replace("\\+(-1)", "-1"); // as Origin writes a superscript
    key = DASHES.matcher(key).replaceAll("-");
    key = SPACES_AND_MARKUP.matcher(key).replaceAll("");
    key = RELATIVE.matcher(key).replaceFirst("");
    key = LAST_BRACKETS.matcher(key).replaceFirst("$1");
    return switch (key) {
      case "wavenumber",
          "wavenumbers",
          "wavenumbercm-1",
          "cm-1",
          "1/cm",
          "/cm",
          "rcm-1",
          "percm",
          "reciprocalcentimeter",
          "reciprocalcentimeters",
          "reciprocalcentimetre",
          "reciprocalcentimetres",
          "inversecm",
          "reciprocalcm",
          "inversecentimeter",
          "inversecentimeters",
          "inversecentimetre",
          "inversecentimetres",
          "kayser",
          "ramanshift",
          "ramanshiftcm-1",
          "ramanshift1/cm" ->
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
      case "å", "\u212b", "angstrom", "angstroms", "ångström", "ångstrom" -> Optional.of(ANGSTROM);
      case "m-1", "1/m", "/m", "reciprocalmeters", "reciprocalmetres" -> Optional.of(PER_METRE);
      case "thz", "terahertz" -> Optional.of(TERAHERTZ);
      case "ev", "electronvolt", "electronvolts" -> Optional.of(ELECTRONVOLT);
      case "mev", "millielectronvolt", "millielectronvolts" -> Optional.of(MILLIELECTRONVOLT);
      case "ppm", "partspermillion" -> Optional.of(PARTS_PER_MILLION);
      default -> Optional.empty();
    };
  }
}
