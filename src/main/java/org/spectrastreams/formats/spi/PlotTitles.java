package org.spectrastreams.formats.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/** Reads units and quantities from the titles that instrument software writes beside its axes. */
public final class PlotTitles {
  private static final Pattern IN_BRACKETS = Pattern.compile("(.*?)[(\\[](.*)[)\\]]");

  private PlotTitles() {}

  /**
   * The unit of an axis titled for instance {@code Wavenumbers (cm-1)}, {@code Wavelength / nm},
   * {@code wavelength_um} or {@code cm-1}.
   */
  public static Optional<AxisUnit> unit(String title) {
    String text = title.strip();
    Matcher brackets = IN_BRACKETS.matcher(text);
    List<String> candidates = new ArrayList<>(List.of(text, text.replace('_', ' ')));
    if (brackets.matches()) {
      candidates.add(brackets.group(2));
      candidates.add(brackets.group(1));
    }
    candidates.add(text.substring(text.indexOf('/') + 1));
    candidates.add(text.substring(text.lastIndexOf(',') + 1));
    candidates.add(text.replaceFirst("(?s).*[\\s_]", ""));
    return candidates.stream().map(AxisUnit::parse).flatMap(Optional::stream).findFirst();
  }

  /** Whether an axis is a wavelength by its title, and its unit therefore cannot be cm⁻¹. */
  public static boolean isWavelength(String title) {
    String text = title.toLowerCase(Locale.ROOT);
    return text.contains("wavelength") || text.contains("lambda") || text.contains("λ");
  }

  /** The quantity named by an ordinate's title, for instance {@code Absorbance} or {@code %T}. */
  public static Optional<Quantity> quantity(String title) {
    String text = title.strip().toLowerCase(Locale.ROOT);
    if (text.contains("absorbance")) {
      return Optional.of(Quantity.ABSORBANCE);
    }
    if (text.contains("transmittance") || text.contains("transmission") || text.equals("%t")) {
      return Optional.of(
          text.contains("%") || text.contains("percent")
              ? Quantity.PERCENT_TRANSMITTANCE
              : Quantity.TRANSMITTANCE);
    }
    if (text.contains("raman")) {
      return Optional.of(Quantity.RAMAN_INTENSITY);
    }
    return Quantity.parse(text).filter(quantity -> quantity != Quantity.UNSPECIFIED);
  }
}
