package org.spectrastreams.formats.nmr;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.TextLines;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * The parameters of one dimension, {@code procs} or {@code proc2s}: lines {@code ##$NAME= value}.
 *
 * @param file the parameter file
 * @param values the values by their names
 */
record Parameters(Path file, Map<String, String> values) {
  private static final long MAX_BYTES = 4L << 20;
  private static final int BIG_ENDIAN = 1;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?\\d{1,20}(\\.\\d{0,20})?([eE][-+]?\\d{1,3})?");

  static Parameters read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw SpectrumFileException.ofFile(
          file, Files.size(file) + " bytes", "parameters of at most " + MAX_BYTES);
    }
    Map<String, String> values = new HashMap<>();
    try (TextLines lines = new TextLines(file)) {
      String line;
      while ((line = lines.next()) != null) {
        int equals = line.indexOf('=');
        if (line.startsWith("##$") && equals > 3) {
          values.putIfAbsent(line.substring(3, equals).strip(), line.substring(equals + 1).strip());
        }
      }
    }
    return new Parameters(file, values);
  }

  /** A number that must be there. */
  double number(String name) throws SpectrumFileException {
    String value = values.getOrDefault(name, "");
    if (!NUMBER.matcher(value).matches()) {
      throw SpectrumFileException.ofFile(
          file, "##$" + name + "= " + (value.isEmpty() ? "(not there)" : value), "a number");
    }
    return Double.parseDouble(value);
  }

  /** A whole number in a range. */
  int integer(String name, int least, int most) throws SpectrumFileException {
    double value = number(name);
    if (value != Math.rint(value) || value < least || value > most) {
      throw SpectrumFileException.ofFile(
          file,
          "##$" + name + "= " + values.get(name),
          "a whole number from " + least + " to " + most);
    }
    return (int) value;
  }

  /** How many points this dimension has. */
  int points() throws SpectrumFileException {
    return integer("SI", 1, SpectralAxis.MAX_POINTS);
  }

  /** The side of the submatrices that a plane is stored in; all points where there are none. */
  int side() throws SpectrumFileException {
    int points = points();
    int side = values.containsKey("XDIM") ? integer("XDIM", 0, Integer.MAX_VALUE) : 0;
    if (side == 0 || side >= points) {
      return points;
    }
    if (points % side != 0) {
      throw SpectrumFileException.ofFile(file, "##$XDIM= " + side, "a divisor of ##$SI= " + points);
    }
    return side;
  }

  /** The byte order of the values. */
  ByteOrder order() throws SpectrumFileException {
    return integer("BYTORDP", 0, 1) == BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /**
   * The chemical shifts of the points, ppm: point {@code i} lies at {@code OFFSET − i × SW_p / (SF
   * × SI)}.
   */
  StoredAxis axis(AxisUnit unit) throws SpectrumFileException {
    int points = points();
    double offset = number("OFFSET");
    double frequency = number("SF");
    double width = number("SW_p");
    if (!(frequency > 0) || !(width > 0)) {
      throw SpectrumFileException.ofFile(
          file, "##$SF= " + frequency + " and ##$SW_p= " + width, "numbers above 0");
    }
    double[] shifts = new double[points];
    for (int i = 0; i < points; i++) {
      shifts[i] = offset - i * width / (frequency * points);
    }
    try {
      return StoredAxis.monotonic(shifts, unit);
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(file, e.getMessage(), "chemical shifts that fall");
    }
  }

  /** The nucleus, for instance {@code 1H}; empty text where not stated. */
  String nucleus() {
    return values.getOrDefault("AXNUC", "").replaceAll("[<>]", "").strip();
  }
}
