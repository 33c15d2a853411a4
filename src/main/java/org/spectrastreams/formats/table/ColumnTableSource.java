package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.PixelLabels;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Spectra of a table with a point a line: the axis in the first column, a spectrum in each further
 * one. Such a table only yields its first spectrum on its last line, so it is held in memory; its
 * size is limited accordingly.
 */
final class ColumnTableSource implements FileSource {
  private static final long MAX_BYTES = 256L << 20;

  private final String name;
  private final StoredAxis axis;
  private final Understood understood;
  private final boolean simulated;
  private final int spectra;
  private final float[] values;
  private final List<String> labels;
  private int next;

  private ColumnTableSource(
      String name,
      StoredAxis axis,
      Understood understood,
      boolean simulated,
      int spectra,
      float[] values,
      List<String> labels) {
    this.name = name;
    this.axis = axis;
    this.understood = understood;
    this.simulated = simulated;
    this.spectra = spectra;
    this.values = values;
    this.labels = labels;
  }

  /**
   * Reads a table.
   *
   * @param lastHeaderLine the number of the header line, or of the last line before the table
   * @param titles the titles of the columns; empty without a header
   * @param columns the number of fields of every line
   */
  static ColumnTableSource read(
      Path file,
      Fields fields,
      long lastHeaderLine,
      List<String> titles,
      int columns,
      Stated<AxisUnit> unit,
      Stated<Quantity> quantity,
      boolean simulated)
      throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw SpectrumFileException.ofFile(
          file,
          Files.size(file) + " bytes with a point a line",
          "at most " + MAX_BYTES + " bytes, or a table with a spectrum a line");
    }
    int spectra = columns - 1;
    if (spectra > ImageGeometry.MAX_SIDE) {
      throw SpectrumFileException.ofFile(
          file, spectra + " spectra", "at most " + ImageGeometry.MAX_SIDE + ": split the table");
    }
    double[] stored = new double[256];
    float[] values = new float[256];
    int points = 0;
    try (TextLines lines = new TextLines(file)) {
      String line;
      while ((line = lines.next()) != null) {
        if (lines.number() <= lastHeaderLine || TablePreamble.isComment(line)) {
          continue;
        }
        List<String> row = fields.split(line, file, lines.number());
        if (row.size() != columns) {
          throw SpectrumFileException.atLine(
              file, lines.number(), row.size() + " fields", columns + " fields, as before");
        }
        if (points == SpectralAxis.MAX_POINTS) {
          throw SpectrumFileException.atLine(
              file, lines.number(), "more points", "at most " + SpectralAxis.MAX_POINTS);
        }
        if (points == stored.length) {
          stored = Arrays.copyOf(stored, 2 * points);
        }
        if ((points + 1L) * spectra > values.length) {
          values =
              Arrays.copyOf(
                  values, Math.toIntExact(Math.max((points + 1L) * spectra, values.length * 2L)));
        }
        long number = lines.number();
        stored[points] =
            fields
                .number(row.get(0))
                .orElseThrow(
                    () ->
                        SpectrumFileException.atLine(
                            file, number, "\"" + row.get(0) + "\" in column 1", "an axis value"));
        for (int i = 0; i < spectra; i++) {
          values[points * spectra + i] = fields.intensity(row.get(i + 1), file, number, i + 1);
        }
        points++;
      }
    }
    StoredAxis axis;
    try {
      axis = StoredAxis.monotonic(Arrays.copyOf(stored, points), unit.value());
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          file, "a first column that is no axis: " + e.getMessage(), "one that runs one way");
    }
    return new ColumnTableSource(
        file.getFileName().toString(),
        axis,
        Understood.of(
            TableReader.ID,
            "table with a point a line",
            spectra,
            new Understood.Axis(axis.axis(), "the first column", unit, false),
            quantity,
            ImageGeometry.of(spectra, 1)),
        simulated,
        spectra,
        values,
        classes(file, lastHeaderLine, titles, spectra));
  }

  /** The titles of the spectra's columns where they are classes, which stand more than once. */
  private static List<String> classes(Path file, long line, List<String> titles, int spectra)
      throws SpectrumFileException {
    if (titles.isEmpty()) {
      return List.of();
    }
    if (titles.size() != spectra + 1) {
      throw SpectrumFileException.atLine(
          file, line, titles.size() + " titles", (spectra + 1) + " titles, one a column");
    }
    List<String> ofSpectra = titles.subList(1, titles.size());
    return Set.copyOf(ofSpectra).size() == spectra
        ? List.of()
        : ofSpectra.stream().map(PixelLabels::normal).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ImageGeometry geometry() {
    return ImageGeometry.of(spectra, 1);
  }

  @Override
  public SpectralAxis axis() {
    return axis.axis();
  }

  @Override
  public Quantity quantity() {
    return understood.quantity().value();
  }

  @Override
  public Understood understood() {
    return understood;
  }

  @Override
  public boolean simulated() {
    return simulated;
  }

  @Override
  public SpectrumBlock next(int maxSpectra) {
    if (maxSpectra < 1) {
      throw new IllegalArgumentException(maxSpectra + " spectra asked for; expected 1 or more");
    }
    int count = Math.min(maxSpectra, spectra - next);
    if (count == 0) {
      return null;
    }
    int points = axis().size();
    float[] stored = new float[points];
    float[] intensities = new float[count * points];
    int[] x = new int[count];
    List<String> blockLabels = labels.isEmpty() ? labels : labels.subList(next, next + count);
    for (int i = 0; i < count; i++) {
      x[i] = next++;
      for (int point = 0; point < points; point++) {
        stored[point] = values[point * spectra + x[i]];
      }
      axis.reorder(stored, 0, intensities, i * points);
    }
    return new SpectrumBlock(axis(), quantity(), x, new int[count], intensities, blockLabels);
  }

  @Override
  public void close() {
    // Nothing is open: the table was read whole.
  }
}
