package org.spectrastreams.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.export.parquet.ReadParquet;

/** The two tables of one image, CSV and Parquet, beside each other. */
public final class ExportedTables {
  private ExportedTables() {}

  /** That both say the same, name for name, field for field and fact for fact. */
  public static ReadParquet assertSame(byte[] csv, byte[] parquet) throws IOException {
    ReadParquet read = ReadParquet.of(parquet);
    String text = new String(csv, StandardCharsets.UTF_8);
    Map<String, String> facts = new LinkedHashMap<>();
    int at = 0;
    while (text.startsWith("# ", at)) {
      int end = text.indexOf('\n', at);
      String[] fact = text.substring(at + 2, end).split(": ", 2);
      facts.put(fact[0], fact[1]);
      at = end + 1;
    }
    List<List<String>> lines = fields(text.substring(at));
    assertThat(lines.get(0)).isEqualTo(List.copyOf(read.types().keySet()));
    List<String> types = List.copyOf(read.types().values());
    List<List<String>> rows = new ArrayList<>();
    for (List<Object> row : read.rows()) {
      List<String> fields = new ArrayList<>();
      for (int c = 0; c < row.size(); c++) {
        String written = CsvField.of(text(row.get(c), types.get(c)));
        fields.add(fields(written + "\n").get(0).get(0));
      }
      rows.add(fields);
    }
    assertThat(lines.subList(1, lines.size())).isEqualTo(rows);
    Map<String, String> said = new LinkedHashMap<>(read.facts());
    said.replaceAll((key, value) -> value.replaceAll("\\p{Cntrl}", " "));
    assertThat(said).isEqualTo(facts);
    return read;
  }

  private static String text(Object value, String type) {
    if (value == null) {
      return "";
    }
    return type.endsWith("INTEGER(64, false)")
        ? Long.toUnsignedString((Long) value)
        : value.toString();
  }

  /** Lines of fields by RFC 4180. */
  private static List<List<String>> fields(String csv) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (quoted || (c != ',' && c != '\n')) {
        field.append(c);
      } else {
        line.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          lines.add(List.copyOf(line));
          line.clear();
        }
      }
    }
    assertThat(quoted || field.length() > 0 || !line.isEmpty()).as("a line that is cut").isFalse();
    return lines;
  }
}
