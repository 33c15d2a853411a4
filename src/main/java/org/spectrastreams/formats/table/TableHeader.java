package org.spectrastreams.formats.table;

import java.nio.file.Path;
import java.util.List;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * What the columns of a table with a spectrum a line mean.
 *
 * @param shape how its lines are split
 * @param numbers how its numbers are written
 * @param axis the axis named by the numeric column names
 * @param intensities the columns of the intensities, in file order
 * @param x the column of the place in x, or −1
 * @param y the column of the place in y, or −1
 * @param label the column of the label, or −1
 */
record TableHeader(
    DataLines.Shape shape,
    Numbers numbers,
    StoredAxis axis,
    int[] intensities,
    int x,
    int y,
    int label) {
  /** Whether the table gives every spectrum a place. */
  boolean hasPlaces() {
    return x >= 0 || y >= 0;
  }

  /** The place of a row in x; 0 where the table has only y. */
  double x(List<String> row, long line) throws SpectrumFileException {
    return x < 0 ? 0 : position(shape.file(), line, row, x);
  }

  /** The place of a row in y; 0 where the table has only x. */
  double y(List<String> row, long line) throws SpectrumFileException {
    return y < 0 ? 0 : position(shape.file(), line, row, y);
  }

  private double position(Path file, long line, List<String> row, int column)
      throws SpectrumFileException {
    return numbers
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
