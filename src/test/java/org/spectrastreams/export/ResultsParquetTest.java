package org.spectrastreams.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.spectrastreams.export.parquet.ReadParquet;

/** The table that CSV has, too: read back by the description of the format. */
class ResultsParquetTest {
  private static byte[] written(ExportFormat format, ResultRecords records) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exports.write(format, SmallImage.image(), records, out);
    return out.toByteArray();
  }

  private static ReadParquet same(ResultRecords records) throws Exception {
    return ExportedTables.assertSame(
        written(ExportFormat.CSV, records), written(ExportFormat.PARQUET, records));
  }

  private static Map<String, Object> row(ReadParquet table, int row) {
    Map<String, Object> values = new TreeMap<>();
    List<String> names = List.copyOf(table.types().keySet());
    for (int c = 0; c < names.size(); c++) {
      if (table.rows().get(row).get(c) != null) {
        values.put(names.get(c), table.rows().get(row).get(c));
      }
    }
    return values;
  }

  @Test
  void shouldHoldTheRowsAndColumnsOfTheCsv() throws Exception {
    ReadParquet table = same(SmallImage.records());
    assertThat(table.rows()).hasSize(19);
    assertThat(table.facts())
        .containsEntry("model", "tissue@1.0.0")
        .containsEntry("simulated", "true: computed spectra, not measured")
        .doesNotContainKey("missing");
    assertThat(table.createdBy()).matches("spectra-streams version \\S+");
  }

  @Test
  void shouldHoldEveryColumnAsWhatItIs() throws Exception {
    ReadParquet table = same(VariedResults.records());
    assertThat(table.types())
        .containsEntry("x", "INT32")
        .containsEntry("stage_y", "DOUBLE")
        .containsEntry("class", "BYTE_ARRAY STRING")
        .containsEntry("confidence", "FLOAT")
        .containsEntry("contradicts", "BOOLEAN")
        .containsEntry("generation", "INT64 INTEGER(64, false)")
        .containsEntry("acquired_at_ms", "INT64 TIMESTAMP(MILLIS, true)")
        .containsEntry("source_offset", "INT64")
        .containsEntry("probability:cell, round", "FLOAT");
    assertThat(table.rows()).hasSize(6);
    assertThat(row(table, 0))
        .containsEntry("class", VariedResults.BAD_NAME)
        .containsEntry("generation", -2L)
        .containsEntry("source_offset", (1L << 53) + 1)
        .containsEntry("acquired_at_ms", 1_700_000_000_123L)
        .containsEntry("contradicts", false)
        .containsEntry("band:amide I / µ", -0f)
        .containsEntry("mean_probability:" + VariedResults.BAD_NAME, 0.6f)
        .doesNotContainKeys("quality", "value", "label:fat", "not_judged");
    assertThat(row(table, 1))
        .containsEntry("contradicts", true)
        .containsEntry("quality", "NON_FINITE ALL_ZERO")
        .doesNotContainKeys("truth", "reading:a.b_c-1");
  }

  /** Between them these rows fill every column, so that none can be forgotten. */
  @Test
  void shouldLeaveNullWhatDoesNotExistAndNothingElse() throws Exception {
    ReadParquet table = same(VariedResults.records());
    for (int c = 0; c < table.types().size(); c++) {
      int column = c;
      assertThat(table.rows())
          .as(List.copyOf(table.types().keySet()).get(c))
          .anySatisfy(row -> assertThat(row.get(column)).isNotNull());
    }
    assertThat(row(table, 5))
        .containsOnlyKeys(
            "x",
            "y",
            "not_judged",
            "not_judged_text",
            "value_unit",
            "quality",
            "generation",
            "sequence",
            "shadow",
            "shadow_model");
  }

  @Test
  void shouldSayHowManyResultsTheLogHasLost() throws Exception {
    ReadParquet table =
        same(
            visitor -> {
              SmallImage.records().forEach(visitor);
              return 3;
            });
    assertThat(table.facts())
        .containsEntry("missing", "3 results of the map are no longer in the log");
  }

  @Test
  void shouldWriteATableOfNoRowsWhereAllHaveLeftTheLog() throws Exception {
    ReadParquet table = same(visitor -> 19);
    assertThat(table.rows()).isEmpty();
    assertThat(table.types()).containsKeys("x", "shadow_difference");
  }
}
