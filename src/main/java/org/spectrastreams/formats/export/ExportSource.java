package org.spectrastreams.formats.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.formats.text.Fields;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.formats.text.TextLines;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/** The spectra of an export, held in memory: its first spectrum ends on its last line. */
final class ExportSource implements FileSource {
  private static final long MAX_BYTES = 256L << 20;

  /**
   * The points of an export.
   *
   * @param axis the axis values as stored
   * @param values the intensities, point after point, one a spectrum
   * @param passedOver how many lines had no axis value
   */
  record Points(double[] axis, float[] values, int passedOver) {}

  private final StoredAxis axis;
  private final float[] values;
  private final Understood understood;
  private final Path file;
  private int next;

  ExportSource(Path file, StoredAxis axis, float[] values, Understood understood) {
    this.file = file;
    this.axis = axis;
    this.values = values;
    this.understood = understood;
  }

  /**
   * Reads the points.
   *
   * @param spectra the columns to read
   * @throws SpectrumFileException if a line has other fields than the ones before, or no numbers
   */
  static Points points(
      Path file, Export.Columns columns, int[] spectra, Fields fields, Numbers numbers)
      throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw SpectrumFileException.ofFile(
          file, Files.size(file) + " bytes", "at most " + MAX_BYTES + " in a text export");
    }
    double[] axis = new double[256];
    float[] values = new float[256];
    int points = 0;
    int passedOver = 0;
    int width = -1;
    boolean closed = columns.closing().isEmpty();
    try (TextLines lines = new TextLines(file)) {
      String line;
      while ((line = lines.next()) != null) {
        long number = lines.number();
        if (number < columns.from()) {
          continue;
        }
        if (columns.end().matcher(line).matches()) {
          closed = true;
          break;
        }
        List<String> row = trimmed(fields.split(line, file, number), columns);
        width = width < 0 ? row.size() : width;
        int least = Math.max(columns.axis(), Arrays.stream(spectra).max().orElse(0)) + 1;
        if (row.size() != width || row.size() < least) {
          throw SpectrumFileException.atLine(
              file,
              number,
              row.size() + " fields",
              Math.max(width, least) + " fields, as the lines before and the titles have");
        }
        String x = row.get(columns.axis());
        if (columns.blanks() && x.isBlank()) {
          passedOver++;
          continue;
        }
        OptionalDouble value = numbers.number(x);
        if (value.isEmpty() || points == SpectralAxis.MAX_POINTS) {
          throw SpectrumFileException.atLine(
              file,
              number,
              value.isEmpty() ? "\"" + x + "\"" : "more points",
              value.isEmpty() ? "an axis value" : "at most " + SpectralAxis.MAX_POINTS);
        }
        if (points == axis.length) {
          axis = Arrays.copyOf(axis, 2 * points);
        }
        long needed = (points + 1L) * spectra.length;
        if (needed > values.length) {
          values = Arrays.copyOf(values, Math.toIntExact(Math.max(needed, values.length * 2L)));
        }
        axis[points] = value.getAsDouble();
        for (int i = 0; i < spectra.length; i++) {
          values[points * spectra.length + i] =
              numbers.intensity(row.get(spectra[i]), file, number, spectra[i]);
        }
        points++;
      }
      if (!closed) {
        throw SpectrumFileException.atLine(
            file, lines.number(), "the end of the file", columns.closing().orElseThrow());
      }
      if (points == 0) {
        throw SpectrumFileException.atLine(
            file, lines.number(), "the end of the points", "a line with a point");
      }
    }
    return new Points(Arrays.copyOf(axis, points), values, passedOver);
  }

  /** A line without the separator at its end. */
  private static List<String> trimmed(List<String> row, Export.Columns columns) {
    int titles = columns.titles().isEmpty() ? 2 : columns.titles().size();
    return row.size() == titles + 1 && row.get(titles).isEmpty() ? row.subList(0, titles) : row;
  }

  @Override
  public String name() {
    return file.getFileName().toString();
  }

  @Override
  public SpectralAxis axis() {
    return axis.axis();
  }

  @Override
  public Understood understood() {
    return understood;
  }

  @Override
  public SpectrumBlock next(int maxSpectra) {
    FileSource.requireAsked(maxSpectra);
    int spectra = geometry().pixels();
    if (next == spectra) {
      return null;
    }
    int width = geometry().width();
    int count = Math.min(Math.min(maxSpectra, spectra - next), width - next % width);
    int points = axis().size();
    float[] stored = new float[points];
    float[] intensities = new float[count * points];
    int[] x = new int[count];
    int[] y = new int[count];
    for (int i = 0; i < count; i++) {
      x[i] = next % width;
      y[i] = next / width;
      for (int point = 0; point < points; point++) {
        stored[point] = values[point * spectra + next];
      }
      axis.reorder(stored, 0, intensities, i * points);
      next++;
    }
    return new SpectrumBlock(axis(), quantity(), x, y, intensities);
  }

  @Override
  public void close() {
    // Nothing is open: the export was read whole.
  }
}
