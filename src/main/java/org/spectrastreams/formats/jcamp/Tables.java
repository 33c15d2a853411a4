package org.spectrastreams.formats.jcamp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** Goes through the tables of a file, whether in one block or in many. */
final class Tables implements AutoCloseable {
  private static final int DEEPEST = 16;

  private final Path file;
  private final boolean decimalComma;
  private final Records records;
  private final Deque<Header> blocks = new ArrayDeque<>();
  private Header page;
  private int number;

  Tables(Path file, boolean decimalComma) throws IOException {
    this.file = file;
    this.decimalComma = decimalComma;
    this.records = new Records(file);
  }

  /** The next table; its lines are then given by {@link #records}. Null at the end of the file. */
  Table next() throws IOException {
    Records.Ldr record;
    while ((record = records.next()) != null) {
      switch (record.label()) {
        case "TITLE" -> {
          if (blocks.size() == DEEPEST) {
            throw SpectrumFileException.atLine(
                file, record.line(), "a block within " + DEEPEST + " others", "fewer");
          }
          // A block that was not ended is followed by another, unless it links to it.
          if (!blocks.isEmpty() && !isLink(blocks.peek())) {
            blocks.pop();
          }
          blocks.push(new Header(file, decimalComma));
          blocks.peek().add(record);
          page = null;
        }
        case "END" -> {
          if (!blocks.isEmpty()) {
            blocks.pop();
          }
          page = null;
        }
        case "PAGE" -> {
          page = current(record).copy();
          page.add(record);
        }
        case "" -> {
          // A comment.
        }
        default -> {
          Header header = page == null ? current(record) : page;
          if (record.isTable()) {
            return table(record, header);
          }
          header.add(record);
        }
      }
    }
    return null;
  }

  private Table table(Records.Ldr record, Header header) {
    return new Table(
        ++number,
        header.text("TITLE").orElse(""),
        header,
        record.label(),
        record.value().lines().findFirst().orElse("").replaceAll("\\s", ""),
        header.text("PAGE"),
        record.line());
  }

  private static boolean isLink(Header header) {
    return header.text("DATATYPE").orElse("").equalsIgnoreCase("LINK");
  }

  private Header current(Records.Ldr record) throws SpectrumFileException {
    if (blocks.isEmpty()) {
      throw SpectrumFileException.atLine(
          file, record.line(), "##" + record.label() + "= outside of a block", "##TITLE=");
    }
    return blocks.peek();
  }

  /** The lines of the table given last. */
  Records records() {
    return records;
  }

  /** Whether the numbers of a file's headers have decimal commas, as far as any has decimals. */
  static Optional<Boolean> headersUseCommas(Path file) throws IOException {
    boolean comma = false;
    boolean point = false;
    try (Records records = new Records(file)) {
      Records.Ldr record;
      while ((record = records.next()) != null) {
        if (record.label().matches("(FIRST|LAST|DELTA|MIN|MAX)[XY]|[XY]FACTOR")) {
          comma |= record.value().matches("\\s*[-+]?\\d+,\\d+([eE][-+]?\\d+)?\\s*");
          point |= record.value().matches("\\s*[-+]?\\d*\\.\\d+([eE][-+]?\\d+)?\\s*");
        }
      }
    }
    return comma == point ? Optional.empty() : Optional.of(comma);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
