package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.Fields;
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
  private int comments;

  DataLines(Shape shape) throws IOException {
    this.shape = shape;
    this.lines = new TextLines(shape.file());
  }

  /**
   * The fields of the next line; null at the end.
   *
   * @throws SpectrumFileException if it has not as many as the table has columns
   */
  List<String> next() throws IOException {
    String line;
    while ((line = lines.next()) != null) {
      if (lines.number() <= shape.lastHeaderLine()) {
        continue;
      }
      List<String> row = shape.fields().split(line, shape.file(), lines.number());
      int columns = shape.columns();
      if (TablePreamble.isComment(line) && !(shape.wordsFirst() && row.size() == columns)) {
        comments++;
        continue;
      }
      if (row.size() == columns + 1 && row.get(columns).isEmpty()) {
        return row.subList(0, columns); // a separator at the line's end
      }
      if (row.size() != columns) {
        throw SpectrumFileException.atLine(
            shape.file(),
            lines.number(),
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

  /** The number of the line that {@link #next} gave last, from 1. */
  long number() {
    return lines.number();
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
