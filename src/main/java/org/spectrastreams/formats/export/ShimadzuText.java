package org.spectrastreams.formats.export;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;

/**
 * Shimadzu UVProbe, IRsolution and LabSolutions: the name of the spectrum in quotes ({@code "film -
 * RawData"}) or sections of {@code name:,value} lines, then the titles of two columns ({@code
 * "Wavelength nm.","Abs."}).
 */
final class ShimadzuText implements Dialect {
  private static final Pattern NAME = Pattern.compile("\\s*\"[^\"]*\"\\s*");
  private static final Pattern INSTRUMENT =
      Pattern.compile("(?i)\"?Instrument Name\"?\\s*:?[,;\\t].*");

  @Override
  public String what() {
    return "Shimadzu text export";
  }

  @Override
  public Optional<String> mark(ExportText text) {
    if (NAME.matcher(text.line(0)).matches() && isTitles(text.line(1))) {
      return Optional.of("a name in quotes above the titles of two columns");
    }
    boolean sections = text.find(line -> INSTRUMENT.matcher(line).matches()).isPresent();
    return sections && text.find(ShimadzuText::isTitles).isPresent()
        ? Optional.of("a line \"Instrument Name\" above the titles of two columns")
        : Optional.empty();
  }

  private static boolean isTitles(String line) {
    List<String> fields = fields(line);
    return fields.size() == 2
        && !fields.get(1).isEmpty()
        && !fields.get(1).matches("[-+\\d.,]+")
        && PlotTitles.namesAxis(fields.get(0));
  }

  private static List<String> fields(String line) {
    return Arrays.stream(line.strip().split("\\t|,|;"))
        .map(field -> field.strip().replaceAll("^\"|\"$", "").strip())
        .toList();
  }

  @Override
  public Export read(ExportText text) throws SpectrumFileException {
    int line = text.require(ShimadzuText::isTitles, "titles such as \"Wavelength nm.\",\"Abs.\"");
    List<String> titles = fields(text.line(line));
    String axis = titles.get(0);
    Optional<AxisUnit> unit = PlotTitles.unit(axis.replaceFirst("\\.$", ""));
    boolean shift = PlotTitles.axis(axis).filter(PlotTitles.AxisTitle::ramanShift).isPresent();
    return Export.of(
        new Export.Columns(
            text.number(line + 1), Pattern.compile("(?!)"), titles, 0, List.of(1), false),
        unit.map(found -> new Stated<>(found, "title \"" + axis + "\"")),
        shift,
        Export.quantity(titles.get(1), shift, "title \"" + titles.get(1) + "\""),
        OptionalInt.empty(),
        text.entry("Instrument Name").or(() -> text.entry("Instrument Name:")).orElse("Shimadzu"),
        "");
  }
}
