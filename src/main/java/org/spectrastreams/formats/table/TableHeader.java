package org.spectrastreams.formats.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * What the columns of a table with a spectrum a line mean.
 *
 * @param fields how lines are split
 * @param columns how many fields a line has
 * @param axis the axis named by the numeric column names
 * @param intensities the columns of the intensities, in file order
 * @param x the column of the pixel column, or −1
 * @param y the column of the pixel row, or −1
 * @param label the column of the label, or −1
 */
record TableHeader(
    Fields fields, int columns, StoredAxis axis, int[] intensities, int x, int y, int label) {
  private static final List<String> LABEL_NAMES =
      List.of("label", "class", "type", "category", "material", "species", "target", "sample");

  /**
   * Reads a header line.
   *
   * @param numbered whether the columns of intensities are only numbered
   * @throws SpectrumFileException if no column is named by a number, the numbers are no axis, or
   *     the label column asked for is not there
   */
  static TableHeader read(
      Path file,
      long line,
      Fields fields,
      List<String> names,
      AxisUnit unit,
      boolean numbered,
      OpenOptions options)
      throws SpectrumFileException {
    int[] intensities =
        IntStream.range(0, names.size())
            .filter(i -> fields.number(names.get(i)).isPresent())
            .toArray();
    if (intensities.length == 0) {
      throw SpectrumFileException.atLine(
          file,
          line,
          "\"" + String.join(String.valueOf(fields.separator()), names) + "\"",
          "a header in which the columns of intensities are named by their wavenumbers");
    }
    double[] stored =
        IntStream.of(intensities)
            .mapToDouble(i -> fields.number(names.get(i)).getAsDouble())
            .toArray();
    StoredAxis axis =
        numbered
            ? options.requireAxis(file, intensities.length)
            : axis(file, line, stored, names, unit);
    int x = column(names, "x", "map_x");
    int y = column(names, "y", "map_y");
    return new TableHeader(
        fields,
        names.size(),
        axis,
        intensities,
        x >= 0 && y >= 0 ? x : -1,
        x >= 0 && y >= 0 ? y : -1,
        labelColumn(file, line, names, options.labelColumn()));
  }

  private static StoredAxis axis(
      Path file, long line, double[] stored, List<String> names, AxisUnit unit)
      throws SpectrumFileException {
    try {
      // Without a single named column nothing tells a header from a row of values but its order.
      return stored.length == names.size()
          ? StoredAxis.monotonic(stored, unit)
          : StoredAxis.sorted(stored, unit);
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.atLine(
          file,
          line,
          "\"" + String.join(",", names) + "\"",
          "a header such as x,y,1000,1001,…,label whose columns of intensities are named by their"
              + " wavenumbers, each once ("
              + e.getMessage()
              + ")");
    }
  }

  private static int labelColumn(Path file, long line, List<String> names, Optional<String> asked)
      throws SpectrumFileException {
    if (asked.isPresent()) {
      int column = column(names, asked.get().toLowerCase(Locale.ROOT));
      if (column < 0) {
        throw SpectrumFileException.atLine(
            file,
            line,
            "no column \"" + asked.get() + "\"",
            "one of the columns " + String.join(", ", names));
      }
      return column;
    }
    return column(names, LABEL_NAMES.toArray(String[]::new));
  }

  private static int column(List<String> names, String... wanted) {
    for (String name : wanted) {
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).toLowerCase(Locale.ROOT).equals(name)) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Whether the table gives every spectrum a place. */
  boolean hasPlaces() {
    return x >= 0;
  }

  /**
   * The fields of a data line.
   *
   * @throws SpectrumFileException if there are not as many as in the header
   */
  List<String> row(Path file, long line, String text) throws SpectrumFileException {
    List<String> row = fields.split(text, file, line);
    if (row.size() != columns) {
      throw SpectrumFileException.atLine(
          file, line, row.size() + " fields", columns + " fields, as in the header");
    }
    return row;
  }

  /** A position in a row's x or y column. */
  double position(Path file, long line, List<String> row, int column) throws SpectrumFileException {
    return fields
        .number(row.get(column))
        .orElseThrow(
            () ->
                SpectrumFileException.atLine(
                    file,
                    line,
                    "\"" + row.get(column) + "\" in column " + (column + 1),
                    "a position"));
  }
}
