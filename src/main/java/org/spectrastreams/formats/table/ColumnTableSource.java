package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.PixelLabels;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumList;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Spectra of a table with a point a line: the axis in one column, a spectrum in each of some
 * others. Such a table only yields its first spectrum on its last line, so it is held in memory;
 * its size is limited accordingly.
 */
final class ColumnTableSource implements FileSource {
  /**
   * What a reader found out about a table.
   *
   * @param axis the column of the axis
   * @param axisFrom where that is, in words
   * @param spectra the columns of the spectra
   * @param equalAxes further columns that must hold the same axis
   * @param labels of the spectra; empty where they have none
   * @param ragged whether lines may leave the axis and the spectra blank, after the last point
   */
  record Table(
      DataLines.Shape shape,
      Numbers numbers,
      int axis,
      String axisFrom,
      int[] spectra,
      int[] equalAxes,
      List<String> labels,
      boolean ragged,
      AxisReading reading,
      Stated<AxisUnit> unit,
      Stated<Quantity> quantity,
      boolean simulated,
      List<String> passedOver,
      List<String> notes) {
    private Table noting(List<String> more) {
      List<String> all = new ArrayList<>(notes);
      all.addAll(more);
      return new Table(
          shape,
          numbers,
          axis,
          axisFrom,
          spectra,
          equalAxes,
          labels,
          ragged,
          reading,
          unit,
          quantity,
          simulated,
          passedOver,
          all);
    }
  }

  private static final long MAX_BYTES = 256L << 20;

  private final Table table;
  private final StoredAxis axis;
  private final float[] values;
  private final List<String> labels;
  private final Understood understood;
  private int next;

  private ColumnTableSource(Table table, StoredAxis axis, float[] values) {
    this.table = table;
    this.axis = axis;
    this.values = values;
    this.labels = table.labels().stream().map(PixelLabels::normal).toList();
    this.understood =
        Understood.of(
                TableReader.ID,
                "table with a point a line",
                table.spectra().length,
                new Understood.Axis(axis.axis(), table.axisFrom(), table.unit(), false),
                table.quantity(),
                SpectrumList.frame(table.spectra().length))
            .passingOver(table.passedOver())
            .noting(table.notes())
            .noting(SpectrumList.note(table.spectra().length));
  }

  /** Reads a table. */
  static ColumnTableSource read(Table table) throws IOException {
    Path file = table.shape().file();
    if (Files.size(file) > MAX_BYTES) {
      throw SpectrumFileException.ofFile(
          file,
          Files.size(file) + " bytes with a point a line",
          "at most " + MAX_BYTES + " bytes, or a table with a spectrum a line");
    }
    int spectra = table.spectra().length;
    double[] stored = new double[256];
    float[] values = new float[256];
    boolean[] filled = new boolean[spectra];
    int points = 0;
    List<String> behind = new ArrayList<>();
    try (DataLines lines = new DataLines(table.shape())) {
      lines.endAtText(table.axis(), table.numbers());
      List<String> row;
      boolean ended = false;
      while ((row = lines.next()) != null) {
        long number = lines.number();
        if (table.ragged() && row.get(table.axis()).isEmpty()) {
          ended = true;
          continue;
        }
        if (ended || points == SpectralAxis.MAX_POINTS) {
          throw SpectrumFileException.atLine(
              file,
              number,
              "more points",
              ended ? "none after a blank" : "at most " + SpectralAxis.MAX_POINTS);
        }
        if (points == stored.length) {
          stored = Arrays.copyOf(stored, 2 * points);
        }
        if ((points + 1L) * spectra > values.length) {
          values =
              Arrays.copyOf(
                  values, Math.toIntExact(Math.max((points + 1L) * spectra, values.length * 2L)));
        }
        stored[points] = axisValue(table, row, table.axis(), number);
        for (int other : table.equalAxes()) {
          boolean blank = row.get(other).isEmpty();
          double value = blank ? Double.NaN : axisValue(table, row, other, number);
          if (value != stored[points]) {
            throw SpectrumFileException.atLine(
                file,
                number,
                (blank ? "nothing" : value) + " in column " + (other + 1),
                stored[points]
                    + ", as in column "
                    + (table.axis() + 1)
                    + ": spectra on axes of their own are read one at a time, with --channel and"
                    + " the number or the title of the pair");
          }
        }
        for (int i = 0; i < spectra; i++) {
          int column = table.spectra()[i];
          filled[i] |= !row.get(column).isEmpty();
          values[points * spectra + i] = intensity(table, row.get(column), number, column);
        }
        points++;
      }
      lines
          .textFrom()
          .ifPresent(line -> behind.add("text behind the table is passed over, from line " + line));
      if (points == 0) {
        throw SpectrumFileException.atLine(
            file, lines.number(), "the end of the file", "a line with a point");
      }
    }
    try {
      StoredAxis axis =
          table.reading().monotonic(Arrays.copyOf(stored, points), table.unit().value());
      UnitReading.requirePlausible(file, table.unit(), axis.axis());
      return new ColumnTableSource(table.noting(behind), axis, values).without(filled);
    } catch (IllegalArgumentException e) {
      boolean negative = Arrays.stream(stored, 0, points).anyMatch(value -> value < 0);
      throw SpectrumFileException.ofFile(
          file,
          "a column " + (table.axis() + 1) + " that is no axis: " + e.getMessage(),
          "one that runs one way"
              + (negative
                  ? "; if it holds Raman shifts say --quantity raman-intensity, if chemical shifts"
                      + " --unit ppm"
                  : ""));
    }
  }

