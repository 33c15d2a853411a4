package org.spectrastreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the container files refer to exists, and nothing is published beyond this machine. */
class DockerFilesTest {
  private static final Path DOCKER = Path.of("docker");
  private static final Pattern COPY =
      Pattern.compile("^COPY (?!--from)(.+) \\S+$", Pattern.MULTILINE);
  private static final Pattern KAFKA_VERSION =
      Pattern.compile("<kafka\\.version>(.+)</kafka\\.version>");

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile", "Dockerfile.gpu"})
  void shouldCopyOnlyWhatExistsAndIsNotIgnored(String name) throws IOException {
    List<String> allowed =
        Files.readAllLines(DOCKER.resolve(name + ".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    List<String> copied = new ArrayList<>();
    Matcher copy = COPY.matcher(Files.readString(DOCKER.resolve(name)));
    while (copy.find()) {
      copied.addAll(Arrays.asList(copy.group(1).split(" ")));
    }
    assertThat(copied).contains("pom.xml", "src/main", "spectra", "LICENSE", "NOTICE");
    assertThat(copied).allSatisfy(source -> assertThat(Path.of(source)).exists());
    assertThat(copied).isSubsetOf(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile", "Dockerfile.gpu"})
  void shouldRunAsAnotherUserThanRootAndCheckItsHealth(String name) throws IOException {
    assertThat(Files.readString(DOCKER.resolve(name)))
        .contains("\nUSER 10001:10001\n", "\nHEALTHCHECK ", "/health/live");
  }

  /** It forbids the runtime of models to report to its maker, before that is loaded. */
  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile", "Dockerfile.gpu"})
  void shouldStartByTheLauncher(String name) throws IOException {
    assertThat(Files.readAllLines(DOCKER.resolve(name)))
        .filteredOn(line -> line.startsWith("ENTRYPOINT") || line.startsWith("CMD"))
        .containsExactly("ENTRYPOINT [\"/opt/spectra/spectra\"]", "CMD [\"serve\"]");
    assertThat(compose().path("services").path("spectra").has("entrypoint")).isFalse();
  }

  @Test
  void shouldPublishOnLoopbackOnly() throws IOException {
    for (JsonNode service : compose().path("services")) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).startsWith("127.0.0.1:");
      }
      assertThat(service.has("network_mode")).isFalse();
    }
  }

  /** The image alone starts only with TLS and a token; compose publishes it on loopback. */
  @Test
  void shouldSayInComposeAndInNoImageThatOthersAreKeptOut() throws IOException {
    assertThat(compose().at("/services/spectra/environment/SPECTRA_HTTP_INSECURE").asText())
        .isEqualTo("true");
    for (String name : List.of("Dockerfile", "Dockerfile.gpu")) {
      assertThat(Files.readString(DOCKER.resolve(name)))
          .contains("SPECTRA_HTTP_HOST=0.0.0.0 ")
          .doesNotContain("\n    SPECTRA_HTTP_INSECURE");
    }
  }

  @Test
  void shouldMountAndBuildFromFilesThatExist() throws IOException {
    int mounts = 0;
    for (JsonNode service : compose().path("services")) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().split(":", 2)[0];
        if (source.startsWith(".")) {
          assertThat(DOCKER.resolve(source)).exists();
          mounts++;
        } else {
          assertThat(compose().path("volumes").has(source)).as("volume " + source).isTrue();
        }
      }
      if (service.has("build")) {
        Path context = DOCKER.resolve(service.at("/build/context").asText());
        assertThat(context.resolve(service.at("/build/dockerfile").asText())).exists();
      }
    }
    assertThat(mounts).isGreaterThanOrEqualTo(4);
    JsonNode overlay = yaml(DOCKER.resolve("compose.gpu.yaml"));
    assertThat(Path.of(overlay.at("/services/spectra/build/dockerfile").asText())).exists();
  }

  @Test
  void shouldRunTheBrokerVersionThatTheServiceIsBuiltWith() throws IOException {
    Matcher version = KAFKA_VERSION.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(compose().at("/services/kafka/image").asText())
        .isEqualTo("apache/kafka:" + version.group(1));
  }

  @Test
  void shouldScrapeTheServiceUnderItsNameInCompose() throws IOException {
    String target = yaml(DOCKER.resolve("targets.yml")).at("/0/targets/0").asText();
    assertThat(compose().path("services").has(target.split(":", 2)[0])).as(target).isTrue();
    assertThat(target).endsWith(":8080");
  }

  private static JsonNode compose() throws IOException {
    return yaml(DOCKER.resolve("compose.yaml"));
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }
}
