package org.spectrastreams.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceConfigTest {
  @TempDir Path folder;

  private ServiceConfig load(String yaml, Map<String, String> environment, Map<String, String> set)
      throws IOException {
    return ServiceConfig.load(
        Files.writeString(folder.resolve("spectra.yaml"), yaml), environment, set);
  }

  @Test
  void shouldLetSetGoBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    String yaml = "http: {port: 1111, host: 0.0.0.0}\ntopics.prefix: lab.\n";
    Map<String, String> environment = Map.of("SPECTRA_HTTP_PORT", "2222", "PATH", "/bin");
    assertThat(load(yaml, Map.of(), Map.of()).httpPort()).isEqualTo(1111);
    assertThat(load(yaml, environment, Map.of()).httpPort()).isEqualTo(2222);
    ServiceConfig config = load(yaml, environment, Map.of("http.port", "3333"));
    assertThat(config.httpPort()).isEqualTo(3333);
    assertThat(config.httpHost()).isEqualTo("0.0.0.0");
    assertThat(config.topics().raw()).isEqualTo("lab.raw");
    assertThat(config.streamThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void shouldHandKafkaKeysToTheClients() throws IOException {
    ServiceConfig config =
        load(
            "kafka:\n  security.protocol: SSL\n",
            Map.of("SPECTRA_KAFKA_BOOTSTRAP_SERVERS", "far:9092"),
            Map.of());
    assertThat(config.hasEmbeddedBroker()).isFalse();
    assertThat(config.kafka())
        .containsEntry("bootstrap.servers", "far:9092")
        .containsEntry("security.protocol", "SSL");
    assertThat(load("", Map.of(), Map.of()).hasEmbeddedBroker()).isTrue();
  }

  @Test
  void shouldResolveFoldersAgainstTheProjectsFolder() throws IOException {
    ServiceConfig config =
        load("data.dir: /var/spectra\n", Map.of("SPECTRA_HOME", "/opt/spectra"), Map.of());
    assertThat(config.dataDir()).isEqualTo(Path.of("/var/spectra"));
    assertThat(config.modelStore()).isEqualTo(Path.of("/opt/spectra/model-store"));
  }

  @Test
  void shouldNameAnUnknownKeyAndTheKnownOnes() {
    assertThatThrownBy(() -> load("http: {prot: 80}", Map.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.prot")
        .hasMessageContaining("http.port");
  }

  @Test
  void shouldNameAMissingFile() {
    assertThatThrownBy(() -> ServiceConfig.load(folder.resolve("none"), Map.of(), Map.of()))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none");
  }

  @ParameterizedTest
  @CsvSource({
    "http.port, 70000, 65535",
    "topics.partitions, 0, 1 to 1000",
    "stream.threads, many, whole number",
    "image.timeout.seconds, -1, from 1",
    "topics.prefix, a/b, characters",
    "stream.application.id, '', expected a value"
  })
  void shouldRefuseAValueThatCannotBe(String key, String value, String expected) {
    assertThatThrownBy(() -> load("", Map.of(), Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void shouldTakeEveryKeyFromTheEnvironment(ConfigKey key) throws IOException {
    String number = key.defaultValue();
    String value = number.matches("-?\\d+") ? "17" : number.matches("0\\.\\d+") ? "0.17" : "x";
    if (key == ConfigKey.STREAM_THREADS) {
      value = "3";
    }
    assertThat(load("", Map.of(key.variable(), value), Map.of()).get(key)).isEqualTo(value);
    assertThat(key.doc()).endsWith(".");
  }
}
