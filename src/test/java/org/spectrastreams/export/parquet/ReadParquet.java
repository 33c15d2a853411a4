package org.spectrastreams.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A Parquet file, read by the letter of its public description (README.md, parquet.thrift,
 * Encodings.md) with nothing of the writer's: of flat tables of optional columns what they may hold
 * in pages of version 1, and every number that is said twice is compared.
 *
 * @param types of each column by name, in the format's own words
 * @param groups how many rows each row group has
 * @param rows values by column: texts, numbers, truths, null
 * @param facts the file's keys and values
 */
public record ReadParquet(
    Map<String, String> types,
    List<Integer> groups,
    List<List<Object>> rows,
    Map<String, String> facts,
    String createdBy) {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Reads a whole file. */
  public static ReadParquet of(byte[] bytes) throws IOException {
    if (bytes.length < 12) {
      throw new IOException("no Parquet: " + bytes.length + " bytes");
    }
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int footer = bytes.length - 8 - file.getInt(bytes.length - 8);
    if (!isMagic(file, 0) || !isMagic(file, bytes.length - 4) || footer < 4) {
      throw new IOException("no Parquet, or not the whole file");
    }
    file.position(footer);
    ReadThrift meta = ReadThrift.of(file);
    assertThat(file.position()).isEqualTo(bytes.length - 8);
    assertThat(meta.number(1)).as("version").isEqualTo(1);
    List<ReadThrift> schema = meta.structs(2);
    assertThat(schema.get(0).number(5)).as("columns").isEqualTo(schema.size() - 1);
    assertThat(schema.get(0).fields()).as("the root").containsOnlyKeys(4, 5);
    List<ReadThrift> columns = schema.subList(1, schema.size());
    Map<String, String> types = new LinkedHashMap<>();
    columns.forEach(column -> types.put(column.text(4), type(column)));
    List<List<Object>> rows = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    long at = MAGIC.length;
    for (ReadThrift group : meta.structs(4)) {
      at = readGroup(file, columns, group, at, rows);
      groups.add((int) group.number(3));
    }
    assertThat(at).as("the footer begins where the last page ends").isEqualTo(footer);
    assertThat(meta.number(3)).as("rows of the file").isEqualTo(rows.size());
    Map<String, String> facts = new LinkedHashMap<>();
    meta.structs(5).forEach(fact -> facts.put(fact.text(1), fact.text(2)));
    return new ReadParquet(types, groups, rows, facts, meta.text(6));
  }

  private static boolean isMagic(ByteBuffer file, int at) {
    return ByteBuffer.wrap(MAGIC).equals(file.slice(at, MAGIC.length));
  }

  private static String type(ReadThrift column) {
    assertThat(column.number(3)).as("OPTIONAL").isEqualTo(1);
    String stored =
        List.of("BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY")
            .get((int) column.number(1));
    if (!column.fields().containsKey(10)) {
      assertThat(column.fields()).containsOnlyKeys(1, 3, 4);
      return stored;
    }
    assertThat(column.struct(10).fields()).as("a union").hasSize(1);
    int logical = column.struct(10).fields().keySet().iterator().next();
    ReadThrift of = column.struct(10).struct(logical);
    return switch (logical + "/" + column.number(6)) {
      case "1/0" -> stored + " STRING";
      case "8/9" -> {
        assertThat(of.struct(2).fields()).as("MILLIS").containsOnlyKeys(1);
        yield stored + " TIMESTAMP(MILLIS, " + of.fields().get(1) + ")";
      }
      case "10/14" -> stored + " INTEGER(" + of.number(1) + ", " + of.fields().get(2) + ")";
      default -> throw new IllegalStateException(column.toString());
    };
  }

  /** Adds the rows of a group that begins where it must; answers where it ends. */
  private static long readGroup(
      ByteBuffer file, List<ReadThrift> columns, ReadThrift group, long from, List<List<Object>> to)
      throws IOException {
    int count = (int) group.number(3);
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add(new ArrayList<>());
    }
    assertThat(group.number(5)).as("offset of the group").isEqualTo(from);
    assertThat(group.list(1)).hasSameSizeAs(columns);
    long at = from;
    long plain = 0;
    for (int c = 0; c < columns.size(); c++) {
      ReadThrift chunk = group.structs(1).get(c).struct(3);
      assertThat(chunk.number(1)).isEqualTo(columns.get(c).number(1));
      assertThat((Object) chunk.list(2)).as("PLAIN and RLE").isEqualTo(List.of(0L, 3L));
      assertThat((Object) chunk.list(3)).isEqualTo(List.of(columns.get(c).text(4)));
      assertThat(chunk.number(4)).as("GZIP").isEqualTo(2);
      assertThat(chunk.number(5)).as("values").isEqualTo(count);
      assertThat(chunk.number(9)).as("offset of the page").isEqualTo(at);
      file.position((int) at);
      List<Object> values = readPage(file, chunk, count, columns.get(c));
      at += chunk.number(7);
      assertThat(file.position()).isEqualTo(at);
      plain += chunk.number(6);
      long nulls = values.stream().filter(value -> value == null).count();
      assertThat(chunk.struct(12).number(3)).as("null_count").isEqualTo(nulls);
      for (int row = 0; row < count; row++) {
        rows.get(row).add(values.get(row));
      }
    }
    assertThat(group.number(2)).isEqualTo(plain);
    assertThat(group.number(6)).isEqualTo(at - from);
    to.addAll(rows);
    return at;
  }

  private static List<Object> readPage(
      ByteBuffer file, ReadThrift chunk, int count, ReadThrift column) throws IOException {
    int from = file.position();
    ReadThrift header = ReadThrift.of(file);
    int head = file.position() - from;
    assertThat(header.number(1)).as("DATA_PAGE").isEqualTo(0);
    ReadThrift data = header.struct(5);
    assertThat(List.of(data.number(1), data.number(2), data.number(3), data.number(4)))
        .as("values, and their encodings")
        .isEqualTo(List.of((long) count, 0L, 3L, 3L));
    assertThat(head + header.number(2)).isEqualTo(chunk.number(6));
    assertThat(head + header.number(3)).isEqualTo(chunk.number(7));
    byte[] packed = new byte[(int) header.number(3)];
    file.get(packed);
    byte[] page = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    assertThat(page).hasSize((int) header.number(2));
    ByteBuffer in = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    boolean[] isThere = levels(in, count);
    List<Object> values = new ArrayList<>();
    int bit = 0;
    for (boolean is : isThere) {
      if (is && column.number(1) == 0) {
        values.add((in.get(in.position() + bit / 8) >> bit % 8 & 1) == 1);
        bit++;
      } else {
        values.add(is ? value(in, column) : null);
      }
    }
    assertThat(in.remaining()).as("bytes behind the values").isEqualTo((bit + 7) / 8);
    return values;
  }

  /** Runs of the hybrid encoding of one bit, behind their length. */
  private static boolean[] levels(ByteBuffer in, int count) {
    int length = in.getInt();
    int end = in.position() + length;
    boolean[] levels = new boolean[count];
    int at = 0;
    while (in.position() < end) {
      long head = ReadThrift.unsigned(in);
      boolean isPacked = (head & 1) == 1;
      long run = isPacked ? (head >> 1) * 8 : head >> 1;
      int bits = 0;
      for (long i = 0; i < run; i++) {
        if (i == 0 || (isPacked && i % 8 == 0)) {
          bits = in.get();
        }
        boolean level = (isPacked ? bits >> i % 8 & 1 : bits) == 1;
        if (at < count) {
          levels[at++] = level;
        } else {
          assertThat(isPacked && !level).as("only packed bits are filled up").isTrue();
        }
      }
    }
    assertThat(in.position()).isEqualTo(end);
    assertThat(at).as("levels").isEqualTo(count);
    return levels;
  }

  private static Object value(ByteBuffer in, ReadThrift column) {
    return switch ((int) column.number(1)) {
      case 1 -> in.getInt();
      case 2 -> in.getLong();
      case 4 -> in.getFloat();
      case 5 -> in.getDouble();
      case 6 -> {
        byte[] text = new byte[in.getInt()];
        in.get(text);
        yield new String(text, StandardCharsets.UTF_8);
      }
      default -> throw new IllegalStateException(column.toString());
    };
  }
}
