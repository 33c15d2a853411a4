package org.spectrastreams.formats.jcamp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.SpectralAxis;

/** Reads a table of the form {@code (XY..XY)}: pairs of plain numbers, several on a line. */
final class Pairs {
  private static final Pattern NUMBER =
      Pattern.compile(
          "\\G[\\s,;]*([-+]?(?:\\d{1,30}\\.?\\d{0,30}|\\.\\d{1,30})(?:[eE][-+]?\\d{1,3})?|\\?)");

  private final Path file;
  private final boolean decimalComma;

  Pairs(Path file, boolean decimalComma) {
    this.file = file;
    this.decimalComma = decimalComma;
  }

  /** The numbers of the table that the last record opened: x, y, x, y … */
  double[] read(Records records) throws IOException {
    double[] numbers = new double[1024];
    int count = 0;
    long line = records.lineNumber();
    String text;
    while ((text = records.dataLine()) != null) {
      if (decimalComma) {
        text = text.replace(',', '.');
      }
      Matcher number = NUMBER.matcher(text);
      int end = 0;
      while (number.find()) {
        if (count == 2 * SpectralAxis.MAX_POINTS) {
          throw SpectrumFileException.atLine(
              file, line, "more points", "at most " + SpectralAxis.MAX_POINTS);
        }
        if (count == numbers.length) {
          numbers = Arrays.copyOf(numbers, 2 * count);
        }
        String written = number.group(1);
        numbers[count++] = written.equals("?") ? Double.NaN : Double.parseDouble(written);
        end = number.end();
      }
      if (!text.substring(end).matches("[\\s,;]*") || count % 2 != 0) {
        throw SpectrumFileException.atLine(
            file,
            line,
            count % 2 != 0 && text.substring(end).isBlank()
                ? "an abscissa without an ordinate"
                : "\"" + Table.shortened(text.substring(end)) + "\" in column " + (end + 1),
            "pairs of numbers");
      }
      line = records.lineNumber();
    }
    return Arrays.copyOf(numbers, count);
  }
}
