package org.spectrastreams.export.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A column of the row group that is being filled, and the data page (version 1) that it becomes:
 * its definition levels, which say where there is a value, then the values that there are.
 */
final class ColumnPage {
  private static final int DATA_PAGE = 0;

  /**
   * A page as it stands in the file, its header included.
   *
   * @param plain its bytes before they were packed
   * @param packed its bytes in the file
   * @param nulls how many rows have no value
   */
  record Written(int plain, int packed, int nulls) {}

  private final ParquetWriter.Column column;
  private final PackedBits isThere = new PackedBits();
  private final PlainValues values = new PlainValues();

  ColumnPage(ParquetWriter.Column column) {
    this.column = column;
  }

  /**
   * Adds the value of the next row; null where there is none.
   *
   * @throws IllegalArgumentException if the column's type cannot hold it as it is
   */
  void add(JsonNode value) {
    if (value != null && !column.type().holds(value)) {
      throw new IllegalArgumentException(
          "column %s is of %s, which %s is none of".formatted(column.name(), column.type(), value));
    }
    isThere.add(value != null);
    if (value != null) {
      column.type().write(value, values);
    }
  }

  /** What is held of it, in bytes. */
  int size() {
    return values.size() + isThere.bytes();
  }

  /** Writes the page, which has a row or more, and begins the next. */
  Written writeTo(OutputStream out) throws IOException {
    ByteArrayOutputStream levels = levels();
    PlainValues length = new PlainValues();
    length.int32(levels.size());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream page = new GZIPOutputStream(packed)) {
      length.writeTo(page);
      levels.writeTo(page);
      values.writeTo(page);
    }
    int plain = length.size() + levels.size() + values.size();
    CompactThrift header = header(plain, packed.size());
    header.writeTo(out);
    packed.writeTo(out);
    Written written =
        new Written(
            header.size() + plain, header.size() + packed.size(), isThere.size() - isThere.ones());
    isThere.clear();
    values.clear();
    return written;
  }

  /** Levels of one bit in the hybrid encoding: one run of the same, or all of them packed. */
  private ByteArrayOutputStream levels() throws IOException {
    ByteArrayOutputStream levels = new ByteArrayOutputStream();
    if (isThere.ones() == 0 || isThere.ones() == isThere.size()) {
      CompactThrift.varint((long) isThere.size() << 1, levels);
      levels.write(isThere.ones() == 0 ? 0 : 1);
    } else {
      CompactThrift.varint((long) isThere.bytes() << 1 | 1, levels);
      isThere.writeTo(levels);
    }
    return levels;
  }

  private CompactThrift header(int plain, int packed) {
    CompactThrift header = new CompactThrift();
    header.int32(1, DATA_PAGE).int32(2, plain).int32(3, packed);
    header
        .struct(5)
        .int32(1, isThere.size())
        .int32(2, ParquetWriter.PLAIN)
        .int32(3, ParquetWriter.RLE)
        .int32(4, ParquetWriter.RLE)
        .end();
    return header.end();
  }
}
