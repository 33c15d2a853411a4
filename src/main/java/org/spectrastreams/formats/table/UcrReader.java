package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Tab-separated files of the UCR time-series archive: no header, a spectrum a line, its class (a
 * whole number) first.
 *
 * <p>Their axis is an index, which is no wavenumber. They are only opened with an axis in {@link
 * OpenOptions#axis}, in the options' unit or cm⁻¹.
 */
public final class UcrReader implements SpectrumReader {
  private static final int FEWEST_FIELDS = 4;

  private static final String ID = "ucr";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a UCR archive table (.tsv, class first, no axis)";
  }

  @Override
  public String evidence() {
    return "lines of numbers between tabs, a class (a whole number) first, no header";
  }

  @Override
  public Claim claim(FileHead head) {
    return isUcr(head) ? Claim.likely("lines of numbers, a class first") : Claim.NONE;
  }

  private static boolean isUcr(FileHead head) {
    if (!head.isText()) {
      return false;
    }
    List<String> lines = head.text().lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty() || lines.get(0).indexOf('\t') < 0) {
      return false;
    }
    Fields fields = new Fields('\t');
    // Where the head ends within the first line, its last field is cut.
    String[] first = lines.get(0).split("\t");
    int whole = lines.size() == 1 ? first.length - 1 : first.length;
    if (whole < FEWEST_FIELDS || !isClass(fields.number(first[0].strip()))) {
      return false;
    }
    for (int i = 1; i < whole; i++) {
      if (fields.number(first[i].strip()).isEmpty() && !first[i].strip().equals("NaN")) {
        return false;
      }
    }
    return !runsOneWay(fields, first, whole) && !isPointALine(fields, lines);
  }

  private static boolean isClass(OptionalDouble number) {
    return number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble());
  }

  private static boolean runsOneWay(Fields fields, String[] row, int whole) {
    double[] values =
        IntStream.range(0, whole)
            .mapToDouble(i -> fields.number(row[i].strip()).orElse(Double.NaN))
            .toArray();
    return runsOneWay(values);
  }

  private static boolean isPointALine(Fields fields, List<String> lines) {
    double[] firstColumn =
        lines.stream()
            .mapToDouble(line -> fields.number(line.split("\t", 2)[0].strip()).orElse(Double.NaN))
            .toArray();
    return firstColumn.length > 2 && runsOneWay(firstColumn);
  }

  private static boolean runsOneWay(double[] values) {
    boolean up = true;
    boolean down = true;
    for (int i = 1; i < values.length; i++) {
      up &= values[i] > values[i - 1];
      down &= values[i] < values[i - 1];
    }
    return up || down;
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    Fields fields = new Fields('\t');
    int columns;
    try (TextLines lines = new TextLines(file)) {
      columns = fields.split(lines.next(), file, lines.number()).size();
    }
    StoredAxis axis = options.requireAxis(file, columns - 1);
    return RowTableSource.open(
        new RowTableSource.Table(
            file,
            new TableHeader(
                fields, columns, axis, IntStream.range(1, columns).toArray(), -1, -1, 0),
            0,
            ID,
            options.givenAxis(axis),
            options.quantity(file, Optional.empty()),
            false,
            Optional.empty(),
            Double.NaN));
  }
}
