package org.spectrastreams.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.export.parquet.ParquetWriter;
import org.spectrastreams.wire.ServiceVersion;
import org.spectrastreams.wire.json.ResultJson;

/**
 * The results of an image as Parquet: the table that {@link ResultsCsv} writes, with numbers as
 * numbers and null where a value does not exist. What CSV has as comments is the file's metadata.
 */
final class ResultsParquet {
  private ResultsParquet() {}

  /** Writes all results: reads them twice, once for the columns. The stream stays open. */
  static void write(MapSnapshot image, ResultRecords records, OutputStream out)
      throws IOException, InterruptedException {
    List<ResultColumns.Column> columns = ResultColumns.of(records).all();
    ParquetWriter table =
        new ParquetWriter(
            out,
            columns.stream()
                .map(column -> new ParquetWriter.Column(column.name(), column.type()))
                .toList());
    List<JsonNode> values = new ArrayList<>(columns.size());
    long gone =
        records.forEach(
            (result, rows) -> {
              for (int row : rows) {
                ObjectNode json = ResultJson.of(result, row, false);
                values.clear();
                columns.forEach(column -> values.add(column.of(json)));
                table.row(values);
              }
            });
    Map<String, String> facts = new LinkedHashMap<>(image.provenance());
    if (gone > 0) {
      facts.put("missing", ResultColumns.missing(gone));
    }
    // Of the program that writes, which may be another one than scored.
    table.finish(facts, "spectra-streams version " + ServiceVersion.current());
  }
}
