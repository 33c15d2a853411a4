package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code bench --json} said before on the same machine, as of another commit, to be compared
 * figure by figure with what it says now.
 */
final class Baseline {
  private static final long MOST_BYTES = 1 << 20;

  /** The figures that are compared, by their place in the answer, and which way is better. */
  private enum Figure {
    ENGINE("/engineSpectraPerSecond", true),
    END_TO_END("/endToEndSpectraPerSecond", true),
    RATIO("/ratio", true),
    FULL("/fullEndToEndSpectraPerSecond", true),
    FULL_RATIO("/fullRatio", true),
    ENGINE_TIME("/processorTime/engine/allMicrosecondsASpectrum", false),
    END_TO_END_TIME("/processorTime/endToEnd/allMicrosecondsASpectrum", false),
    FULL_TIME("/processorTime/fullEndToEnd/allMicrosecondsASpectrum", false),
    COMMITTED_MEDIAN("/latency/committed/p50Millis", false),
    COMMITTED_TAIL("/latency/committed/p99Millis", false),
    UNCOMMITTED_MEDIAN("/latency/uncommitted/p50Millis", false),
    UNCOMMITTED_TAIL("/latency/uncommitted/p99Millis", false),
    MEMORY("/mostResidentMegabytes", false);

    private final String place;
    private final boolean more;

    Figure(String place, boolean more) {
      this.place = place;
      this.more = more;
    }
  }

  /** What must be the same, lest the machine be compared instead of the program. */
  private static final List<String> SAME =
      List.of(
          "/machine/processor",
          "/machine/cores",
          "/machine/device",
          "/model",
          "/threads",
          "/points");

  private final Path file;
  private final JsonNode before;

  private Baseline(Path file, JsonNode before) {
    this.file = file;
    this.before = before;
  }

  /**
   * Reads an earlier answer, the last line of the file.
   *
   * @throws IOException if it is missing, larger than 1 MB or no answer of this command
   */
  static Baseline read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          file + " has " + Files.size(file) + " bytes; expected what bench --json prints");
    }
    List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    try {
      JsonNode answer =
          new ObjectMapper().readTree(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
      if (answer.path("engineSpectraPerSecond").isNumber() && answer.path("machine").isObject()) {
        return new Baseline(file, answer);
      }
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no answer of bench --json: " + e.getOriginalMessage(), e);
    }
    throw new IOException(
        file + " is no answer of bench --json with a description of its machine; make one first");
  }

  /**
   * Compares, where both have a figure.
   *
   * @param tolerance how much worse a figure may be, 0 to 1: 0.1 is a tenth
   * @throws IOException if the two were not measured on the same machine with the same model
   */
  ObjectNode compare(JsonNode now, double tolerance) throws IOException {
    for (String place : SAME) {
      if (!before.at(place).asText().equals(now.at(place).asText())) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s was measured with %s %s, this run with %s; expected the same: compare two runs"
                    + " on one machine, with the same settings",
                file,
                place.substring(place.lastIndexOf('/') + 1),
                before.at(place).asText(),
                now.at(place).asText()));
      }
    }
    ObjectNode comparison = JsonNodeFactory.instance.objectNode();
    comparison.put("file", file.toString());
    comparison.put("tolerance", tolerance);
    ArrayNode figures = comparison.putArray("figures");
    int worse = 0;
    for (Figure figure : Figure.values()) {
      double then = before.at(figure.place).asDouble(Double.NaN);
      double found = now.at(figure.place).asDouble(Double.NaN);
      if (then > 0 && found > 0) {
        double ratio = found / then;
        boolean isWorse = figure.more ? ratio < 1 - tolerance : ratio > 1 + tolerance;
        figures
            .addObject()
            .put("figure", figure.place.substring(1))
            .put("before", then)
            .put("now", found)
            .put("ratio", ProcessorTimes.rounded(ratio, 1000))
            .put("worse", isWorse);
        worse += isWorse ? 1 : 0;
      }
    }
    comparison.put("worse", worse);
    return comparison;
  }

  /** A comparison for the eye, a line a figure. */
  static List<String> lines(JsonNode comparison) {
    List<String> lines = new ArrayList<>();
    lines.add("against " + comparison.path("file").asText() + ":");
    for (JsonNode figure : comparison.path("figures")) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-52s %10.1f → %10.1f  × %.3f%s",
              figure.path("figure").asText(),
              figure.path("before").asDouble(),
              figure.path("now").asDouble(),
              figure.path("ratio").asDouble(),
              figure.path("worse").asBoolean() ? "  WORSE" : ""));
    }
    return lines;
  }
}
