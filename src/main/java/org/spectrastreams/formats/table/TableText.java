package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * The beginning of a table: what stands before it, its first lines, and how they are split and
 * their numbers written.
 *
 * @param file the table
 * @param preamble the comment lines before the table
 * @param lines its first lines, 1 or more
 * @param fields how lines are split
 * @param numbers how numbers are written
 */
record TableText(
    Path file, TablePreamble preamble, List<Line> lines, Fields fields, Numbers numbers) {
  private static final int MOST_LINES = 40;
  private static final int MOST_CHARACTERS = 8 << 20;

  /**
   * A line of the table.
   *
   * @param text the line as it stands
   * @param fields its fields
   * @param number its number in the file, from 1
   */
  record Line(String text, List<String> fields, long number) {}

  /** Reads the beginning of a table. */
  static TableText read(Path file, OpenOptions options) throws IOException {
    TablePreamble preamble = new TablePreamble(file);
    List<String> texts = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    int characters = 0;
    try (TextLines lines = new TextLines(file)) {
      String line;
      while (texts.size() < MOST_LINES
          && characters < MOST_CHARACTERS
          && (line = lines.next()) != null) {
        if (texts.isEmpty() && TablePreamble.isComment(line)) {
          preamble.add(line, lines.number());
        } else {
          texts.add(line);
          numbers.add(lines.number());
          characters += line.length();
        }
      }
      if (texts.isEmpty()) {
        throw SpectrumFileException.atLine(
            file, lines.number(), "the end of the file", "a table of spectra");
      }
    }
    Fields fields = Fields.of(texts.subList(texts.size() / 2, texts.size()), texts.get(0), file);
    List<Line> split = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      long number = numbers.get(i);
      split.add(new Line(texts.get(i), fields.split(texts.get(i), file, number), number));
    }
    Numbers style = NumberStyle.of(file, split.stream().map(Line::fields).toList(), options);
    return new TableText(file, preamble, List.copyOf(split), fields, style);
  }

  /** The first line. */
  Line first() {
    return lines.get(0);
  }

  /** Whether every field of a line is a number or says that there is none, and one is a number. */
  boolean isNumeric(Line line) {
    return line.fields().stream()
            .allMatch(field -> Numbers.saysNothing(field) || numbers.number(field).isPresent())
        && line.fields().stream().anyMatch(field -> numbers.number(field).isPresent());
  }

  /** The values of one column from a line on; NaN where a field is missing or no number. */
  double[] column(int column, int fromLine) {
    return lines.subList(Math.min(fromLine, lines.size()), lines.size()).stream()
        .mapToDouble(
            line ->
                column < line.fields().size()
                    ? numbers.number(line.fields().get(column)).orElse(Double.NaN)
                    : Double.NaN)
        .toArray();
  }

  /** The number of fields that most lines have; of equally many, that of the first such line. */
  int columns() {
    Map<Integer, Integer> lines = new LinkedHashMap<>();
    this.lines.forEach(line -> lines.merge(line.fields().size(), 1, Integer::sum));
    int most = lines.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return lines.entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
