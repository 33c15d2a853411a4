package org.spectrastreams.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.export.parquet.ParquetWriter.Column;

/** Files are read back by {@link ReadParquet}, which follows the description of the format. */
class ParquetWriterTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<Column> ALL =
      Stream.of(ColumnType.values()).map(type -> new Column("of " + type, type)).toList();

  /** A value of every type and what it is read as, by the order of the types. */
  private static final List<JsonNode> VALUES =
      List.of(
          JSON.textNode("a \"b\",\r\n=SUM(1|2) µ 𝛽 \u0000"),
          JSON.numberNode(0.1f),
          JSON.numberNode(0.1),
          JSON.numberNode(Integer.MIN_VALUE),
          JSON.numberNode(Long.MIN_VALUE + 1),
          JSON.textNode("18446744073709551615"),
          JSON.numberNode(1_700_000_000_123L),
          JSON.booleanNode(true));

  private static final List<Object> READ =
      List.of(
          "a \"b\",\r\n=SUM(1|2) µ 𝛽 \u0000",
          0.1f,
          0.1,
          Integer.MIN_VALUE,
          Long.MIN_VALUE + 1,
          -1L,
          1_700_000_000_123L,
          true);

  private static byte[] write(List<Column> columns, int rows, int bytes, List<List<JsonNode>> table)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ParquetWriter writer = new ParquetWriter(out, columns, rows, bytes);
    for (List<JsonNode> row : table) {
      writer.row(row);
    }
    writer.finish(Map.of("key", "välue\n2"), "tests version 1");
    return out.toByteArray();
  }

  private static ReadParquet read(List<List<JsonNode>> table) throws IOException {
    return ReadParquet.of(write(ALL, 1000, 1 << 20, table));
  }

  @Test
  void shouldWriteEveryTypeToItsLastDigitAndSayWhatItMeans() throws Exception {
    ReadParquet read = read(List.of(VALUES));
    assertThat(read.rows()).isEqualTo(List.of(READ));
    assertThat(read.types().keySet())
        .containsExactlyElementsOf(ALL.stream().map(Column::name).toList());
    assertThat(read.types().values())
        .containsExactly(
            "BYTE_ARRAY STRING",
            "FLOAT",
            "DOUBLE",
            "INT32",
            "INT64",
            "INT64 INTEGER(64, false)",
            "INT64 TIMESTAMP(MILLIS, true)",
            "BOOLEAN");
    assertThat(read.facts()).isEqualTo(Map.of("key", "välue\n2"));
    assertThat(read.createdBy()).isEqualTo("tests version 1");
  }

  /** Lengths around a byte of levels; seldom, often and in turns nothing, as chance has it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 64, 333})
  void shouldTellNullFromEveryValue(int length) throws Exception {
    Random random = new Random(length);
    List<List<JsonNode>> table = new ArrayList<>();
    List<List<Object>> expected = new ArrayList<>();
    for (int row = 0; row < length; row++) {
      List<JsonNode> values = new ArrayList<>(VALUES);
      List<Object> read = new ArrayList<>(READ);
      for (int c = 0; c < values.size(); c++) {
        if (random.nextInt(values.size()) < c) {
          values.set(c, null);
          read.set(c, null);
        } else if (c == values.size() - 1 || c == 0) {
          boolean is = random.nextBoolean();
          values.set(c, c == 0 ? JSON.textNode(is ? "" : "x".repeat(row)) : JSON.booleanNode(is));
          read.set(c, c == 0 ? (is ? "" : "x".repeat(row)) : is);
        }
      }
      table.add(values);
      expected.add(read);
    }
    assertThat(read(table).rows()).isEqualTo(expected);
  }

  @Test
  void shouldKeepColumnsWithoutAnyValueAndTablesWithoutARow() throws Exception {
    List<JsonNode> nothing = Collections.nCopies(ALL.size(), null);
    ReadParquet empty = read(Collections.nCopies(20, nothing));
    assertThat(empty.rows()).hasSize(20).allSatisfy(row -> assertThat(row).containsOnlyNulls());
    ReadParquet none = read(List.of());
    assertThat(none.types()).hasSize(ALL.size());
    assertThat(none.groups()).isEmpty();
    assertThat(none.rows()).isEmpty();
  }

  @Test
  void shouldBeginARowGroupWhereOneHasItsRowsOrItsBytes() throws Exception {
    List<Column> columns =
        List.of(new Column("row", ColumnType.INT32), new Column("text", ColumnType.TEXT));
    List<List<JsonNode>> table =
        IntStream.range(0, 25)
            .mapToObj(
                row ->
                    List.<JsonNode>of(
                        JSON.numberNode(row), JSON.textNode("t".repeat(row < 10 ? 0 : 1000))))
            .toList();
    ReadParquet byRows = ReadParquet.of(write(columns, 10, 1 << 20, table));
    assertThat(byRows.groups()).containsExactly(10, 10, 5);
    ReadParquet byBytes = ReadParquet.of(write(columns, 1000, 4000, table));
    assertThat(byBytes.groups()).containsExactly(14, 4, 4, 3);
    assertThat(byBytes.rows()).isEqualTo(byRows.rows());
    assertThat(byRows.rows())
        .extracting(row -> row.get(0))
        .isEqualTo(IntStream.range(0, 25).boxed().toList());
  }

  /** The bounds that every export has. */
  @Test
  void shouldHoldSoManyRowsOrBytesAndNoMore() throws Exception {
    List<Column> columns = List.of(new Column("text", ColumnType.TEXT));
    assertThat(groups(columns, ParquetWriter.MOST_ROWS + 1, ""))
        .containsExactly(ParquetWriter.MOST_ROWS, 1);
    String mebi = "t".repeat(1 << 20);
    assertThat(groups(columns, 17, mebi)).containsExactly(ParquetWriter.MOST_BYTES >> 20, 1);
  }

  private static List<Integer> groups(List<Column> columns, int rows, String text)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ParquetWriter writer = new ParquetWriter(out, columns);
    for (int row = 0; row < rows; row++) {
      writer.row(List.of(JSON.textNode(text)));
    }
    writer.finish(Map.of(), "tests version 1");
    ReadParquet read = ReadParquet.of(out.toByteArray());
    assertThat(read.rows()).hasSize(rows).containsOnly(List.of(text));
    return read.groups();
  }

  /** More columns and more groups than the short forms of lists have room for. */
  @Test
  void shouldWriteWideTablesInManyGroups() throws Exception {
    List<Column> columns =
        IntStream.range(0, 200)
            .mapToObj(c -> new Column("probability:a.b/" + c, ColumnType.INT32))
            .toList();
    List<List<JsonNode>> table =
        IntStream.range(0, 40)
            .mapToObj(
                row ->
                    IntStream.range(0, columns.size())
                        .mapToObj(c -> (JsonNode) JSON.numberNode(row * c))
                        .toList())
            .toList();
    ReadParquet read = ReadParquet.of(write(columns, 2, 1 << 20, table));
    assertThat(read.groups()).hasSize(20);
    assertThat(read.types()).containsKey("probability:a.b/199");
    assertThat(read.rows().get(39).get(199)).isEqualTo(39 * 199);
    assertThat(read.rows().get(0)).containsOnly(0);
  }

  @Test
  void shouldHoldNoMoreThanARowGroup() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ParquetWriter writer = new ParquetWriter(out, ALL, 5, 1 << 20);
    int before = out.size();
    for (int row = 1; row <= 50; row++) {
      writer.row(VALUES);
      assertThat(out.size() > before).as("row %d", row).isEqualTo(row % 5 == 0);
      before = out.size();
    }
  }

  @Test
  void shouldLookWholeOnlyWhereItIs() throws Exception {
    byte[] whole = write(ALL, 2, 1 << 20, Collections.nCopies(5, VALUES));
    assertThat(ReadParquet.of(whole).rows()).hasSize(5);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ReadParquet.of(cut))
          .as("%d", length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldRefuseWhatAColumnCannotHoldAsItIs() throws Exception {
    List<JsonNode> others =
        List.of(
            JSON.numberNode(1),
            JSON.numberNode(0.1),
            JSON.numberNode(0.1f),
            JSON.numberNode(1L << 31),
            JSON.numberNode(1.5),
            JSON.textNode("18446744073709551616"),
            JSON.textNode("1"),
            JSON.numberNode(1));
    for (int c = 0; c < ALL.size(); c++) {
      ParquetWriter writer =
          new ParquetWriter(new ByteArrayOutputStream(), List.of(ALL.get(c)), 10, 1 << 20);
      List<JsonNode> row = List.of(others.get(c));
      assertThatThrownBy(() -> writer.row(row))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(ALL.get(c).name());
      assertThatThrownBy(() -> writer.row(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("of 0 values");
    }
  }
}
