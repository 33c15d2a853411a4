package org.spectrastreams.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.json.ResultJson;

/**
 * The results of an image as CSV: comment lines {@code # key: value}, a header, and a line for
 * every pixel that has a result, in the order of the log. Its numbers are those of {@link
 * ResultJson}, the one JSON of results. What does not exist is an empty field.
 */
final class ResultsCsv {
  private static final List<String> FIRST =
      List.of(
          "x",
          "y",
          "stage_x",
          "stage_y",
          "class",
          "confidence",
          "agreement",
          "not_judged",
          "not_judged_text",
          "fit",
          "value",
          "value_unit");
  private static final List<String> LAST =
      List.of(
          "quality",
          "context",
          "context_class",
          "contradicts",
          "truth",
          "model",
          "model_digest",
          "preprocessing_digest",
          "service_version",
          "generation",
          "sequence",
          "acquired_at_ms",
          "source_topic",
          "source_partition",
          "source_offset",
          "source_index",
          "shadow",
          "shadow_model",
          "shadow_difference");

  /** Columns whose number depends on the model: {@code kind:name}. */
  private final Set<String> named = new LinkedHashSet<>();

  private final MapSnapshot image;
  private final ResultRecords records;

  private ResultsCsv(MapSnapshot image, ResultRecords records) {
    this.image = image;
    this.records = records;
  }

  /** Writes all results: reads them twice, once for the columns. The stream stays open. */
  static void write(MapSnapshot image, ResultRecords records, OutputStream out)
      throws IOException, InterruptedException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    new ResultsCsv(image, records).write(text);
    text.flush();
  }

  private void write(Writer out) throws IOException, InterruptedException {
    long gone = records.forEach((result, rows) -> columns(result));
    image
        .provenance()
        .forEach(
            (name, value) -> {
              try {
                out.write("# " + name + ": " + value.replaceAll("\\p{Cntrl}", " ") + "\n");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    if (gone > 0) {
      out.write("# missing: " + gone + " results of the map are no longer in the log\n");
    }
    StringBuilder header = new StringBuilder(String.join(",", FIRST));
    named.forEach(name -> header.append(',').append(CsvField.of(name)));
    out.write(header.append(',').append(String.join(",", LAST)).append('\n').toString());
    records.forEach(
        (result, rows) -> {
          for (int row : rows) {
            out.write(line(ResultJson.of(result, row, false)));
          }
        });
  }

  private void columns(ResultView result) {
    List<String> classes = result.block().getClassNamesList();
    if (result.isCalibrated()) {
      classes.forEach(name -> named.add("probability:" + name));
    }
    classes.forEach(name -> named.add("mean_probability:" + name));
    classes.forEach(name -> named.add("vote_share:" + name));
    result.outcomes().labels().forEach(name -> named.add("label:" + name));
    result.block().getBandsList().forEach(band -> named.add("band:" + band.getName()));
    result.block().getReadingsList().forEach(one -> named.add("reading:" + one.getName()));
  }

  private String line(ObjectNode json) {
    StringBuilder line = new StringBuilder();
    JsonNode context = json.path("context");
    JsonNode source = json.path("source");
    JsonNode value = json.path("value");
    add(line, json.get("x"), json.get("y"));
    add(line, json.path("stage").path("x"), json.path("stage").path("y"));
    add(line, json.get("class"), json.get("confidence"), json.get("agreement"));
    add(line, json.path("notJudged").path("reason"), json.path("notJudged").path("text"));
    add(line, json.get("fit"), value.path("value"), value.path("unit"));
    named.forEach(name -> add(line, named(json, name)));
    StringBuilder flags = new StringBuilder();
    json.get("quality")
        .forEach(flag -> flags.append(flags.isEmpty() ? "" : " ").append(flag.asText()));
    line.append(CsvField.of(flags.toString())).append(',');
    add(line, context.path("id"), context.path("class"), context.path("contradicts"));
    add(line, json.get("truth"), json.get("model"), json.get("modelDigest"));
    add(line, json.get("preprocessingDigest"), json.get("serviceVersion"));
    add(line, json.get("generation"), json.get("sequence"), json.get("acquiredAtMs"));
    add(line, source.path("topic"), source.path("partition"), source.path("offset"));
    add(line, source.path("index"));
    JsonNode shadow = json.path("shadow");
    add(line, shadow.path("comparison"), shadow.path("model"), shadow.path("difference"));
    line.setCharAt(line.length() - 1, '\n');
    return line.toString();
  }

  private static JsonNode named(ObjectNode json, String column) {
    int colon = column.indexOf(':');
    String name = column.substring(colon + 1);
    return switch (column.substring(0, colon)) {
      case "probability" -> json.path("probabilities").path(name);
      case "mean_probability" -> json.path("meanProbabilities").path(name);
      case "vote_share" -> json.path("voteShares").path(name);
      case "label" -> of(json.path("labels"), name).path("score");
      case "band" -> of(json.path("bands"), name).path("value");
      default -> of(json.path("readings"), name).path("value");
    };
  }

  private static JsonNode of(JsonNode list, String name) {
    for (JsonNode one : list) {
      if (one.path("name").asText().equals(name)) {
        return one;
      }
    }
    return list.path(-1);
  }

  private static void add(StringBuilder line, JsonNode... values) {
    for (JsonNode value : values) {
      boolean isThere = value != null && !value.isNull() && !value.isMissingNode();
      line.append(isThere ? CsvField.of(value.asText()) : "").append(',');
    }
  }
}
