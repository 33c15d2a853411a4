package org.spectrastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No library of the bill of materials has a published vulnerability, but for those that are
 * answered in {@code src/build/vulnerabilities.txt}. The database is not part of the project:
 * {@code mvn -Prelease verify -Dadvisories=FOLDER}, the unpacked export of osv.dev for Maven.
 */
class KnownVulnerabilitiesIT {
  private static final Path BILL = Path.of("target/bom.json");
  private static final Path ANSWERED = Path.of("src/build/vulnerabilities.txt");
  private static final Pattern PACKAGE = Pattern.compile("pkg:maven/([^/]+)/([^@]+)@([^?]+).*");

  /** The export has tens of thousands of advisories; a folder without them proves nothing. */
  private static final int FEWEST_ADVISORIES = 1_000;

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void shouldHaveNoLibraryWithAKnownVulnerability() throws IOException {
    String folder = System.getProperty("advisories");
    assumeThat(folder)
        .as("-Dadvisories: a folder of advisories as osv.dev exports them")
        .isNotNull();
    assertThat(BILL).as("mvn -Prelease verify writes it").exists();
    Map<String, String> libraries = libraries();
    assertThat(libraries).containsKey("org.apache.kafka:kafka-clients").hasSizeGreaterThan(50);
    List<String> answered = answered();
    Map<String, List<String>> known = new TreeMap<>();
    int read = 0;
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        Advisory advisory = new Advisory(mapper.readTree(file.toFile()));
        List<String> concerned = advisory.among(libraries);
        if (!concerned.isEmpty() && Collections.disjoint(answered, advisory.names())) {
          known.put(String.join(", ", advisory.names()), concerned);
        }
        read++;
      }
    }
    assertThat(read).as("advisories in %s", folder).isGreaterThan(FEWEST_ADVISORIES);
    assertThat(known)
        .as("take a newer version in pom.xml, or say in %s why it cannot be reached", ANSWERED)
        .isEmpty();
  }

  private Map<String, String> libraries() throws IOException {
    Map<String, String> libraries = new HashMap<>();
    for (JsonNode component : mapper.readTree(BILL.toFile()).path("components")) {
      Matcher parts = PACKAGE.matcher(component.path("purl").asText());
      if (parts.matches()) {
        libraries.put(parts.group(1) + ":" + parts.group(2), parts.group(3));
      }
    }
    return libraries;
  }

  /** Lines {@code ID: reason}; {@code #} begins a comment. */
  private static List<String> answered() throws IOException {
    return Files.readAllLines(ANSWERED).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(
            line -> {
              assertThat(line).matches("[A-Za-z0-9-]+: .{20,}");
              return line.substring(0, line.indexOf(':'));
            })
        .toList();
  }
}
