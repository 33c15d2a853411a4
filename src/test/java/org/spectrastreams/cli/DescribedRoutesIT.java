package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.export.ExportFormat;

/** The description of the REST interface names every route that there is, and no other. */
class DescribedRoutesIT {
  @TempDir static Path folder;

  private static ServedSample served;

  @BeforeAll
  static void start() throws Exception {
    served = new ServedSample(folder);
  }

  @AfterAll
  static void stop() {
    if (served != null) {
      served.close();
    }
  }

  @Test
  void shouldDescribeEveryRouteThatThereIsAndNoOther() throws Exception {
    JsonNode described = new YAMLMapper().readTree(served.text("/api/openapi.yaml"));
    Set<String> told = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : described.path("paths").properties()) {
      for (String method : (Iterable<String>) path.getValue()::fieldNames) {
        told.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        JsonNode parameters = path.getValue().path(method).path("parameters");
        assertThat(parameters.findValuesAsText("$ref").size() + parameters.findValues("in").size())
            .as("parameters of %s", path.getKey())
            .isGreaterThanOrEqualTo(path.getKey().split("\\{", -1).length - 1);
      }
    }
    assertThat(served.text("/health/live")).as("answered before all routes").contains("UP");
    Set<String> page = Set.of("GET /", "GET /api");
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(served.server().routes().stream(), Stream.of("GET /health/live"))
                .filter(route -> !page.contains(route))
                .filter(route -> !route.matches("GET /([a-z]+/)?[a-z]+\\.(html|css|svg|md|js)"))
                .toList());
    for (JsonNode reference : described.findValues("$ref")) {
      assertThat(described.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
    assertThat(
            described.at(
                "/paths/~1api~1images~1{id}~1export~1{format}/get/parameters/1/schema/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(Stream.of(ExportFormat.values()).map(ExportFormat::id).toList());
    assertThat(served.text("/api/asyncapi.yaml"))
        .isEqualTo(Files.readString(Path.of("streams/asyncapi.yaml")));
  }
}
