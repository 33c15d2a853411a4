package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.PixelLabels;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumList;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Spectra of a table with a point and its place or name a line, as WiRE and LabSpec export maps and
 * as tidy tables have it: the points of a spectrum stand together, and every spectrum has the same
 * axis. The file is gone through twice: once on opening, for the places and to compare the axes,
 * and once to read the spectra.
 */
final class LongTableSource implements FileSource {
  /**
   * What a reader found out about a table.
   *
   * @param keys the columns that are the same for all points of a spectrum
   * @param placed the columns of the places
   * @param label the column of the labels, or −1
   * @param axis the column of the axis
   * @param intensity the column of the intensities
   */
  record Table(
      DataLines.Shape shape,
      Numbers numbers,
      int[] keys,
      PlaceColumns placed,
      int label,
      int axis,
      int intensity,
      String axisFrom,
      AxisReading reading,
      PlaceMap.Statement said,
      Stated<AxisUnit> unit,
      Stated<Quantity> quantity,
      boolean simulated,
      List<String> passedOver) {
    Path file() {
      return shape.file();
    }

    private int x() {
      return placed.x();
    }

    private int y() {
      return placed.y();
    }
  }

  private static final int MAX_SPECTRA = 1 << 24;
  private static final int MAX_BLOCK_VALUES = 1 << 24;

  private final Table table;
  private final StoredAxis axis;
  private final PlaceMap places;
  private final Understood understood;
  private final DataLines lines;
  private final float[] stored;
  private List<String> pending;
  private int read;

