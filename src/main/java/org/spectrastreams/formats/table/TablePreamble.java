package org.spectrastreams.formats.table;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;

/** The {@code # name: value} lines before a table. Names that are not known are comments. */
final class TablePreamble {
  private static final Pattern ENTRY = Pattern.compile("#\\s*([A-Za-z-]+)\\s*:\\s*(.*?)\\s*");
  private static final Pattern SIDES = Pattern.compile("(\\d{1,9})\\s*[x×]\\s*(\\d{1,9})");

  private record Entry(String value, long line) {}

  private final Path file;
  private final Map<String, Entry> entries = new HashMap<>();

  TablePreamble(Path file) {
    this.file = file;
  }

  /** Whether a line is a comment; a line of JCAMP-DX, which starts with two signs, is none. */
  static boolean isComment(String line) {
    return line.startsWith("#") && !line.startsWith("##");
  }

  /** Takes in one comment line; unquoted if a spreadsheet program put it in quotes. */
  void add(String line, long number) {
    Matcher entry = ENTRY.matcher(line.replaceFirst("[,;\\s]+$", ""));
    if (entry.matches()) {
      entries.put(entry.group(1).toLowerCase(Locale.ROOT), new Entry(entry.group(2), number));
    }
  }

  /** The quantity the table states, or else the user gives. */
  Stated<Quantity> quantity(OpenOptions options) throws SpectrumFileException {
    return quantity(options, Optional.empty());
  }

  /** As {@link #quantity(OpenOptions)}, where a column title may state it too. */
  Stated<Quantity> quantity(OpenOptions options, Optional<Quantity> titled)
      throws SpectrumFileException {
    Entry entry = entries.get("quantity");
    Optional<Stated<Quantity>> stated =
        titled.map(quantity -> new Stated<>(quantity, "the column's title"));
    if (entry != null) {
      Quantity named =
          Quantity.parse(entry.value())
              .or(() -> PlotTitles.quantity(entry.value()))
              .orElseThrow(
                  () ->
                      SpectrumFileException.atLine(
                          file,
                          entry.line(),
                          "quantity \"" + entry.value() + "\"",
                          "absorbance, transmittance, percent-transmittance, raman-intensity or"
                              + " unspecified"));
      stated =
          Optional.of(new Stated<>(named, "comment \"quantity\""))
              .filter(quantity -> quantity.value() != Quantity.UNSPECIFIED);
    }
    return options.quantity(file, stated);
  }

  /** The unit of the axis; cm⁻¹ where nobody says anything else. */
  Stated<AxisUnit> unit(OpenOptions options, Optional<AxisUnit> titled)
      throws SpectrumFileException {
    Entry entry = entries.get("axis-unit");
    Optional<Stated<AxisUnit>> stated =
        titled.map(unit -> new Stated<>(unit, "the column's title"));
    if (entry != null) {
      stated =
          PlotTitles.unit(entry.value()).map(unit -> new Stated<>(unit, "comment \"axis-unit\""));
      if (stated.isEmpty()) {
        throw SpectrumFileException.atLine(
            file, entry.line(), "axis-unit \"" + entry.value() + "\"", "cm-1, um or nm");
      }
    }
    return options
        .unit(file, stated)
        .orElse(new Stated<>(AxisUnit.PER_CENTIMETRE, "taken for it: no unit is stated"));
  }

  /** Whether the table says that its columns are numbers of points, not wavenumbers. */
  boolean axisIsNumbered() {
    Entry entry = entries.get("axis");
    return entry != null && entry.value().equalsIgnoreCase("index");
  }

  /** Whether the table says that its spectra were computed. */
  boolean simulated() {
    Entry entry = entries.get("simulated");
    return entry != null && !entry.value().equalsIgnoreCase("false");
  }

  /** The frame of the image, where the table states it. */
  Optional<ImageGeometry> geometry() throws SpectrumFileException {
    Entry entry = entries.get("geometry");
    if (entry == null) {
      return Optional.empty();
    }
    Matcher sides = SIDES.matcher(entry.value());
    if (!sides.matches()) {
      throw SpectrumFileException.atLine(
          file, entry.line(), "geometry \"" + entry.value() + "\"", "WIDTH x HEIGHT in pixels");
    }
    try {
      return Optional.of(
          new ImageGeometry(
              Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)), pixelSize()));
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.atLine(
          file, entry.line(), e.getMessage(), "the sides of the image in pixels");
    }
  }

  /** The distance of pixels in µm; NaN where the table does not state it. */
  double pixelSize() throws SpectrumFileException {
    Entry entry = entries.get("pixel-size-um");
    if (entry == null) {
      return Double.NaN;
    }
    try {
      double size = Double.parseDouble(entry.value());
      if (size > 0 && Double.isFinite(size)) {
        return size;
      }
    } catch (NumberFormatException e) {
      // the same message as for a number that is no size
    }
    throw SpectrumFileException.atLine(
        file, entry.line(), "pixel-size-um \"" + entry.value() + "\"", "a size in µm above 0");
  }
}
