package org.spectrastreams.formats.envi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;

/**
 * The axis of a raster whose header has no wavelengths, but names of bands that are numbers with
 * one unit: {@code 1000 cm-1, 1004 cm-1}. Numbers without a unit may count anything.
 *
 * @param values one a band, in file order; owned
 * @param unit the unit behind each of them
 */
record EnviBandNames(double[] values, Stated<AxisUnit> unit) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?:band|wavenumber|wavelength)?\\s*(\\d+(?:\\.\\d+)?)\\s*[(\\[]?(\\D.*?)[)\\]]?");

  /** The axis; empty where the header has wavelengths, or names of another kind. */
  static Optional<EnviBandNames> of(EnviHeader header, int bands) {
    List<String> names = header.list("band names");
    if (header.text("wavelength").isPresent() || names.size() != bands || bands < 2) {
      return Optional.empty();
    }
    double[] values = new double[bands];
    Optional<AxisUnit> unit = Optional.empty();
    for (int i = 0; i < bands; i++) {
      Matcher name = NAME.matcher(names.get(i).toLowerCase(Locale.ROOT));
      Optional<AxisUnit> found = name.matches() ? PlotTitles.unit(name.group(2)) : Optional.empty();
      if (found.isEmpty() || (i > 0 && !found.equals(unit))) {
        return Optional.empty();
      }
      unit = found;
      values[i] = Double.parseDouble(name.group(1));
    }
    return unit.map(
        all -> new EnviBandNames(values, new Stated<>(all, "header field \"band names\"")));
  }
}
