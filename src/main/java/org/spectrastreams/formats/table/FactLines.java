package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.spectrastreams.formats.text.NumberStyle;
import org.spectrastreams.formats.text.TextLines;

/**
 * Lines before a table of numbers that state facts without a comment's sign, as spectral libraries
 * have them: {@code X Units: Wavelength (micrometers)}.
 */
final class FactLines {
  private static final Pattern FACT =
      Pattern.compile("\\p{L}[\\p{L}\\d ()/._-]{0,60}\\s*[:=](\\s.*|[^;\\t]*)");

  private static final int MOST_LINES = 40;
  private static final int LONGEST = 1000;

  private FactLines() {}

  /**
   * How many of a file's first lines they are.
   *
   * @throws IOException if the file cannot be read
   */
  static int before(Path file) throws IOException {
    List<String> first = new ArrayList<>();
    try (TextLines lines = new TextLines(file)) {
      String line;
      while (first.size() < MOST_LINES
          && (line = lines.next()) != null
          && line.length() < LONGEST) {
        if (!TablePreamble.isComment(line)) {
          first.add(line);
        }
      }
    }
    return among(first);
  }

  /**
   * How many of some lines they are; 0 where other lines stand between them and the numbers.
   *
   * @param lines the first lines that are neither blank nor comments
   */
  static int among(List<String> lines) {
    int facts = 0;
    while (facts < lines.size() && FACT.matcher(lines.get(facts)).matches()) {
      facts++;
    }
    if (facts == 0 || facts == lines.size()) {
      return 0;
    }
    // "Unnamed: 0,a,b" are titles, as many as there are numbers below them.
    int titles = lines.get(facts - 1).split(",", -1).length;
    if (titles > 1 && titles == lines.get(facts).split(",", -1).length) {
      return 0;
    }
    String[] numbers = lines.get(facts).strip().split("\\s*[;,\\s]\\s*");
    return numbers.length > 1 && Arrays.stream(numbers).allMatch(NumberStyle::isNumeric)
        ? facts
        : 0;
  }
}
