package org.spectrastreams.formats.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * How a table separates the fields of a line: tab, semicolon, comma, or else white space. Fields
 * may stand in double quotes.
 *
 * @param separator the separator; a space stands for any white space
 */
public record Fields(char separator) {
  /** The separator of a line: the first of tab, semicolon and comma that it has outside quotes. */
  public static Fields of(String line) {
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
   * The separator of some lines: that which splits them into equally many fields, two or more, of
   * which the smallest part are no numbers; of equally good ones the first of tab, semicolon, comma
   * and white space. A comma between digits is therefore only taken for a separator where nothing
   * else is, and white space within a name beside many numbers for none. Where none does, the first
   * line decides.
   */
  public static Fields of(List<String> lines, String first, Path file)
      throws SpectrumFileException {
    Fields best = null;
    double fewest = Double.POSITIVE_INFINITY;
    for (char candidate : new char[] {'\t', ';', ',', ' '}) {
      Fields fields = new Fields(candidate);
      int words = 0;
      int columns = 0;
      for (String line : lines) {
        List<String> row;
        try {
          row = fields.split(line, file, 0);
        } catch (SpectrumFileException unclosedQuote) {
          columns = 0;
          break;
        }
        if (row.size() < 2 || (columns > 0 && row.size() != columns)) {
          columns = 0;
          break;
        }
        columns = row.size();
        for (String field : row) {
          words += NumberStyle.isNumeric(field) || Numbers.saysNothing(field) ? 0 : 1;
        }
      }
      double part = columns == 0 ? 0 : (double) words / columns;
      if (columns > 0 && part < fewest) {
        best = fields;
        fewest = part;
      }
    }
    return best != null ? best : of(first);
  }

  /**
   * Splits a line; fields come without surrounding white space and quotes.
   *
   * @throws SpectrumFileException if a quote is never closed
   */
  public List<String> split(String line, Path file, long number) throws SpectrumFileException {
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
}
