package org.spectrastreams.formats.export;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/**
 * Ocean Optics (Ocean Insight) SpectraSuite and OceanView: lines {@code name: value}, then points
 * below {@code >>>>>Begin … Data<<<<<}, whose words are in the language of the program. OceanView
 * says what the axis is ({@code XAxis mode}), SpectraSuite does not. Where no line in English says
 * how many pixels there are, a line {@code >>>>>End … Data<<<<<} must end them.
 */
final class OceanText implements Dialect {
  private static final Pattern BEGIN = Pattern.compile("\\s*>>>>>[^<>]+<<<<<\\s*");
  private static final Pattern PIXELS = Pattern.compile("Number of Pixels[^:]*:\\s*(\\d{1,9})\\s*");

  private static final String CLOSING =
      "a line >>>>>End … Data<<<<< behind the points, or a line \"Number of Pixels in Spectrum: …\""
          + " above them: without either a file that was cut off looks whole";

  @Override
  public String what() {
    return "Ocean Optics text export";
  }

  @Override
  public Optional<String> mark(ExportText text) {
    return text.find(line -> BEGIN.matcher(line).matches()).isPresent()
        ? Optional.of("the line >>>>>Begin … Data<<<<<")
        : Optional.empty();
  }

  @Override
  public Export read(ExportText text) throws SpectrumFileException {
    int start =
        text.require(line -> BEGIN.matcher(line).matches(), "a line >>>>>Begin … Data<<<<<");
    if (text.line(start + 1).strip().split("\\s+").length > 4) {
      throw text.error(
          start + 1, "an axis value and an intensity: export the spectra one a file, as ASCII");
    }
    String mode = text.entry("XAxis mode").orElse("").toLowerCase(Locale.ROOT);
    boolean shift = mode.startsWith("raman");
    Optional<AxisUnit> unit =
        mode.startsWith("wavelength")
            ? Optional.of(AxisUnit.NANOMETRE)
            : shift || mode.startsWith("wavenumber")
                ? Optional.of(AxisUnit.PER_CENTIMETRE)
                : Optional.empty();
    Optional<Stated<Quantity>> quantity =
        shift
            ? Optional.of(new Stated<>(Quantity.RAMAN_INTENSITY, "line \"XAxis mode\""))
            : Optional.empty();
    OptionalInt points = points(text);
    Export.Columns columns = Export.Columns.pair(text.number(start + 1), "\\s*>>>>>.*");
    return Export.of(
        points.isPresent() ? columns : columns.closedBy(CLOSING),
        unit.map(found -> new Stated<>(found, "line \"XAxis mode\"")),
        shift,
        quantity,
        points,
        text.entry("Spectrometer").or(() -> text.entry("Spectrometers")).orElse(""),
        text.entry("Date").orElse(""));
  }

  private static OptionalInt points(ExportText text) {
    return text.lines().stream()
        .map(PIXELS::matcher)
        .filter(Matcher::matches)
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst();
  }
}