  private LongTableSource(Table table, StoredAxis axis, PlaceMap places, Understood understood)
      throws IOException {
    this.table = table;
    this.axis = axis;
    this.places = places;
    this.understood = understood;
    this.stored = new float[axis.axis().size()];
    this.lines = new DataLines(table.shape());
    try {
      this.pending = lines.next();
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /** Opens a table. */
  static LongTableSource open(Table table) throws IOException {
    double[] stored = new double[256];
    int points = 0;
    double[] x = new double[256];
    double[] y = new double[256];
    int spectra = 0;
    int point = 0;
    List<String> before = null;
    try (DataLines lines = new DataLines(table.shape())) {
      List<String> row;
      while ((row = lines.next()) != null) {
        if (before == null || !sameSpectrum(table, before, row)) {
          requireWhole(table, lines.number(), spectra, point, points);
          if (spectra == MAX_SPECTRA) {
            throw SpectrumFileException.atLine(
                table.file(), lines.number(), "more spectra", "at most " + MAX_SPECTRA);
          }
          if (spectra == x.length) {
            x = Arrays.copyOf(x, 2 * spectra);
            y = Arrays.copyOf(y, 2 * spectra);
          }
          x[spectra] = table.x() < 0 ? 0 : number(table, row, table.x(), lines.number());
          y[spectra] = table.y() < 0 ? 0 : number(table, row, table.y(), lines.number());
          spectra++;
          point = 0;
        }
        double value = number(table, row, table.axis(), lines.number());
        if (point > 1 && value == stored[0]) {
          throw SpectrumFileException.atLine(
              table.file(),
              lines.number(),
              "an axis that starts anew without a new name or place",
              "a column that tells one spectrum from the next, such as one of their numbers");
        }
        if (spectra == 1) {
          if (points == SpectralAxis.MAX_POINTS) {
            throw SpectrumFileException.atLine(
                table.file(), lines.number(), "more points", "at most " + SpectralAxis.MAX_POINTS);
          }
          stored = points == stored.length ? Arrays.copyOf(stored, 2 * points) : stored;
          stored[points++] = value;
        } else if (point >= points || stored[point] != value) {
          throw SpectrumFileException.atLine(
              table.file(),
              lines.number(),
              "point " + (point + 1) + " of a spectrum at " + value,
              point >= points
                  ? "spectra of " + points + " points, as the first one"
                  : stored[point] + ", as in the first spectrum");
        }
        point++;
        before = row;
      }
      if (spectra == 0) {
        throw SpectrumFileException.atLine(
            table.file(), lines.number(), "the end of the file", "a line with a point");
      }
      requireWhole(table, lines.number(), spectra, point, points);
    }
    StoredAxis axis = axis(table, Arrays.copyOf(stored, points));
    List<String> notes = new ArrayList<>(table.placed().notes());
    PlaceMap places = places(table, Arrays.copyOf(x, spectra), Arrays.copyOf(y, spectra), notes);
    Understood understood =
        Understood.of(
                TableReader.ID,
                "table with a point and its place a line",
                spectra,
                new Understood.Axis(axis.axis(), table.axisFrom(), table.unit(), false),
                table.quantity(),
                places.geometry())
            .passingOver(table.passedOver())
            .noting(notes)
            .noting(places.listNote(spectra));
    return new LongTableSource(
        table, axis, places, places.places().map(understood::placed).orElse(understood));
  }

  private static PlaceMap places(Table table, double[] x, double[] y, List<String> notes)
      throws SpectrumFileException {
    if (table.x() < 0 && table.y() < 0) {
      return PlaceMap.list(table.said(), x.length);
    }
    try {
      return PlaceMap.of(table.said(), x, y);
    } catch (SpectrumFileException e) {
      if (!table.placed().tentative()) {
        throw e;
      }
      notes.clear();
      notes.add(table.said().from() + " are passed over: they are no places on an even grid");
      return PlaceMap.list(table.said(), x.length);
    }
  }

  private static void requireWhole(Table table, long line, int spectra, int point, int points)
      throws SpectrumFileException {
    if (spectra > 0 && (point != points || points < 2)) {
      throw SpectrumFileException.atLine(
          table.file(),
          line,
          "a spectrum of " + point + " points before it",
          points < 2
              ? "the points of a spectrum on lines that follow each other: sort the table by"
                  + " spectrum"
              : points + " points, as in the first one");
    }
  }

  private static StoredAxis axis(Table table, double[] stored) throws SpectrumFileException {
    try {
      StoredAxis axis = table.reading().monotonic(stored, table.unit().value());
      UnitReading.requirePlausible(table.file(), table.unit(), axis.axis());
      return axis;
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          table.file(),
          "a column " + (table.axis() + 1) + " that is no axis: " + e.getMessage(),
          "one that runs one way within a spectrum");
    }
  }

  private static boolean sameSpectrum(Table table, List<String> one, List<String> other) {
    for (int key : table.keys()) {
      if (!one.get(key).equals(other.get(key))) {
        return false;
      }
    }
    return true;
  }

  private static double number(Table table, List<String> row, int column, long line)
      throws SpectrumFileException {
    return table
        .numbers()
        .number(row.get(column))
        .orElseThrow(
            () ->
                SpectrumFileException.atLine(
                    table.file(),
                    line,
                    "\"" + row.get(column) + "\" in column " + (column + 1),
                    "a number"));
  }

  @Override
  public String name() {
    return table.file().getFileName().toString();
  }

  @Override
  public ImageGeometry geometry() {
    return places.geometry();
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
  public SpectrumBlock next(int maxSpectra) throws IOException {
    FileSource.requireAsked(maxSpectra);
    if (pending == null) {
      return null;
    }
    int points = stored.length;
    int most =
        (int)
            Math.min(
                Math.min(maxSpectra, understood.spectra() - read),
                Math.max(1, MAX_BLOCK_VALUES / points));
    int[] x = new int[most];
    int[] y = new int[most];
    float[] intensities = new float[most * points];
    List<String> labels = new ArrayList<>();
    int count = 0;
    while (pending != null && count < most) {
      double atX = table.x() < 0 ? 0 : number(table, pending, table.x(), lines.number());
      double atY = table.y() < 0 ? 0 : number(table, pending, table.y(), lines.number());
      int row = places.isList() ? SpectrumList.y(read) : places.rows().index(atY);
      if (count > 0 && row != y[0]) {
        break;
      }
      x[count] = places.isList() ? SpectrumList.x(read) : places.columns().index(atX);
      y[count] = row;
      if (table.label() >= 0) {
        labels.add(PixelLabels.normal(pending.get(table.label())));
      }
      readSpectrum();
      axis.reorder(stored, 0, intensities, count * points);
      count++;
      read++;
    }
    return new SpectrumBlock(
        axis(),
        quantity(),
        Arrays.copyOf(x, count),
        Arrays.copyOf(y, count),
        Arrays.copyOf(intensities, count * points),
        labels);
  }

  private void readSpectrum() throws IOException {
    for (int point = 0; point < stored.length; point++) {
      if (pending == null) {
        throw SpectrumFileException.atLine(
            table.file(),
            lines.number(),
            "the end of the file, which has become shorter since it was opened",
            (stored.length - point) + " more points");
      }
      stored[point] =
          table
              .numbers()
              .intensity(
                  pending.get(table.intensity()), table.file(), lines.number(), table.intensity());
      pending = lines.next();
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
