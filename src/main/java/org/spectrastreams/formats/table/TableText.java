package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.Fields;
import org.spectrastreams.formats.text.NumberStyle;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.formats.text.TextLines;

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
    int facts = FactLines.before(file);
    try (TextLines lines = new TextLines(file)) {
      String line;
      while (texts.size() < MOST_LINES
          && characters < MOST_CHARACTERS
          && (line = lines.next()) != null) {
        if (texts.isEmpty() && TablePreamble.isComment(line)) {
          preamble.add(line, lines.number());
        } else if (facts > 0) {
          preamble.addFact(line, lines.number());
          facts--;
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
    Optional<Line> title = preamble.titleBehindSemicolon(fields, texts.get(0));
    title.ifPresent(split::add);
    for (int i = 0; i < texts.size(); i++) {
      long number = numbers.get(i);
      split.add(new Line(texts.get(i), fields.split(texts.get(i), file, number), number));
    }
    Numbers style = NumberStyle.of(file, withoutLabels(split, options), options);
    TableText table = new TableText(file, preamble, List.copyOf(split), fields, style);
    if (options.choice(ReadChoice.DECIMAL).isEmpty()) {
      table.refuseCommasOfTwoKinds();
    }
    return table;
  }

  /** The fields without the columns that say themselves that they hold words, not numbers. */
  private static List<List<String>> withoutLabels(List<Line> lines, OpenOptions options) {
    List<String> titles = lines.get(0).fields();
    return lines.stream()
        .map(
            line ->
                IntStream.range(0, line.fields().size())
                    .filter(i -> i >= titles.size() || !RowLayout.isLabel(titles.get(i), options))
                    .mapToObj(line.fields()::get)
                    .toList())
        .toList();
  }

  /**
   * Refuses a table of whole numbers between commas in which the commas look like decimal marks as
   * well: {@code 1000,25,0,0678}. Whole numbers do not start with a zero, and those behind decimal
   * commas all have the same length.
   */
  private void refuseCommasOfTwoKinds() throws SpectrumFileException {
    int columns = columns();
    if (fields.separator() != ',' || columns < 4 || columns % 2 != 0 || lines.size() < 3) {
      return;
    }
    boolean zeros = false;
    boolean sameLengths = true;
    boolean smallWholes = true;
    int[] lengths = new int[columns];
    for (Line line : lines.subList(1, lines.size())) {
      for (int i = 0; i < Math.min(columns, line.fields().size()); i++) {
        String field = line.fields().get(i);
        if (!field.matches("-?\\d+")) {
          return;
        }
        zeros |= field.matches("-?0\\d+");
        sameLengths &= i % 2 == 0 || lengths[i] == 0 || lengths[i] == field.length();
        smallWholes &= i % 2 == 1 || i == 0 || field.length() == 1;
        lengths[i] = field.length();
      }
    }
    if (zeros || (sameLengths && smallWholes && lengths[columns - 1] > 2)) {
      throw SpectrumFileException.atLine(
          file,
          lines.get(1).number(),
          "\"" + lines.get(1).text() + "\", with commas between the fields and for the decimals",
          "another separator: export it with semicolons or decimal points, or say --decimal point"
              + " if all numbers are whole");
    }
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
