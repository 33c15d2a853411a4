package org.spectrastreams;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * A published vulnerability in the Open Source Vulnerability format (schema 1.7), as far as it
 * concerns libraries of Maven repositories.
 *
 * @param json one file of the database
 */
record Advisory(JsonNode json) {
  /** What it is called: its own id, and the others it is known by. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(json.path("id").asText()));
    json.path("aliases").forEach(alias -> names.add(alias.asText()));
    return names;
  }

  /**
   * The libraries that it concerns.
   *
   * @param versions the version of each library, {@code group:artifact}
   * @return {@code group:artifact version}
   */
  List<String> among(Map<String, String> versions) {
    List<String> found = new ArrayList<>();
    if (json.hasNonNull("withdrawn")) {
      return found;
    }
    for (JsonNode affected : json.path("affected")) {
      String library = affected.path("package").path("name").asText();
      String version = versions.get(library);
      if (affected.path("package").path("ecosystem").asText().equals("Maven")
          && version != null
          && concerns(affected, version)) {
        found.add(library + " " + version);
      }
    }
    return found;
  }

  private static boolean concerns(JsonNode affected, String version) {
    for (JsonNode listed : affected.path("versions")) {
      if (listed.asText().equals(version)) {
        return true;
      }
    }
    for (JsonNode range : affected.path("ranges")) {
      if (range.path("type").asText().equals("ECOSYSTEM") && covers(range, version)) {
        return true;
      }
    }
    return false;
  }

  /** The last event at or before a version decides; events may stand in any order. */
  private static boolean covers(JsonNode range, String text) {
    ComparableVersion version = new ComparableVersion(text);
    ComparableVersion last = null;
    boolean covered = false;
    for (JsonNode event : range.path("events")) {
      boolean begins = event.has("introduced");
      String at = event.path(begins ? "introduced" : event.has("fixed") ? "fixed" : "").asText();
      if (event.has("last_affected")) {
        ComparableVersion end = new ComparableVersion(event.path("last_affected").asText());
        if (version.compareTo(end) > 0 && (last == null || end.compareTo(last) >= 0)) {
          last = end;
          covered = false;
        }
      } else if (!at.isEmpty()) {
        ComparableVersion here = new ComparableVersion(at);
        if (version.compareTo(here) >= 0 && (last == null || here.compareTo(last) >= 0)) {
          last = here;
          covered = begins;
        }
      }
    }
    return covered;
  }
}
