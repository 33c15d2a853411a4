package org.spectrastreams.formats.text;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * How a table writes its numbers.
 *
 * @param decimal what marks the decimals, a point or a comma
 * @param grouped whether the other of the two, or a space, may stand between groups of three digits
 */
public record Numbers(char decimal, boolean grouped) {
  /** A number as Fortran writes it in double precision: a mark, and an exponent with its sign. */
  private static final Pattern FORTRAN = Pattern.compile("([-+−]?\\d*[.,]\\d*)[dD]([-+]\\d{1,3})");

  /** Plain decimal points. */
  public static final Numbers PLAIN = new Numbers('.', false);

  /** The number in a field; empty where it is anything but a plain decimal number. */
  public OptionalDouble number(String field) {
    String text = plain(field);
    return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  /**
   * The intensity in a field: a number, or NaN where it says that there is none.
   *
   * @throws SpectrumFileException if the field holds anything else
   */
  public float intensity(String field, Path file, long line, int column)
      throws SpectrumFileException {
    String text = plain(field);
    if (text != null) {
      return Float.parseFloat(text);
    }
    if (saysNothing(field)) {
      return Float.NaN;
    }
    return switch (field) {
      case "Infinity", "inf", "Inf", "INF" -> Float.POSITIVE_INFINITY;
      case "-Infinity", "-inf", "-Inf", "-INF" -> Float.NEGATIVE_INFINITY;
      default ->
          throw SpectrumFileException.atLine(
              file, line, "\"" + field + "\" in column " + (column + 1), "a number");
    };
  }

  /** Whether a field says that there is no value. */
  public static boolean saysNothing(String field) {
    return switch (field) {
      case "",
          "NaN",
          "nan",
          "NAN",
          "NA",
          "N/A",
          "n/a",
          "#N/A",
          "#NV",
          "null",
          "NULL",
          "None",
          "-",
          "--",
          "---" ->
          true;
      default -> false;
    };
  }

  /**
   * The field with a decimal point, or null unless it reads {@code [±]digits[.digits][E±digits]},
   * with a D for the E where Fortran wrote it.
   */
  private String plain(String field) {
    if (isPlain(field)) {
      return decimal == '.' || field.indexOf('.') < 0 ? field : grouped ? ungrouped(field) : null;
    }
    if (field.isEmpty() || field.length() > 64) {
      return null;
    }
    String text = withE(field).replace('−', '-');
    if (grouped) {
      text = ungrouped(text);
      if (text == null) {
        return null;
      }
    } else if (text.indexOf(decimal == '.' ? ',' : '.') >= 0) {
      return null;
    }
    text = text.replace(decimal, '.');
    return isPlain(text) ? text : null;
  }

  /**
   * A number of Fortran ({@code 1.0D+03}) with the exponent that others write; another text as it
   * is.
   */
  static String withE(String field) {
    boolean perhaps = field.length() <= 64 && (field.indexOf('D') > 0 || field.indexOf('d') > 0);
    Matcher found = FORTRAN.matcher(field);
    return perhaps && found.matches() ? found.group(1) + "E" + found.group(2) : field;
  }

  /** The text without what stands between its groups of three digits; null for other groups. */
  private String ungrouped(String text) {
    char mark = decimal == '.' ? ',' : '.';
    int end = text.indexOf(decimal);
    int exponent = text.toLowerCase(Locale.ROOT).indexOf('e');
    end = end >= 0 ? end : exponent >= 0 ? exponent : text.length();
    String whole = text.substring(0, end);
    if (text.indexOf(mark, end) >= 0) {
      return null;
    }
    if (whole.matches("[-+]?\\d{1,3}([" + mark + "'’\u00A0\u2009\u202F]\\d{3})+")) {
      return whole.replaceAll("[^-+0-9]", "") + text.substring(end);
    }
    return whole.indexOf(mark) < 0 ? text : null;
  }

  /** Whether a text reads {@code [±]digits[.digits][E±digits]}. */
  public static boolean isPlain(String text) {
    int i = sign(text, 0);
    int digits = 0;
    boolean point = false;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return false;
    }
    if (i == text.length()) {
      return true;
    }
    if (text.charAt(i) != 'e' && text.charAt(i) != 'E') {
      return false;
    }
    int exponent = sign(text, i + 1);
    for (i = exponent; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return exponent < text.length();
  }

  private static int sign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }
}
