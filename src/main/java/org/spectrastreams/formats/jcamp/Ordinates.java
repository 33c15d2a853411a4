package org.spectrastreams.formats.jcamp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Decodes a table of the form {@code (X++(Y..Y))}: on each line an abscissa, then ordinates at even
 * steps, written as plain numbers (AFFN), packed by their signs (PAC), with the first digit and the
 * sign in one letter (SQZ), as differences (DIF) and with repeats (DUP).
 *
 * <p>Both checks of the format are made: the abscissa of every line must be where the number of
 * ordinates before it puts it, and a line behind one that ended in a difference repeats its last
 * ordinate.
 */
final class Ordinates {
  private static final String PLUS = "@ABCDEFGHI";
  private static final String MINUS = "abcdefghi";
  private static final String DIF_PLUS = "%JKLMNOPQR";
  private static final String DIF_MINUS = "jklmnopqr";
  private static final String DUP = "STUVWXYZs";
  private static final Pattern PLAIN =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
  private static final int LONGEST_NUMBER = 40;

  private enum Form {
    VALUE,
    DIFFERENCE
  }

  private final Path file;
  private final Abscissa abscissa;
  private final Checkpoints checkpoints;
  private final Optional<Abscissa> bySteps;
  private final Optional<Checkpoints> checkpointsBySteps;
  private final boolean decimalComma;
  private final boolean overrule;
  private double[] values = new double[1024];
  private int count;
  private double difference;
  private Form form = Form.VALUE;
  private boolean squeezed;
  private String text;
  private long line;
  private int at;

  /**
   * A decoder of one table.
   *
   * @param bySteps the axis by {@code DELTAX}, where that is another one
   * @param overrule whether a repeated ordinate may differ, and the header's axis from the lines
   */
  Ordinates(
      Path file,
      Abscissa abscissa,
      Optional<Abscissa> bySteps,
      boolean decimalComma,
      boolean overrule) {
    this.overrule = overrule;
    this.file = file;
    this.abscissa = abscissa;
    this.checkpoints = new Checkpoints(abscissa);
    this.bySteps = bySteps;
    this.checkpointsBySteps = bySteps.map(Checkpoints::new);
    this.decimalComma = decimalComma;
  }

  /**
   * Decodes the table that the last record opened.
   *
   * @return the ordinates, without the factor; NaN where the file has none
   */
  double[] read(Records records) throws IOException {
    line = records.lineNumber();
    while ((text = records.dataLine()) != null) {
      if (decimalComma) {
        text = text.replace(',', '.');
      }
      decodeLine();
      line = records.lineNumber();
    }
    return Arrays.copyOf(values, count);
  }

  /**
   * The axis: that of the header, or that by {@code DELTAX} where all lines of the table are with
   * it, and against the last point of the header.
   *
   * @throws SpectrumFileException if the lines contradict both
   */
  Abscissa axis() throws SpectrumFileException {
    if (overrule || checkpoints.hold()) {
      return abscissa;
    }
    if (checkpointsBySteps.isPresent() && checkpointsBySteps.get().hold()) {
      return bySteps.orElseThrow();
    }
    checkpoints.require(file);
    return abscissa;
  }

