package org.spectrastreams.formats.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/**
 * Avantes AvaSoft: a line of titles {@code Wave ;Sample ;Dark ;Reference;Transmittance} and one of
 * their units {@code [nm] ;[counts] ;[counts] ;[counts] ;[%]}. Read is what AvaSoft computed, the
 * last column; where it computed nothing, the sample's counts.
 */
final class AvantesText implements Dialect {
  private static final Pattern TITLES = Pattern.compile("(?i)\\s*wave(length)?\\s*;.*");
  private static final Pattern UNITS = Pattern.compile("\\s*\\[[^\\]]*\\]\\s*;.*");
  private static final List<String> COUNTS =
      List.of("wave", "wavelength", "sample", "dark", "reference", "ref");

  @Override
  public String what() {
    return "Avantes text export";
  }

  @Override
  public Optional<String> mark(ExportText text) {
    return titles(text).isPresent()
        ? Optional.of("the titles \"Wave;Sample;Dark …\" and a line of units in brackets")
        : Optional.empty();
  }

  private static OptionalInt titles(ExportText text) {
    OptionalInt found = text.find(line -> TITLES.matcher(line).matches());
    return found.isPresent() && UNITS.matcher(text.line(found.getAsInt() + 1)).matches()
        ? found
        : OptionalInt.empty();
  }

  @Override
  public Export read(ExportText text) throws SpectrumFileException {
    int line =
        titles(text)
            .orElseThrow(
                () ->
                    SpectrumFileException.ofFile(
                        text.file(), "no line of titles", "\"Wave;Sample;…\" and their units"));
    List<String> titles = split(text.line(line));
    List<String> units = split(text.line(line + 1));
    int sample = -1;
    int computed = -1;
    for (int i = 1; i < titles.size(); i++) {
      String title = titles.get(i).toLowerCase(Locale.ROOT);
      sample = title.equals("sample") ? i : sample;
      // AvaSoft writes the title of what it would compute even where it writes no values.
      boolean there = split(text.line(line + 2)).size() > i;
      computed = COUNTS.contains(title) || title.isEmpty() || !there ? computed : i;
    }
    int read = computed > 0 ? computed : sample;
    if (read < 0) {
      throw text.error(line, "a column \"Sample\" or of what was computed from it");
    }
    String unit = units.get(0).replaceAll("[\\[\\]]", "").strip();
    String of = read < units.size() ? units.get(read).replaceAll("[\\[\\]]", "").strip() : "";
    Optional<AxisUnit> axis = PlotTitles.unit(unit);
    Optional<Stated<Quantity>> quantity =
        Export.quantity(
            (titles.get(read) + " " + of).strip(), false, "title \"" + titles.get(read) + "\"");
    return Export.of(
        new Export.Columns(
            text.number(line + 2), Pattern.compile("(?!)"), titles, 0, List.of(read), false),
        axis.map(found -> new Stated<>(found, "unit [" + unit + "]")),
        false,
        quantity,
        OptionalInt.empty(),
        text.entry("Data measured with spectrometer [name]")
            .or(() -> text.entry("Data measured with spectrometer name"))
            .orElse("Avantes"),
        "");
  }

  private static List<String> split(String line) {
    return Arrays.stream(line.split(";", -1)).map(String::strip).toList();
  }
}
