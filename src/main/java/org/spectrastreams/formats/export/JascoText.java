package org.spectrastreams.formats.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/**
 * JASCO Spectra Manager: lines {@code NAME<TAB>value}, among them {@code XUNITS}, {@code YUNITS}
 * and {@code NPOINTS}, points below {@code XYDATA}, then sections of extended information.
 */
final class JascoText implements Dialect {
  @Override
  public String what() {
    return "JASCO text export";
  }

  @Override
  public Optional<String> mark(ExportText text) {
    return text.entry("XUNITS").isPresent() && text.find(JascoText::startsPoints).isPresent()
        ? Optional.of("the lines XUNITS and XYDATA")
        : Optional.empty();
  }

  private static boolean startsPoints(String line) {
    return line.strip().replaceAll("[,;\\s]+$", "").equalsIgnoreCase("XYDATA");
  }

  @Override
  public Export read(ExportText text) throws SpectrumFileException {
    int start = text.require(JascoText::startsPoints, "a line XYDATA");
    String x = text.entry("XUNITS").orElse("");
    String y = text.entry("YUNITS").orElse("");
    boolean shift = x.toLowerCase(Locale.ROOT).contains("raman");
    Optional<Stated<AxisUnit>> unit =
        PlotTitles.unit(x.equalsIgnoreCase("1/CM") ? "cm-1" : x)
            .map(found -> new Stated<>(found, "line XUNITS"));
    List<String> titles = new ArrayList<>(List.of(x, y));
    for (int channel = 2; text.entry("Y" + channel + "UNITS").isPresent(); channel++) {
      titles.add(text.entry("Y" + channel + "UNITS").orElseThrow());
    }
    Optional<Stated<Quantity>> quantity = Export.quantity(y, shift, "line YUNITS");
    return Export.of(
        new Export.Columns(
            text.number(start + 1),
            Pattern.compile("\\s*(#####|\\[).*"),
            titles,
            0,
            List.of(1),
            false),
        unit,
        shift,
        quantity,
        text.count("NPOINTS"),
        text.entry("SPECTROMETER/DATA SYSTEM").orElse("JASCO"),
        (text.entry("DATE").orElse("") + " " + text.entry("TIME").orElse("")).strip());
  }
}
