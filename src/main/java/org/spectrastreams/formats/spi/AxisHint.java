package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.spectrum.SpectralAxis;

/** An axis given by the user for a file that carries none. */
public sealed interface AxisHint {
  /**
   * The axis values for a file of {@code points} points a spectrum, in stored order.
   *
   * @throws IllegalArgumentException if the hint does not fit that number of points
   */
  double[] values(int points);

  /** {@code points} evenly spaced values, both ends included; may descend. */
  record Even(double first, double last) implements AxisHint {
    @Override
    public double[] values(int points) {
      double[] values = new double[points];
      for (int i = 0; i < points; i++) {
        values[i] = points == 1 ? first : first + (last - first) * i / (points - 1);
      }
      return values;
    }
  }

  /** The values themselves; the array is owned by the hint. */
  record Listed(double[] listed) implements AxisHint {
    @Override
    public double[] values(int points) {
      if (listed.length != points) {
        throw new IllegalArgumentException(
            "the given axis has "
                + listed.length
                + " values, the file's spectra have "
                + points
                + " points: give an axis of that length, or FIRST:LAST");
      }
      return listed.clone();
    }
  }

  /**
   * The numbers 0, 1, 2 … of the points, where a file has no axis: for showing the file, since no
   * model can read them. A file that has an axis keeps it.
   */
  record Numbered() implements AxisHint {
    @Override
    public double[] values(int points) {
      double[] values = new double[points];
      for (int i = 0; i < points; i++) {
        values[i] = i;
      }
      return values;
    }
  }

  /**
   * Reads {@code FIRST:LAST} ({@code 1000:1800}, {@code 4000:400}), or else the path of a text file
   * of axis values in stored order, separated by commas or white space.
   *
   * @throws IOException if the file cannot be read or holds anything but numbers
   */
  static AxisHint parse(String text) throws IOException {
    String number = "([-+0-9.eE]+)";
    Matcher range = Pattern.compile(number + ":" + number).matcher(text.strip());
    if (range.matches()) {
      try {
        return new Even(Double.parseDouble(range.group(1)), Double.parseDouble(range.group(2)));
      } catch (NumberFormatException e) {
        throw new IOException(
            "axis \"" + text + "\"; expected FIRST:LAST such as 1000:1800, or a file", e);
      }
    }
    Path file = Path.of(text);
    if (!Files.isRegularFile(file)) {
      throw SpectrumFileException.ofFile(
          file, "no such file", "an axis as FIRST:LAST such as 1000:1800, or a file of its values");
    }
    long longest = SpectralAxis.MAX_POINTS * 64L;
    if (Files.size(file) > longest) {
      throw SpectrumFileException.ofFile(
          file, Files.size(file) + " bytes", "an axis file of at most " + longest + " bytes");
    }
    String[] tokens =
        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip().split("[,\\s]+");
    double[] values = new double[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      try {
        values[i] = Double.parseDouble(tokens[i]);
      } catch (NumberFormatException e) {
        throw SpectrumFileException.ofFile(
            file, "\"" + tokens[i] + "\" as value " + (i + 1), "a number");
      }
    }
    return new Listed(values);
  }
}
