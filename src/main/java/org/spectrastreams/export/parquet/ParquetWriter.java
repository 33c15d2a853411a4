package org.spectrastreams.export.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes one table as a Parquet file, from its first byte to its last: row groups of one page a
 * column, packed by GZIP, then the footer that says where they lie. A file that is cut off has no
 * footer, so no reader takes it for a whole one.
 *
 * <p>A row group is written once it has {@value #MOST_ROWS} rows or {@value #MOST_BYTES} bytes of
 * values; no more than that and its packed form is held, whatever the table's length, and a few
 * numbers a column of each group that was written.
 */
public final class ParquetWriter {
  /** The most rows of a row group. */
  public static final int MOST_ROWS = 1 << 16;

  /** As many bytes of values end a row group; the row that reaches them belongs to it. */
  public static final int MOST_BYTES = 16 << 20;

  /** Codes of the format, by the names that it has for them. */
  static final int OPTIONAL = 1;

  static final int PLAIN = 0;
  static final int RLE = 3;
  private static final int GZIP = 2;
  private static final int VERSION = 1;

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** A column; rows may have no value in it. */
  public record Column(String name, ColumnType type) {}

  private record Chunk(long offset, ColumnPage.Written page) {}

  private record Group(int rows, List<Chunk> chunks) {}

  private final OutputStream out;
  private final List<Column> columns;
  private final int mostRows;
  private final int mostBytes;
  private final List<ColumnPage> pages = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private long written;
  private int rows;

  /** Begins a file; the stream stays open. Names of columns differ from one another. */
  public ParquetWriter(OutputStream out, List<Column> columns) throws IOException {
    this(out, columns, MOST_ROWS, MOST_BYTES);
  }

  /** As above, with row groups of another size. */
  ParquetWriter(OutputStream out, List<Column> columns, int mostRows, int mostBytes)
      throws IOException {
    this.out = out;
    this.columns = List.copyOf(columns);
    this.mostRows = mostRows;
    this.mostBytes = mostBytes;
    columns.forEach(column -> pages.add(new ColumnPage(column)));
    out.write(MAGIC);
    written = MAGIC.length;
  }

  /**
   * Writes a row.
   *
   * @param values one a column; null where there is none
   * @throws IllegalArgumentException if a column cannot hold its value as it is; the file is then
   *     to be given up
   */
  public void row(List<JsonNode> values) throws IOException {
    if (values.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a row of %d values in a table of %d columns".formatted(values.size(), columns.size()));
    }
    long bytes = 0;
    for (int c = 0; c < pages.size(); c++) {
      pages.get(c).add(values.get(c));
      bytes += pages.get(c).size();
    }
    rows++;
    if (rows >= mostRows || bytes >= mostBytes) {
      writeGroup();
    }
  }

  /**
   * Writes what makes it a whole file.
   *
   * @param facts what is said of the table: key and value
   * @param by the program that wrote it, as {@code NAME version X}
   */
  public void finish(Map<String, String> facts, String by) throws IOException {
    if (rows > 0) {
      writeGroup();
    }
    CompactThrift footer = footer(facts, by);
    PlainValues length = new PlainValues();
    length.int32(footer.size());
    footer.writeTo(out);
    length.writeTo(out);
    out.write(MAGIC);
  }

  private void writeGroup() throws IOException {
    List<Chunk> chunks = new ArrayList<>(pages.size());
    for (ColumnPage page : pages) {
      Chunk chunk = new Chunk(written, page.writeTo(out));
      chunks.add(chunk);
      written += chunk.page().packed();
    }
    groups.add(new Group(rows, chunks));
    rows = 0;
  }

  private CompactThrift footer(Map<String, String> facts, String by) {
    CompactThrift footer = new CompactThrift();
    footer.int32(1, VERSION).list(2, CompactThrift.STRUCT, 1 + columns.size());
    footer.element().text(4, "schema").int32(5, columns.size()).end();
    columns.forEach(column -> column.type().writeSchema(column.name(), footer));
    footer.int64(3, groups.stream().mapToLong(Group::rows).sum());
    footer.list(4, CompactThrift.STRUCT, groups.size());
    groups.forEach(group -> write(group, footer));
    footer.list(5, CompactThrift.STRUCT, facts.size());
    facts.forEach((key, value) -> footer.element().text(1, key).text(2, value).end());
    return footer.text(6, by).end();
  }

  /** A {@code RowGroup}. */
  private void write(Group group, CompactThrift footer) {
    List<Chunk> chunks = group.chunks();
    footer.element().list(1, CompactThrift.STRUCT, chunks.size());
    for (int c = 0; c < chunks.size(); c++) {
      write(columns.get(c), chunks.get(c), group.rows(), footer);
    }
    footer
        .int64(2, chunks.stream().mapToLong(chunk -> chunk.page().plain()).sum())
        .int64(3, group.rows())
        .int64(5, chunks.get(0).offset())
        .int64(6, chunks.stream().mapToLong(chunk -> chunk.page().packed()).sum())
        .end();
  }

  /** A {@code ColumnChunk}; of its statistics it says how many rows have no value. */
  private static void write(Column column, Chunk chunk, int rows, CompactThrift footer) {
    footer.element().int64(2, 0).struct(3);
    footer
        .int32(1, column.type().stored())
        .list(2, CompactThrift.INT32, 2)
        .number(PLAIN)
        .number(RLE)
        .list(3, CompactThrift.TEXT, 1)
        .text(column.name())
        .int32(4, GZIP)
        .int64(5, rows)
        .int64(6, chunk.page().plain())
        .int64(7, chunk.page().packed())
        .int64(9, chunk.offset());
    footer.struct(12).int64(3, chunk.page().nulls()).end();
    footer.end().end();
  }
}
