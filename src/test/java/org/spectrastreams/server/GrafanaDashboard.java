package org.spectrastreams.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shipped dashboard, as far as its tests read it. */
record GrafanaDashboard(JsonNode json) {
  /** One query of one panel, with its variables as they stand in the file. */
  record Query(String panel, String expression) {
    /** The query as Grafana sends it with everything chosen. */
    String chosen(String rateInterval) {
      return expression
          .replace("$__rate_interval", rateInterval)
          .replace("$instance", ".*")
          .replace("$pipeline", ".*");
    }
  }

  static GrafanaDashboard shipped() throws IOException {
    return new GrafanaDashboard(
        new JsonMapper().readTree(Path.of("dashboards/grafana/dashboards/spectra.json").toFile()));
  }

  List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    json.path("panels").forEach(panels::add);
    return panels;
  }

  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(new Query(panel.path("title").asText(), target.path("expr").asText()));
      }
    }
    return queries;
  }

  /** The series that fill the dashboard's drop-down lists: {@code label_values(series, label)}. */
  List<String[]> variables() {
    List<String[]> variables = new ArrayList<>();
    for (JsonNode variable : json.at("/templating/list")) {
      if (variable.path("type").asText().equals("query")) {
        String definition = variable.at("/query/query").asText();
        int comma = definition.lastIndexOf(',');
        variables.add(
            new String[] {
              definition.substring("label_values(".length(), comma).strip(),
              definition.substring(comma + 1, definition.length() - 1).strip()
            });
      }
    }
    return variables;
  }
}
