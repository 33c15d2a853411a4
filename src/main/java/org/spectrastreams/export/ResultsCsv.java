package org.spectrastreams.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.spectrastreams.wire.json.ResultJson;

/**
 * The results of an image as CSV: comment lines {@code # key: value}, a header, and a line for
 * every pixel that has a result, in the order of the log. What does not exist is an empty field.
 */
final class ResultsCsv {
  private ResultsCsv() {}

  /** Writes all results: reads them twice, once for the columns. The stream stays open. */
  static void write(MapSnapshot image, ResultRecords records, OutputStream out)
      throws IOException, InterruptedException {
    ResultColumns columns = ResultColumns.of(records);
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    for (Map.Entry<String, String> fact : image.provenance().entrySet()) {
      text.write(
          "# " + fact.getKey() + ": " + fact.getValue().replaceAll("\\p{Cntrl}", " ") + "\n");
    }
    if (columns.gone() > 0) {
      text.write("# missing: " + ResultColumns.missing(columns.gone()) + "\n");
    }
    text.write(
        columns.all().stream()
            .map(column -> CsvField.of(column.name()))
            .collect(Collectors.joining(",", "", "\n")));
    records.forEach(
        (result, rows) -> {
          for (int row : rows) {
            text.write(line(columns, ResultJson.of(result, row, false)));
          }
        });
    text.flush();
  }

  private static String line(ResultColumns columns, ObjectNode json) {
    return columns.all().stream()
        .map(column -> field(column.of(json)))
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static String field(JsonNode value) {
    return value == null ? "" : CsvField.of(value.asText());
  }
}
