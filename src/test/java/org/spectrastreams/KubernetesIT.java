package org.spectrastreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What kustomize makes of {@code docker/kubernetes}. */
@EnabledIf(value = "kubectlIsThere", disabledReason = "kubectl is not on the PATH")
class KubernetesIT {
  static boolean kubectlIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("kubectl", "version", "--client")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void shouldBeRendered() throws Exception {
    for (String overlay : List.of("base", "autoscaling", "monitoring")) {
      Process kubectl =
          new ProcessBuilder(
                  "kubectl", "kustomize", Path.of("docker/kubernetes", overlay).toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      List<JsonNode> rendered;
      try (MappingIterator<JsonNode> all =
          new YAMLMapper().readerFor(JsonNode.class).readValues(kubectl.getInputStream())) {
        rendered = all.readAll();
      }
      assertThat(kubectl.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(kubectl.exitValue()).isZero();
      JsonNode instances =
          rendered.stream()
              .filter(one -> one.path("kind").asText().equals("StatefulSet"))
              .findFirst()
              .orElseThrow();
      String config = instances.at("/spec/template/spec/volumes/0/configMap/name").asText();
      assertThat(rendered)
          .filteredOn(one -> one.path("kind").asText().equals("ConfigMap"))
          .extracting(one -> one.at("/metadata/name").asText())
          .containsExactly(config);
      assertThat(rendered)
          .filteredOn(one -> !one.path("kind").asText().equals("Namespace"))
          .allSatisfy(
              one ->
                  assertThat(one.at("/metadata/namespace").asText())
                      .as(one.path("kind").asText())
                      .isEqualTo("spectra"));
    }
  }
}