  private void decodeLine() throws SpectrumFileException {
    squeezed |= text.chars().anyMatch(c -> isLetterOf(c) && c != 'E' && c != 'e');
    // In a table without any other letter, E can only mark an exponent.
    boolean exponents = !squeezed;
    at = 0;
    boolean repeats = count > 0 && form == Form.DIFFERENCE;
    double x = number(exponents);
    int decimals = decimals(text.substring(0, at));
    int point = repeats ? count - 1 : count;
    if (bySteps.isEmpty() || !bySteps.get().fits(x, decimals, point)) {
      abscissa.check(file, line, x, decimals, point);
    }
    double found = x * abscissa.factor();
    double unit = Math.abs(abscissa.factor()) * Math.pow(10, -decimals);
    checkpoints.add(found, unit, point, line);
    if (checkpointsBySteps.isPresent()) {
      checkpointsBySteps.get().add(found, unit, point, line);
    }
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == ',' || c == ';') {
        at++;
        continue;
      }
      boolean first = repeats;
      if (first && !overrule && !isNumberStart(c) && (PLUS + MINUS).indexOf(c) < 0) {
        throw error(
            "a line behind a difference that starts with \"" + c + "\"",
            "the last ordinate of the line before, which such a line repeats");
      }
      if (c == '?') {
        at++;
        add(Double.NaN, Form.VALUE);
      } else if (isNumberStart(c)) {
        value(number(exponents), first);
      } else if (digit(PLUS, c) >= 0 || digit(MINUS, c) >= 0) {
        value(lettered(c, digit(PLUS, c), digit(MINUS, c) + 1), first);
      } else if (digit(DIF_PLUS, c) >= 0 || digit(DIF_MINUS, c) >= 0) {
        if (count == 0) {
          throw error("a difference before any ordinate", "an ordinate");
        }
        difference = lettered(c, digit(DIF_PLUS, c), digit(DIF_MINUS, c) + 1);
        add(values[count - 1] + difference, Form.DIFFERENCE);
      } else if (digit(DUP, c) >= 0) {
        repeat((int) Math.min(SpectralAxis.MAX_POINTS + 1L, (long) repeats(c)));
      } else {
        throw error("\"" + c + "\"", "ordinates");
      }
      repeats = false;
    }
  }

  /** An ordinate written out; the first behind a line that ended in a difference is a check. */
  private void value(double value, boolean isCheck) throws SpectrumFileException {
    if (!isCheck) {
      add(value, Form.VALUE);
      return;
    }
    double last = values[count - 1];
    // Differences are whole numbers in all but a few files.
    if (!overrule && Math.abs(value - last) > 1e-6 * Math.max(1, Math.abs(last))) {
      throw error(
          "the ordinate " + plain(value) + " at the start of the line",
          plain(last)
              + ", the last one of the line before, which it repeats: the table is damaged;"
              + " --overrule reads it nevertheless");
    }
    form = Form.VALUE;
  }

  private void repeat(int times) throws SpectrumFileException {
    if (count == 0) {
      throw error("a repeat before any ordinate", "an ordinate");
    }
    for (int i = 1; i < times; i++) {
      add(form == Form.DIFFERENCE ? values[count - 1] + difference : values[count - 1], form);
    }
  }

  private void add(double value, Form written) throws SpectrumFileException {
    if (count == SpectralAxis.MAX_POINTS) {
      throw error("more ordinates", "at most " + SpectralAxis.MAX_POINTS);
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
    form = written;
  }

  private double repeats(char c) throws SpectrumFileException {
    return lettered(c, digit(DUP, c) + 1, 0);
  }

  /** A number whose first digit and sign are in a letter. */
  private double lettered(char letter, int plus, int minus) throws SpectrumFileException {
    boolean negative = plus < 0;
    int start = ++at;
    while (at < text.length() && isDigitOrPoint(text.charAt(at))) {
      at++;
    }
    if (at - start > LONGEST_NUMBER || text.substring(start, at).matches(".*\\..*\\..*")) {
      throw error("\"" + letter + text.substring(start, at) + "\"", "a number");
    }
    double value = Double.parseDouble((negative ? minus : plus) + text.substring(start, at));
    return negative ? -value : value;
  }

  /** A number with an optional sign, at the current place. */
  private double number(boolean exponents) throws SpectrumFileException {
    int start = at;
    if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      at++;
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }
    while (at < text.length() && isDigitOrPoint(text.charAt(at))) {
      at++;
    }
    if (exponents && at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      int after = at + 1;
      if (after < text.length() && (text.charAt(after) == '+' || text.charAt(after) == '-')) {
        after++;
      }
      int digits = after;
      while (after < text.length() && Character.isDigit(text.charAt(after))) {
        after++;
      }
      at = after > digits ? after : at;
    }
    String number = text.substring(start, at).replace(" ", "");
    if (number.length() > LONGEST_NUMBER || !isPlain(number)) {
      at = start;
      throw error(
          "\"" + text.substring(start, Math.min(text.length(), start + 20)) + "\"", "a number");
    }
    return Double.parseDouble(number);
  }

  private static boolean isPlain(String number) {
    return PLAIN.matcher(number).matches();
  }

  /** How many decimals a number was written with; 0 where it has an exponent. */
  static int decimals(String written) {
    int point = written.indexOf('.');
    return point < 0 || written.indexOf('e') >= 0 || written.indexOf('E') >= 0
        ? 0
        : written.strip().length() - point - 1;
  }

  private static boolean isNumberStart(char c) {
    return c == '+' || c == '-' || isDigitOrPoint(c);
  }

  private static boolean isDigitOrPoint(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static boolean isLetterOf(int c) {
    return (PLUS + MINUS + DIF_PLUS + DIF_MINUS + DUP).indexOf(c) >= 0;
  }

  private static int digit(String letters, char c) {
    return letters.indexOf(c);
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private SpectrumFileException error(String found, String expected) {
    return SpectrumFileException.atLine(file, line, found + " in column " + (at + 1), expected);
  }
}
