package org.spectrastreams.formats.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.PlotTitles.Ordinate;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.Quantity;

/**
 * What stands above a column of a table with a point a line: its title, and further lines above or
 * below the titles, as programs write names, units and remarks into lines of their own.
 *
 * @param columns how many columns the table has
 */
record Headings(TableText text, Header header, int columns) {
  /** What stands above a column, from the title on; not what is blank. */
  private List<String> above(int column) {
    List<String> cells = new ArrayList<>();
    cells.add(header.titles().size() == columns ? header.title(column).strip() : "");
    for (TableText.Line line : text.lines().subList(0, header.dataFrom())) {
      if (line.number() != header.line()
          && line.fields().size() == columns
          && isOfTitles(line.fields().get(0))) {
        cells.add(line.fields().get(column).strip());
      }
    }
    cells.removeIf(String::isEmpty);
    return cells;
  }

  /** Whether a line is one of titles or units, by its first field, and no note such as a mode. */
  private static boolean isOfTitles(String first) {
    return first.isBlank() || PlotTitles.axis(first).isPresent();
  }

  /** Whether the axis is one of Raman shifts by what stands above it. */
  boolean namesShift(int axis) {
    return above(axis).stream()
        .map(PlotTitles::axis)
        .flatMap(Optional::stream)
        .anyMatch(PlotTitles.AxisTitle::ramanShift);
  }

  /**
   * What a column measures by what stands above it; no quantity where that is none known here, or
   * two of them.
   */
  Optional<Ordinate> ordinate(int column) {
    return stated(column).map(Said::ordinate);
  }

  /** What the first of some columns that says so measures, and where that stands. */
  Optional<Stated<Quantity>> ordinate(int[] spectra) {
    for (int column : spectra) {
      Optional<Said> said = stated(column);
      if (said.isPresent()) {
        return Optional.of(said.get().ordinate().stated(said.get().from()));
      }
    }
    return Optional.empty();
  }

  private record Said(Ordinate ordinate, String from) {}

  private Optional<Said> stated(int column) {
    Set<Ordinate> ordinates = new LinkedHashSet<>();
    List<String> from = new ArrayList<>();
    boolean percent = false;
    for (String cell : above(column)) {
      Optional<Ordinate> found = PlotTitles.ordinate(cell);
      if (found.isPresent() && ordinates.add(found.get())) {
        from.add(cell);
      }
      percent |= cell.matches("(?i)[(\\[]?(%|percent|prozent)[)\\]]?");
    }
    if (ordinates.isEmpty()) {
      return Optional.empty();
    }
    Ordinate fraction = new Ordinate(Optional.of(Quantity.TRANSMITTANCE));
    Ordinate hundredths = new Ordinate(Optional.of(Quantity.PERCENT_TRANSMITTANCE));
    if (percent && ordinates.remove(fraction)) {
      ordinates.add(hundredths);
    }
    String where =
        (header.title(column).strip().equals(from.get(0)) ? "title \"" : "above the spectra: \"")
            + String.join("\", \"", from)
            + "\"";
    return Optional.of(
        new Said(
            ordinates.size() == 1 ? ordinates.iterator().next() : new Ordinate(Optional.empty()),
            where));
  }
}
