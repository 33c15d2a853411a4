package org.spectrastreams.formats.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * How a table separates the fields of a line: tab, semicolon, comma, or else white space. Between
 * tabs and semicolons a number may have a decimal comma. Fields may stand in double quotes.
 *
 * @param separator the separator; a space stands for any white space
 */
record Fields(char separator) {
  /** The separator of a line: the first of tab, semicolon and comma that it has outside quotes. */
  static Fields of(String line) {
    boolean quoted = false;
    boolean semicolon = false;
    boolean comma = false;
    for (int i = 0; i < line.length(); i++) {
      switch (line.charAt(i)) {
        case '"' -> quoted = !quoted;
        case '\t' -> {
          if (!quoted) {
            return new Fields('\t');
          }
        }
        case ';' -> semicolon |= !quoted;
        case ',' -> comma |= !quoted;
        default -> {
          // part of a field
        }
      }
    }
    return new Fields(semicolon ? ';' : comma ? ',' : ' ');
  }

  /**
   * Splits a line; fields come without surrounding white space and quotes.
   *
   * @throws SpectrumFileException if a quote is never closed
   */
  List<String> split(String line, Path file, long number) throws SpectrumFileException {
    List<String> fields = new ArrayList<>();
    if (separator == ' ') {
      return List.of(line.strip().split("\\s+"));
    }
    int start = 0;
    while (start <= line.length()) {
      int first = start;
      while (first < line.length() && line.charAt(first) == ' ') {
        first++;
      }
      int end;
      if (first < line.length() && line.charAt(first) == '"') {
        StringBuilder text = new StringBuilder();
        int i = first + 1;
        while (true) {
          int quote = line.indexOf('"', i);
          if (quote < 0) {
            throw SpectrumFileException.atLine(
                file, number, "a quote that is never closed", "a closing \" on the same line");
          }
          text.append(line, i, quote);
          i = quote + 1;
          if (i >= line.length() || line.charAt(i) != '"') {
            break;
          }
          text.append('"');
          i++;
        }
        end = line.indexOf(separator, i);
        end = end < 0 ? line.length() : end;
        fields.add(text.append(line.substring(i, end).strip()).toString());
      } else {
        end = line.indexOf(separator, start);
        end = end < 0 ? line.length() : end;
        fields.add(line.substring(start, end).strip());
      }
      start = end + 1;
    }
    return fields;
  }

  /** The number in a field; empty where it is anything but a plain decimal number. */
  OptionalDouble number(String field) {
    String text = plain(field);
    return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  /**
   * The intensity in a field: a number, or NaN where it says that there is none.
   *
   * @throws SpectrumFileException if the field holds anything else
   */
  float intensity(String field, Path file, long line, int column) throws SpectrumFileException {
    String text = plain(field);
    if (text != null) {
      return Float.parseFloat(text);
    }
    return switch (field) {
      case "", "NaN", "nan", "NAN", "NA", "N/A", "null" -> Float.NaN;
      case "Infinity", "inf", "Inf", "INF" -> Float.POSITIVE_INFINITY;
      case "-Infinity", "-inf", "-Inf", "-INF" -> Float.NEGATIVE_INFINITY;
      default ->
          throw SpectrumFileException.atLine(
              file, line, "\"" + field + "\" in column " + (column + 1), "a number");
    };
  }

  /**
   * The field with a decimal point, or null unless it reads {@code [±]digits[.digits][E±digits]}.
   */
  private String plain(String field) {
    String text =
        separator != ',' && field.indexOf(',') >= 0 && field.indexOf('.') < 0
            ? field.replace(',', '.')
            : field;
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
      return null;
    }
    if (i == text.length()) {
      return text;
    }
    if (text.charAt(i) != 'e' && text.charAt(i) != 'E') {
      return null;
    }
    int exponent = sign(text, i + 1);
    for (i = exponent; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return exponent < text.length() ? text : null;
  }

  private static int sign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }
}
