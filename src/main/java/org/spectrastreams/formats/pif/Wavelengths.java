package org.spectrastreams.formats.pif;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.formats.text.TextLines;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The axis of a spectrogram: a text file with a title, {@code #Position (1/cm)}, and a line a
 * point.
 *
 * @param file the list
 * @param values the axis values as stored
 * @param unit the unit that the title names
 */
record Wavelengths(Path file, double[] values, Optional<AxisUnit> unit) {
  /** Whether a file is such a list; by its columns it could be taken for a spectrum. */
  static boolean isOne(FileHead head) {
    return head.isNamed("wavelengths.txt") && head.isText() && head.text().startsWith("#Position");
  }

  /** Reads a list. */
  static Wavelengths read(Path file) throws IOException {
    if (Files.size(file) > 256L * SpectralAxis.MAX_POINTS) {
      throw SpectrumFileException.ofFile(
          file, Files.size(file) + " bytes", "a list of at most " + SpectralAxis.MAX_POINTS);
    }
    double[] values = new double[256];
    int count = 0;
    Optional<AxisUnit> unit = Optional.empty();
    try (TextLines lines = new TextLines(file)) {
      String line;
      while ((line = lines.next()) != null) {
        if (line.startsWith("#")) {
          String title = line.substring(1).split("\\t")[0];
          unit = unit.isPresent() ? unit : PlotTitles.unit(title);
          continue;
        }
        OptionalDouble value = Numbers.PLAIN.number(line.strip().split("\\s+")[0]);
        if (value.isEmpty() || count == SpectralAxis.MAX_POINTS) {
          throw SpectrumFileException.atLine(
              file,
              lines.number(),
              value.isEmpty() ? "\"" + line + "\"" : "more values",
              value.isEmpty() ? "an axis value" : "at most " + SpectralAxis.MAX_POINTS);
        }
        if (count == values.length) {
          values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value.getAsDouble();
      }
      if (count == 0) {
        throw SpectrumFileException.atLine(
            file, lines.number(), "the end of the file", "an axis value a line");
      }
    }
    return new Wavelengths(file, Arrays.copyOf(values, count), unit);
  }

  /** The list that lies beside a data file without being named: {@code NAMEWavelengths.txt}. */
  static Optional<Path> beside(Path data) {
    String name = data.getFileName().toString().replaceFirst("(?i)\\.int$", "");
    return Optional.of(data.resolveSibling(name + "Wavelengths.txt")).filter(Files::isRegularFile);
  }
}
