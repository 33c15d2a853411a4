package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.PixelLabels;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumList;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Spectra of a table with a spectrum a line. The file is gone through twice: once on opening, for
 * the number of spectra and their places, and once to read them.
 */
final class RowTableSource implements FileSource {
  /** What a reader found out about a table. */
  record Table(
      TableHeader header,
      PlaceMap.Statement said,
      boolean placesTentative,
      String format,
      Understood.Axis axis,
      Stated<Quantity> quantity,
      boolean simulated,
      Optional<String> instrument,
      List<String> passedOver,
      List<String> notes) {
    Path file() {
      return header.shape().file();
    }
  }

  private static final int MAX_SPECTRA = 1 << 24;
  private static final int MAX_BLOCK_VALUES = 1 << 24;
  private static final int MAX_DISTINCT_LABELS = 1 << 16;

  private final Table table;
  private final TableHeader header;
  private final PlaceMap places;
  private final Understood understood;
  private final DataLines lines;
  private final float[] stored;
  private final Map<String, String> sharedLabels = new HashMap<>();
  private int listed;
  private List<String> pending;
  private long pendingLine;

  private RowTableSource(Table table, PlaceMap places, Understood understood) throws IOException {
    this.table = table;
    this.header = table.header();
    this.places = places;
    this.understood = understood;
    this.stored = new float[header.intensities().length];
    this.lines = new DataLines(header.shape());
    try {
      advance();
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /**
   * Opens a table.
   *
   * @throws SpectrumFileException if it has no spectra, a line with another number of fields than
   *     its header, or places that lie on no grid or stand twice
   */
  static RowTableSource open(Table table) throws IOException {
    TableHeader header = table.header();
    double[] x = new double[256];
    double[] y = new double[256];
    int count = 0;
    List<String> notes = new ArrayList<>(table.notes());
    try (DataLines lines = new DataLines(header.shape())) {
      List<String> row;
      while ((row = lines.next()) != null) {
        if (count == MAX_SPECTRA) {
          throw SpectrumFileException.atLine(
              table.file(), lines.number(), "more spectra", "at most " + MAX_SPECTRA);
        }
        if (count == x.length) {
          x = Arrays.copyOf(x, 2 * count);
          y = Arrays.copyOf(y, 2 * count);
        }
        if (header.hasPlaces()) {
          x[count] = header.x(row, lines.number());
          y[count] = header.y(row, lines.number());
        }
        count++;
      }
      if (count == 0) {
        throw SpectrumFileException.atLine(
            table.file(), lines.number(), "the end of the file", "a line with a spectrum");
      }
      if (lines.comments() > 0) {
        notes.add(lines.comments() + " comments between the lines");
      }
    }
    PlaceMap places;
    try {
      places =
          header.hasPlaces()
              ? PlaceMap.of(table.said(), Arrays.copyOf(x, count), Arrays.copyOf(y, count))
              : PlaceMap.list(table.said(), count);
    } catch (SpectrumFileException e) {
      if (!table.placesTentative()) {
        throw e;
      }
      notes.clear();
      notes.add(table.said().from() + " are passed over: they are no places on an even grid");
      places = PlaceMap.list(table.said(), count);
    }
    notes.addAll(places.listNote(count));
    if (header.hasPlaces() && places.isList() && count > 1) {
      notes.add("all spectra have the same place and are read as a list");
    }
    Understood understood =
        Understood.of(
                table.format(),
                "table with a spectrum a line",
                count,
                table.axis(),
                table.quantity(),
                places.geometry())
            .passingOver(table.passedOver())
            .noting(notes);
    understood = places.places().map(understood::placed).orElse(understood);
    return new RowTableSource(
        table, places, table.instrument().map(understood::measuredBy).orElse(understood));
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
    return header.axis().axis();
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
    int points = axis().size();
    int most = Math.min(maxSpectra, Math.max(1, MAX_BLOCK_VALUES / points));
    int room = Math.min(most, 16);
    int[] x = new int[room];
    int[] y = new int[room];
    float[] intensities = new float[room * points];
    List<String> labels = new ArrayList<>();
    int count = 0;
    while (pending != null && count < most) {
      int row =
          places.isList()
              ? SpectrumList.y(listed)
              : pixel(places.rows(), header.y(pending, pendingLine), "y");
      if (count > 0 && row != y[0]) {
        break;
      }
      if (count == x.length) {
        int more = Math.min(most, 2 * count);
        x = Arrays.copyOf(x, more);
        y = Arrays.copyOf(y, more);
        intensities = Arrays.copyOf(intensities, more * points);
      }
      x[count] =
          places.isList()
              ? SpectrumList.x(listed++)
              : pixel(places.columns(), header.x(pending, pendingLine), "x");
      y[count] = row;
      for (int i = 0; i < points; i++) {
        int column = header.intensities()[i];
        stored[i] =
            header.numbers().intensity(pending.get(column), table.file(), pendingLine, column);
      }
      header.axis().reorder(stored, 0, intensities, count * points);
      if (header.label() >= 0) {
        labels.add(label(pending.get(header.label())));
      }
      count++;
      advance();
    }
    return new SpectrumBlock(
        axis(),
        quantity(),
        Arrays.copyOf(x, count),
        Arrays.copyOf(y, count),
        Arrays.copyOf(intensities, count * points),
        labels);
  }

  private int pixel(PixelGrid grid, double position, String name) throws SpectrumFileException {
    if (!grid.holds(position)) {
      throw SpectrumFileException.atLine(
          table.file(),
          pendingLine,
          "position " + name + " = " + position,
          "a pixel of the stated geometry, 0 to " + (grid.size() - 1));
    }
    return grid.index(position);
  }

  private String label(String written) {
    if (sharedLabels.size() > MAX_DISTINCT_LABELS) {
      sharedLabels.clear();
    }
    return sharedLabels.computeIfAbsent(written, PixelLabels::normal);
  }

  private void advance() throws IOException {
    pending = lines.next();
    pendingLine = lines.number();
    if (pending != null && places.isList() && listed == understood.spectra()) {
      throw SpectrumFileException.atLine(
          table.file(), pendingLine, "a line that was not there on opening", "the end of the file");
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
