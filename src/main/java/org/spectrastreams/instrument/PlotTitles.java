package org.spectrastreams.instrument;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/** Reads units and quantities from the titles that instrument software writes beside its axes. */
final class PlotTitles {
  private PlotTitles() {}

  /** The unit of an axis titled for instance {@code Wavenumbers (cm-1)} or {@code nm}. */
  static Optional<AxisUnit> unit(String title) {
    int open = Math.max(title.lastIndexOf('('), title.lastIndexOf('['));
    int close = Math.max(title.lastIndexOf(')'), title.lastIndexOf(']'));
    if (open >= 0 && close > open) {
      Optional<AxisUnit> inBrackets = AxisUnit.parse(title.substring(open + 1, close));
      return inBrackets.isPresent() ? inBrackets : AxisUnit.parse(title.substring(0, open));
    }
    return AxisUnit.parse(title.replace('_', ' '));
  }

  /** The quantity named by an ordinate's title, for instance {@code Absorbance} or {@code %T}. */
  static Optional<Quantity> quantity(String title) {
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

  /** What a file states, or else what the user says; never both with different answers. */
  static <T> Optional<T> agree(Path file, String what, Optional<T> stated, Optional<T> given)
      throws SpectrumFileException {
    if (stated.isPresent() && given.isPresent() && !stated.equals(given)) {
      throw SpectrumFileException.ofFile(
          file,
          what + " " + given.get() + " given for a file that states " + stated.get(),
          "no contradiction: leave the option away, or correct the file");
    }
    return stated.isPresent() ? stated : given;
  }
}
