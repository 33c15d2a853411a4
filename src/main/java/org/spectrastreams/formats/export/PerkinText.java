package org.spectrastreams.formats.export;

import java.util.Optional;
import java.util.OptionalInt;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;

/**
 * PerkinElmer Spectrum, ASCII ({@code .asc}): {@code PE IR SUBTECH SPECTRUM ASCII …}, below {@code
 * #GR} a line each for the units of axis and ordinate, and in the seventh the number of points,
 * those below {@code #DATA}.
 */
final class PerkinText implements Dialect {
  /** How many lines below the section's title the number of points stands. */
  private static final int COUNT = 7;

  @Override
  public String what() {
    return "PerkinElmer text export";
  }

  @Override
  public Optional<String> mark(ExportText text) {
    return text.line(0).matches("PE \\w+\\s+SUBTECH\\s+SPECTRUM\\s+ASCII.*")
        ? Optional.of("the line \"PE IR SUBTECH SPECTRUM ASCII\"")
        : Optional.empty();
  }

  @Override
  public Export read(ExportText text) throws SpectrumFileException {
    int units = text.require(line -> line.strip().equals("#GR"), "a section #GR of units");
    int data = text.require(line -> line.strip().equals("#DATA"), "a section #DATA of points");
    String x = text.line(units + 1).strip();
    String y = text.line(units + 2).strip();
    return Export.of(
        Export.Columns.pair(text.number(data + 1), "(?!)"),
        PlotTitles.unit(x).map(found -> new Stated<>(found, "section #GR")),
        false,
        Export.quantity(y.equals("A") ? "absorbance" : y, false, "section #GR"),
        points(text.line(units + COUNT).strip()),
        "PerkinElmer",
        "");
  }

  private static OptionalInt points(String line) {
    return line.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(line)) : OptionalInt.empty();
  }
}