  /** Without the columns in which nothing is written, unless nothing is in any. */
  private ColumnTableSource without(boolean[] filled) {
    int[] kept = IntStream.range(0, filled.length).filter(i -> filled[i]).toArray();
    if (kept.length == filled.length || kept.length == 0) {
      return this;
    }
    List<String> passedOver = new ArrayList<>(table.passedOver());
    for (int i = 0; i < filled.length; i++) {
      if (!filled[i]) {
        passedOver.add("column " + (table.spectra()[i] + 1) + ", which is blank");
      }
    }
    float[] left = new float[axis.axis().size() * kept.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = values[i / kept.length * filled.length + kept[i % kept.length]];
    }
    Table less =
        new Table(
            table.shape(),
            table.numbers(),
            table.axis(),
            table.axisFrom(),
            IntStream.of(kept).map(i -> table.spectra()[i]).toArray(),
            table.equalAxes(),
            table.labels().isEmpty()
                ? List.of()
                : IntStream.of(kept).mapToObj(table.labels()::get).toList(),
            table.ragged(),
            table.reading(),
            table.unit(),
            table.quantity(),
            table.simulated(),
            passedOver,
            table.notes());
    return new ColumnTableSource(less, axis, left);
  }

  private static float intensity(Table table, String field, long line, int column)
      throws SpectrumFileException {
    boolean word = !field.isEmpty() && Character.isLetter(field.charAt(0));
    if (word && table.spectra().length > 1 && !Numbers.saysNothing(field) && !isInfinite(field)) {
      throw SpectrumFileException.atLine(
          table.shape().file(),
          line,
          "\"" + field + "\" in column " + (column + 1),
          "a number; if the column holds no spectrum say which to read with --channel");
    }
    return table.numbers().intensity(field, table.shape().file(), line, column);
  }

  private static boolean isInfinite(String field) {
    return field.matches("(?i)inf(inity)?");
  }

  private static double axisValue(Table table, List<String> row, int column, long line)
      throws SpectrumFileException {
    return table
        .numbers()
        .number(row.get(column))
        .orElseThrow(
            () ->
                SpectrumFileException.atLine(
                    table.shape().file(),
                    line,
                    "\"" + row.get(column) + "\" in column " + (column + 1),
                    "an axis value"));
  }

  @Override
  public String name() {
    return table.shape().file().getFileName().toString();
  }

  @Override
  public SpectralAxis axis() {
    return axis.axis();
  }

  @Override
  public Quantity quantity() {
    return table.quantity().value();
  }

  @Override
  public Understood understood() {
    return understood;
  }

  @Override
  public boolean simulated() {
    return table.simulated();
  }

  @Override
  public SpectrumBlock next(int maxSpectra) {
    FileSource.requireAsked(maxSpectra);
    int spectra = table.spectra().length;
    int count = Math.min(maxSpectra, spectra - next);
    if (count == 0) {
      return null;
    }
    int points = axis().size();
    float[] stored = new float[points];
    float[] intensities = new float[count * points];
    int[] x = new int[count];
    int[] y = new int[count];
    List<String> blockLabels = labels.isEmpty() ? labels : labels.subList(next, next + count);
    for (int i = 0; i < count; i++) {
      x[i] = SpectrumList.x(next);
      y[i] = SpectrumList.y(next);
      for (int point = 0; point < points; point++) {
        stored[point] = values[point * spectra + next];
      }
      next++;
      axis.reorder(stored, 0, intensities, i * points);
    }
    return new SpectrumBlock(axis(), quantity(), x, y, intensities, blockLabels);
  }

  @Override
  public void close() {
    // Nothing is open: the table was read whole.
  }
}
