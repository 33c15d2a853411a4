package org.spectrastreams.export;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.spectrastreams.export.parquet.ColumnType;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.json.ResultJson;

/**
 * The results of an image as a table: its columns, what they hold, and where each value stands in
 * {@link ResultJson}, the one JSON of results. Every table that is exported has these.
 */
final class ResultColumns {
  /**
   * A column.
   *
   * @param finds its value in the JSON of a result
   */
  record Column(String name, ColumnType type, Function<JsonNode, JsonNode> finds) {
    /** Its value of a result; null where there is none. */
    JsonNode of(ObjectNode result) {
      JsonNode found = finds.apply(result);
      return found == null || found.isNull() || found.isMissingNode() ? null : found;
    }
  }

  private static final List<Column> FIRST =
      List.of(
          at("x", ColumnType.INT32, "/x"),
          at("y", ColumnType.INT32, "/y"),
          at("stage_x", ColumnType.FLOAT64, "/stage/x"),
          at("stage_y", ColumnType.FLOAT64, "/stage/y"),
          at("class", ColumnType.TEXT, "/class"),
          at("confidence", ColumnType.FLOAT32, "/confidence"),
          at("agreement", ColumnType.FLOAT32, "/agreement"),
          at("not_judged", ColumnType.TEXT, "/notJudged/reason"),
          at("not_judged_text", ColumnType.TEXT, "/notJudged/text"),
          at("fit", ColumnType.FLOAT32, "/fit"),
          at("value", ColumnType.FLOAT32, "/value/value"),
          at("value_unit", ColumnType.TEXT, "/value/unit"));
  private static final List<Column> LAST =
      List.of(
          new Column("quality", ColumnType.TEXT, ResultColumns::flags),
          at("context", ColumnType.INT32, "/context/id"),
          at("context_class", ColumnType.TEXT, "/context/class"),
          at("contradicts", ColumnType.BOOLEAN, "/context/contradicts"),
          at("truth", ColumnType.TEXT, "/truth"),
          at("model", ColumnType.TEXT, "/model"),
          at("model_digest", ColumnType.TEXT, "/modelDigest"),
          at("preprocessing_digest", ColumnType.TEXT, "/preprocessingDigest"),
          at("service_version", ColumnType.TEXT, "/serviceVersion"),
          at("generation", ColumnType.UNSIGNED64, "/generation"),
          at("sequence", ColumnType.INT64, "/sequence"),
          at("acquired_at_ms", ColumnType.TIME_MS, "/acquiredAtMs"),
          at("source_topic", ColumnType.TEXT, "/source/topic"),
          at("source_partition", ColumnType.INT32, "/source/partition"),
          at("source_offset", ColumnType.INT64, "/source/offset"),
          at("source_index", ColumnType.INT32, "/source/index"),
          at("shadow", ColumnType.TEXT, "/shadow/comparison"),
          at("shadow_model", ColumnType.TEXT, "/shadow/model"),
          at("shadow_difference", ColumnType.FLOAT32, "/shadow/difference"));

  /** Columns whose number depends on the model, by name: {@code kind:name}. */
  private final Map<String, Column> named = new LinkedHashMap<>();

  private final List<Column> all = new ArrayList<>(FIRST);
  private final long gone;

  private ResultColumns(ResultRecords records) throws IOException, InterruptedException {
    gone = records.forEach((result, rows) -> add(result));
    all.addAll(named.values());
    all.addAll(LAST);
  }

  /** Of all results, which are read for them. */
  static ResultColumns of(ResultRecords records) throws IOException, InterruptedException {
    return new ResultColumns(records);
  }

  /** In their order. */
  List<Column> all() {
    return all;
  }

  /** How many results of the map were no longer in the log. */
  long gone() {
    return gone;
  }

  /** How a table says that so many results are missing from it. */
  static String missing(long gone) {
    return gone + " results of the map are no longer in the log";
  }

  private void add(ResultView result) {
    List<String> classes = result.block().getClassNamesList();
    if (result.isCalibrated()) {
      classes.forEach(name -> addOfClass("probability:", "probabilities", name));
    }
    classes.forEach(name -> addOfClass("mean_probability:", "meanProbabilities", name));
    classes.forEach(name -> addOfClass("vote_share:", "voteShares", name));
    result.outcomes().labels().forEach(name -> addOfList("label:", "labels", name, "score"));
    result
        .block()
        .getBandsList()
        .forEach(band -> addOfList("band:", "bands", band.getName(), "value"));
    result
        .block()
        .getReadingsList()
        .forEach(one -> addOfList("reading:", "readings", one.getName(), "value"));
  }

  private void addOfClass(String kind, String field, String name) {
    add(kind + name, json -> json.path(field).path(name));
  }

  private void addOfList(String kind, String field, String name, String number) {
    add(kind + name, json -> of(json.path(field), name).path(number));
  }

  private void add(String name, Function<JsonNode, JsonNode> finds) {
    named.putIfAbsent(name, new Column(name, ColumnType.FLOAT32, finds));
  }

  private static JsonNode of(JsonNode list, String name) {
    for (JsonNode one : list) {
      if (one.path("name").asText().equals(name)) {
        return one;
      }
    }
    return list.path(-1);
  }

  private static Column at(String name, ColumnType type, String place) {
    JsonPointer pointer = JsonPointer.compile(place);
    return new Column(name, type, json -> json.at(pointer));
  }

  /** The names of all flags with blanks between them; null where there is none. */
  private static JsonNode flags(JsonNode result) {
    List<String> flags = new ArrayList<>();
    result.path("quality").forEach(flag -> flags.add(flag.asText()));
    return flags.isEmpty() ? null : TextNode.valueOf(String.join(" ", flags));
  }
}
