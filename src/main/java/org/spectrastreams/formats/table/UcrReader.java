package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.text.Fields;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.formats.text.TextLines;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Tab-separated files of the UCR time-series archive: no header, a spectrum a line, its class (a
 * whole number) first. A matrix of counts looks the same but has no classes in front: it is not
 * claimed, or, where its first numbers repeat as classes do, not for sure.
 *
 * <p>Their axis is an index, which is no wavenumber. They are only opened with an axis in {@link
 * OpenOptions#axis}, in the options' unit or cm⁻¹.
 */
public final class UcrReader implements SpectrumReader {
  private static final String ID = "ucr";
  private static final int FEWEST_FIELDS = 4;
  private static final int MOST_ROWS = 50;

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
    if (!head.isText()) {
      return Claim.NONE;
    }
    List<String> lines =
        head.text().lines().filter(line -> !line.isBlank()).limit(MOST_ROWS).toList();
    if (lines.isEmpty() || lines.get(0).indexOf('\t') < 0) {
      return Claim.NONE;
    }
    List<double[]> rows = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split("\t");
      double[] row = new double[fields.length];
      for (int i = 0; i < row.length; i++) {
        boolean plain = Numbers.isPlain(fields[i].strip());
        row[i] = plain ? Double.parseDouble(fields[i].strip()) : Double.NaN;
        if (rows.isEmpty() && !plain && !fields[i].strip().equals("NaN")) {
          return Claim.NONE;
        }
      }
      // The head may end within this line: its last number is cut.
      rows.add(lines.size() == 1 && !head.isWhole() ? Arrays.copyOf(row, row.length - 1) : row);
    }
    double[] first = rows.get(0);
    double[] classes = column(rows, 0);
    boolean classFirst =
        first.length >= FEWEST_FIELDS
            && Arrays.stream(classes).limit(rows.size() - 1L).allMatch(UcrReader::isWhole)
            && isWhole(first[0])
            && !AxisShape.runsOneWay(first)
            && !(classes.length > 2 && AxisShape.runsOneWay(classes))
            && !isPlaceAndPoint(rows);
    if (!classFirst || !isCounts(rows, classes)) {
      return classFirst ? Claim.likely("lines of numbers, a class first") : Claim.NONE;
    }
    boolean repeats = Arrays.stream(classes).distinct().count() <= classes.length / 2;
    return repeats
        ? Claim.possible("lines of whole numbers, of which the first may be a class")
        : Claim.NONE;
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream()
        .mapToDouble(row -> column < row.length ? row[column] : Double.NaN)
        .toArray();
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number);
  }

  /** Two columns that stay while the third runs: the points of a map, a line each. */
  private static boolean isPlaceAndPoint(List<double[]> rows) {
    List<double[]> begin = rows.subList(0, Math.min(3, rows.size()));
    return begin.size() > 2
        && AxisShape.isConstant(column(begin, 0))
        && AxisShape.isConstant(column(begin, 1))
        && AxisShape.runsOneWay(column(begin, 2));
  }

  /** Whole numbers everywhere, of which the first of a line is as large as the others. */
  private static boolean isCounts(List<double[]> rows, double[] classes) {
    for (double[] row : rows) {
      for (double value : row) {
        if (!Double.isNaN(value) && !isWhole(value)) {
          return false;
        }
      }
    }
    double least = rows.stream().flatMapToDouble(row -> Arrays.stream(row).skip(1)).min().orElse(0);
    double most = rows.stream().flatMapToDouble(row -> Arrays.stream(row).skip(1)).max().orElse(0);
    return Arrays.stream(classes).allMatch(value -> value >= least && value <= most);
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    Fields fields = new Fields('\t');
    int columns = 0;
    try (TextLines lines = new TextLines(file)) {
      String line = lines.next();
      columns = line == null ? 0 : fields.split(line, file, lines.number()).size();
    }
    StoredAxis axis = options.requireAxis(file, columns - 1);
    return RowTableSource.open(
        new RowTableSource.Table(
            new TableHeader(
                new DataLines.Shape(file, fields, columns, 0, true),
                Numbers.PLAIN,
                axis,
                IntStream.range(1, columns).toArray(),
                -1,
                -1,
                0),
            PlaceMap.Statement.none(file),
            false,
            ID,
            options.givenAxis(axis),
            options.quantity(file, Optional.empty()),
            false,
            Optional.empty(),
            List.of(),
            List.of()));
  }
}
