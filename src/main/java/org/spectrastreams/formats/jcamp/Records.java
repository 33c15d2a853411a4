package org.spectrastreams.formats.jcamp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.TextLines;

/**
 * The labelled data records of a JCAMP-DX file, {@code ##LABEL= value}, one at a time. Of a record
 * that holds a table, the lines of the table are given by {@link #dataLine}; those that nobody asks
 * for are passed over.
 */
final class Records implements AutoCloseable {
  private static final int LONGEST_VALUE = 1 << 16;

  private static final Set<String> TABLES =
      Set.of("XYDATA", "XYPOINTS", "PEAKTABLE", "PEAKASSIGNMENTS", "DATATABLE", "RADATA");

  /**
   * One record.
   *
   * @param label in upper case, without blanks, dashes, slashes and underscores
   * @param value with the lines that follow, up to 64 KiB; of a table its first line
   * @param line the number of its first line
   */
  record Ldr(String label, String value, long line) {
    /** Whether a table follows. */
    boolean isTable() {
      return TABLES.contains(label);
    }
  }

  private final Path file;
  private final TextLines lines;
  private String pending;
  private long pendingLine;

  Records(Path file) throws IOException {
    this.file = file;
    this.lines = new TextLines(file);
    advance();
  }

  /** The next record; null at the end of the file. */
  Ldr next() throws IOException {
    while (pending != null && !pending.startsWith("##")) {
      advance();
    }
    if (pending == null) {
      return null;
    }
    String text = pending.substring(2);
    long line = pendingLine;
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw SpectrumFileException.atLine(file, line, "\"" + pending + "\"", "##LABEL= value");
    }
    String label = text.substring(0, equals).toUpperCase(Locale.ROOT).replaceAll("[\\s/_-]", "");
    StringBuilder value = new StringBuilder(text.substring(equals + 1).strip());
    advance();
    if (!TABLES.contains(label)) {
      while (pending != null && !pending.startsWith("##")) {
        if (value.length() + pending.length() < LONGEST_VALUE) {
          value.append('\n').append(pending);
        }
        advance();
      }
    }
    return new Ldr(label, value.toString(), line);
  }

  /** The next line of the table that the last record opened; null where it ends. */
  String dataLine() throws IOException {
    if (pending == null || pending.startsWith("##")) {
      return null;
    }
    String line = pending;
    advance();
    return line;
  }

  /** The number of the line that {@link #dataLine} gives next, or the last of the file. */
  long lineNumber() {
    return pendingLine;
  }

  /** Goes to the next line that is more than a comment. */
  private void advance() throws IOException {
    do {
      pending = lines.next();
      pendingLine = lines.number();
      if (pending != null) {
        int comment = pending.indexOf("$$");
        // Ctrl-Z is how DOS programs end a text.
        pending = (comment < 0 ? pending : pending.substring(0, comment)).replace('\u001A', ' ');
        pending = pending.strip();
      }
    } while (pending != null && pending.isEmpty());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
