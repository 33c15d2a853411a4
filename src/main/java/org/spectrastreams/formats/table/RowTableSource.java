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
      Path file,
      TableHeader header,
      long lastHeaderLine,
      String format,
      Understood.Axis axis,
      Stated<Quantity> quantity,
      boolean simulated,
      Optional<ImageGeometry> geometry,
      double pixelSizeMicrometres) {}

  private static final int MAX_SPECTRA = 1 << 24;
  private static final int MAX_BLOCK_VALUES = 1 << 24;
  private static final int MAX_DISTINCT_LABELS = 1 << 16;

  private final Table table;
  private final TableHeader header;
  private final ImageGeometry geometry;
  private final Understood understood;
  private final PixelGrid columns;
  private final PixelGrid rows;
  private final TextLines lines;
  private final float[] stored;
  private final Map<String, String> sharedLabels = new HashMap<>();
  private int listed;
  private List<String> pending;
  private long pendingLine;

  private RowTableSource(
      Table table, long spectra, ImageGeometry geometry, PixelGrid columns, PixelGrid rows)
      throws IOException {
    this.table = table;
    this.header = table.header();
    this.geometry = geometry;
    this.understood =
        Understood.of(
            table.format(),
            "table with a spectrum a line",
            spectra,
            table.axis(),
            table.quantity(),
            geometry);
    this.columns = columns;
    this.rows = rows;
    this.stored = new float[header.intensities().length];
    this.lines = new TextLines(table.file());
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
   *     its header, or places that lie on no grid
   */
  static RowTableSource open(Table table) throws IOException {
    double[][] places = places(table);
    int count = places[0].length;
    if (table.header().hasPlaces() && table.geometry().isPresent()) {
      ImageGeometry stated = table.geometry().get();
      return new RowTableSource(
          table,
          count,
          stated,
          PixelGrid.indices(stated.width()),
          PixelGrid.indices(stated.height()));
    }
    boolean onePlace =
        Arrays.stream(places[0]).distinct().count() == 1
            && Arrays.stream(places[1]).distinct().count() == 1;
    if (!table.header().hasPlaces() || onePlace) {
      if (count > ImageGeometry.MAX_SIDE) {
        throw SpectrumFileException.ofFile(
            table.file(),
            count + " spectra without places",
            "at most " + ImageGeometry.MAX_SIDE + ": split the table, or give it columns x and y");
      }
      return new RowTableSource(
          table, count, new ImageGeometry(count, 1, table.pixelSizeMicrometres()), null, null);
    }
    try {
      PixelGrid columns = PixelGrid.of(places[0], ImageGeometry.MAX_SIDE);
      PixelGrid rows = PixelGrid.of(places[1], ImageGeometry.MAX_SIDE);
      return new RowTableSource(
          table,
          count,
          new ImageGeometry(columns.size(), rows.size(), table.pixelSizeMicrometres()),
          columns,
          rows);
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          table.file(),
          e.getMessage(),
          "x and y on an even grid of at most " + ImageGeometry.MAX_SIDE + " pixels a side");
    }
  }

  /** The x and y of every spectrum; zeros where the table has no places. */
  private static double[][] places(Table table) throws IOException {
    TableHeader header = table.header();
    double[] x = new double[256];
    double[] y = new double[256];
    int count = 0;
    try (TextLines lines = new TextLines(table.file())) {
      String line;
      while ((line = lines.next()) != null) {
        if (lines.number() <= table.lastHeaderLine() || TablePreamble.isComment(line)) {
          continue;
        }
        List<String> row = header.row(table.file(), lines.number(), line);
        if (count == MAX_SPECTRA) {
          throw SpectrumFileException.atLine(
              table.file(), lines.number(), "more spectra", "at most " + MAX_SPECTRA);
        }
        if (count == x.length) {
          x = Arrays.copyOf(x, 2 * count);
          y = Arrays.copyOf(y, 2 * count);
        }
        if (header.hasPlaces()) {
          x[count] = header.position(table.file(), lines.number(), row, header.x());
          y[count] = header.position(table.file(), lines.number(), row, header.y());
        }
        count++;
      }
      if (count == 0) {
        throw SpectrumFileException.atLine(
            table.file(), lines.number(), "the end of the file", "a line with a spectrum");
      }
    }
    return new double[][] {Arrays.copyOf(x, count), Arrays.copyOf(y, count)};
  }

  @Override
  public String name() {
    return table.file().getFileName().toString();
  }

  @Override
  public ImageGeometry geometry() {
    return geometry;
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
    if (maxSpectra < 1) {
      throw new IllegalArgumentException(maxSpectra + " spectra asked for; expected 1 or more");
    }
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
      int row = rows == null ? 0 : pixel(rows, header.y());
      if (count > 0 && row != y[0]) {
        break;
      }
      if (count == x.length) {
        int more = Math.min(most, 2 * count);
        x = Arrays.copyOf(x, more);
        y = Arrays.copyOf(y, more);
        intensities = Arrays.copyOf(intensities, more * points);
      }
      x[count] = columns == null ? listed++ : pixel(columns, header.x());
      y[count] = row;
      for (int i = 0; i < points; i++) {
        int column = header.intensities()[i];
        stored[i] =
            header.fields().intensity(pending.get(column), table.file(), pendingLine, column);
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

  private int pixel(PixelGrid grid, int column) throws SpectrumFileException {
    double position = header.position(table.file(), pendingLine, pending, column);
    if (!grid.holds(position)) {
      throw SpectrumFileException.atLine(
          table.file(),
          pendingLine,
          "position " + pending.get(column) + " in column " + (column + 1),
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
    pending = null;
    String line;
    while (pending == null && (line = lines.next()) != null) {
      if (lines.number() > table.lastHeaderLine() && !TablePreamble.isComment(line)) {
        pendingLine = lines.number();
        pending = header.row(table.file(), pendingLine, line);
      }
    }
    if (pending == null && pendingLine == 0) {
      throw SpectrumFileException.atLine(
          table.file(), lines.number(), "the end of the file", "a line with a spectrum");
    }
    if (pending != null && columns == null && listed == geometry.width()) {
      throw SpectrumFileException.atLine(
          table.file(), pendingLine, "a line that was not there on opening", "the end of the file");
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
