package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dashboard's file: complete, and without overlaps. */
class GrafanaDashboardTest {
  private final GrafanaDashboard dashboard = GrafanaDashboard.shipped();

  GrafanaDashboardTest() throws IOException {}

  @Test
  void shouldExplainAndQueryInEveryPanel() {
    Set<Integer> ids = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      String title = panel.path("title").asText();
      assertThat(ids.add(panel.path("id").asInt())).as("id of " + title).isTrue();
      assertThat(titles.add(title)).as("title " + title + " stands once").isTrue();
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText()).as(title).isNotBlank();
        assertThat(panel.path("targets")).as(title).isNotEmpty();
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
      }
    }
    assertThat(dashboard.queries()).hasSizeGreaterThan(30);
  }

  @Test
  void shouldPlacePanelsWithoutOverlap() {
    Set<String> taken = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      JsonNode place = panel.path("gridPos");
      for (int x = place.path("x").asInt(); x < right(place); x++) {
        assertThat(x).isLessThan(24);
        for (int y = place.path("y").asInt(); y < bottom(place); y++) {
          assertThat(taken.add(x + "/" + y))
              .as(panel.path("title") + " at " + x + "/" + y)
              .isTrue();
        }
      }
    }
  }

  @Test
  void shouldUseTheProvisionedDataSource() throws IOException {
    JsonNode source =
        new YAMLMapper()
            .readTree(
                Path.of("dashboards/grafana/provisioning/datasources/prometheus.yml").toFile())
            .at("/datasources/0");
    JsonNode variable = dashboard.json().at("/templating/list/0");
    assertThat(variable.path("type").asText()).isEqualTo("datasource");
    assertThat(variable.path("query").asText()).isEqualTo(source.path("type").asText());
    assertThat(variable.at("/current/value").asText()).isEqualTo(source.path("uid").asText());
  }

  private static int right(JsonNode place) {
    return place.path("x").asInt() + place.path("w").asInt();
  }

  private static int bottom(JsonNode place) {
    return place.path("y").asInt() + place.path("h").asInt();
  }
}
