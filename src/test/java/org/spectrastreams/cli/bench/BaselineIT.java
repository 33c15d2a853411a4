package org.spectrastreams.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path file;

  private static String answer(int engine, double p99, String processor) {
    return """
    {"engineSpectraPerSecond":%d,"endToEndSpectraPerSecond":2400,"ratio":0.8,"model":"tissue@1.0.0",\
    "threads":2,"points":801,"latency":{"committed":{"p50Millis":20,"p99Millis":%s}},\
    "machine":{"processor":"%s","cores":2,"device":"cpu"}}\
    """
        .formatted(engine, p99, processor);
  }

  @BeforeEach
  void writeBefore() throws IOException {
    file = folder.resolve("before.json");
    Files.writeString(file, "a line of something else\n" + answer(3000, 100, "one") + "\n\n");
  }

  private static JsonNode figure(JsonNode comparison, String name) {
    for (JsonNode figure : comparison.path("figures")) {
      if (figure.path("figure").asText().equals(name)) {
        return figure;
      }
    }
    throw new AssertionError("no figure " + name + " in " + comparison);
  }

  @Test
  void shouldGiveTheRatioOfEveryFigureThatBothHave() throws IOException {
    JsonNode compared = Baseline.read(file).compare(JSON.readTree(answer(3300, 90, "one")), 0.1);

    assertThat(figure(compared, "engineSpectraPerSecond").path("ratio").asDouble()).isEqualTo(1.1);
    assertThat(figure(compared, "latency/committed/p99Millis").path("ratio").asDouble())
        .isEqualTo(0.9);
    assertThat(compared.path("figures")).hasSize(5);
    assertThat(compared.path("worse").asInt()).isZero();
  }

  @Test
  void shouldMarkWhatIsWorseThanTheToleranceAllows() throws IOException {
    JsonNode compared = Baseline.read(file).compare(JSON.readTree(answer(2600, 111, "one")), 0.1);

    assertThat(figure(compared, "engineSpectraPerSecond").path("worse").asBoolean()).isTrue();
    assertThat(figure(compared, "latency/committed/p99Millis").path("worse").asBoolean()).isTrue();
    assertThat(figure(compared, "ratio").path("worse").asBoolean()).isFalse();
    assertThat(compared.path("worse").asInt()).isEqualTo(2);
    assertThat(Baseline.lines(compared)).filteredOn(line -> line.endsWith("WORSE")).hasSize(2);
  }

  @Test
  void shouldRefuseToCompareTwoMachines() throws IOException {
    Baseline before = Baseline.read(file);
    JsonNode now = JSON.readTree(answer(3000, 100, "another"));

    assertThatThrownBy(() -> before.compare(now, 0.1))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("processor", "one", "another", "on one machine");
  }

  @Test
  void shouldRefuseAFileThatIsNoAnswer() throws IOException {
    Files.writeString(file, "{\"engineSpectraPerSecond\":12}");
    assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("no answer of bench");
    Files.writeString(file, "not json");
    assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("no answer of bench");
    Files.writeString(file, "");
    assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("no answer of bench");
  }
}
