package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.Fields;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.formats.text.TextLines;

/** The lines of a table below its header, split and counted, read one at a time. */
final class DataLines implements AutoCloseable {
  /**
   * What the lines have in common.
   *
   * @param file the table
   * @param fields how lines are split
   * @param columns how many fields a line has
   * @param lastHeaderLine the number of the last line before the data
   * @param wordsFirst whether the first field may be any word, so that a line that starts with #
   *     and has all its fields is data
   */
  record Shape(Path file, Fields fields, int columns, long lastHeaderLine, boolean wordsFirst) {}

  private final Shape shape;
  private final TextLines lines;
  private Optional<Numbers> textMayEndIt = Optional.empty();
  private OptionalLong textFrom = OptionalLong.empty();
  private int filled;
  private long last;
  private int comments;
  private long number;

  /** Lines of separators alone that came before {@link #held}, to be handed out first. */
  private int blanks;

  private List<String> held;
  private long heldNumber;

  DataLines(Shape shape) throws IOException {
    this.shape = shape;
    this.lines = new TextLines(shape.file());
  }

  /**
   * Takes what stands below a blank line, and is text to the end of the file, for remarks of the
   * program that wrote the table.
   *
   * @param column the column that has a number in every line of the table
   * @param numbers how numbers are written
   */
  void endAtText(int column, Numbers numbers) {
    textMayEndIt = Optional.of(numbers);
    filled = column;
  }

  /**
   * The number of the line from which on there is text behind the table; empty if there is none.
   */
  OptionalLong textFrom() {
    return textFrom;
  }

  /**
   * The fields of the next line; null at the end. A line of separators alone is one of the list, of
   * which nothing was measured, where others come below it; spreadsheets write them below a table.
   *
   * @throws SpectrumFileException if it has not as many as the table has columns
   */
  List<String> next() throws IOException {
    if (held == null) {
      held = read();
      heldNumber = lines.number();
    }
    if (held != null && blanks > 0) {
      number = heldNumber - blanks;
      blanks--;
      return Collections.nCopies(shape.columns(), "");
    }
    List<String> row = held;
    held = null;
    number = heldNumber;
    return row;
  }

  private List<String> read() throws IOException {
    String line;
    while ((line = lines.next()) != null) {
      if (lines.number() <= shape.lastHeaderLine()) {
        continue;
      }
      List<String> row = shape.fields().split(line, shape.file(), lines.number());
      int columns = shape.columns();
      if (row.stream().allMatch(String::isEmpty)) {
        blanks += shape.wordsFirst() && row.size() == columns ? 1 : 0;
        continue;
      }
      if (TablePreamble.isComment(line) && !(shape.wordsFirst() && row.size() == columns)) {
        comments++;
        continue;
      }
      long read = lines.number();
      if (last > 0 && read > last + 1 && isText(row)) {
        if (isTextToTheEnd()) {
          textFrom = OptionalLong.of(read);
          return null;
        }
        throw SpectrumFileException.atLine(
            shape.file(),
            read,
            "text below a blank line, and numbers below it",
            "one table a file");
      }
      last = read;
      if (row.size() == columns + 1 && row.get(columns).isEmpty()) {
        return row.subList(0, columns); // a separator at the line's end
      }
      if (row.size() != columns) {
        throw SpectrumFileException.atLine(
            shape.file(),
            read,
            row.size() + " fields",
            columns
                + " fields, as in the "
                + (shape.wordsFirst() ? "header" : "lines before")
                + (row.size() == 1 ? "; other text behind a table has to begin with #" : ""));
      }
      return row;
    }
    return null;
  }

  private boolean isTextToTheEnd() throws IOException {
    String line;
    while ((line = lines.next()) != null) {
      String field = filled(shape.fields().split(line, shape.file(), lines.number()));
      if (textMayEndIt.filter(numbers -> numbers.number(field).isPresent()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** Whether a line has no point, but a word where its axis or its beginning would be. */
  private boolean isText(List<String> row) {
    String field = filled(row);
    return textMayEndIt
        .filter(numbers -> !Numbers.saysNothing(field) && numbers.number(field).isEmpty())
        .isPresent();
  }

  private String filled(List<String> row) {
    return row.get(filled < row.size() ? filled : 0);
  }

  /** The number of the line that {@link #next} gave last, from 1. */
  long number() {
    return number;
  }

  /** How many comments were passed over so far. */
  int comments() {
    return comments;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
