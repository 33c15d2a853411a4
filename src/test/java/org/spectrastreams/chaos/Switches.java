package org.spectrastreams.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which versions were asked for, in order, and between which records. A result that was committed
 * before a version was asked for cannot be of it; a block that came after all instances had said
 * that they use it cannot be of an earlier one.
 *
 * @param switches the first is the version at the start
 */
record Switches(List<Switch> switches) {
  /**
   * One.
   *
   * @param before ends of the partitions of the results topic before it was asked for
   * @param after ends of the partitions of the raw topic when all instances had it; empty where not
   *     all said so
   */
  record Switch(String version, long[] before, Optional<long[]> after) {}

  /** The versions that a result may be of. */
  List<String> allowed(int rawPartition, long rawOffset, int resultPartition, long resultOffset) {
    int first = 0;
    int last = switches.size() - 1;
    for (int i = 0; i < switches.size(); i++) {
      Optional<long[]> after = switches.get(i).after();
      if (after.isPresent() && rawOffset >= after.get()[rawPartition]) {
        first = i;
      }
    }
    for (int i = switches.size() - 1; i > 0; i--) {
      if (resultOffset < switches.get(i).before()[resultPartition]) {
        last = i - 1;
      }
    }
    return switches.subList(Math.min(first, last), last + 1).stream()
        .map(Switch::version)
        .distinct()
        .toList();
  }

  /** Appends one to a file, a line of JSON each. */
  static void append(Path file, Switch one) throws IOException {
    ObjectNode line = new ObjectMapper().createObjectNode().put("version", one.version());
    put(line.putArray("before"), one.before());
    one.after().ifPresent(after -> put(line.putArray("after"), after));
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void put(ArrayNode array, long[] values) {
    for (long value : values) {
      array.add(value);
    }
  }

  static Switches read(Path file) throws IOException {
    List<Switch> switches = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(file)) {
      ObjectNode one = (ObjectNode) json.readTree(line);
      switches.add(
          new Switch(
              one.get("version").asText(),
              json.convertValue(one.get("before"), long[].class),
              Optional.ofNullable(one.get("after"))
                  .map(after -> json.convertValue(after, long[].class))));
    }
    return new Switches(switches);
  }
}
