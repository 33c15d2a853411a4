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

class ServiceConfigIT {
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
  void shouldRefuseAVariableThatNothingReadsAndNameTheNearest() throws IOException {
    assertThatThrownBy(() -> load("", Map.of("SPECTRA_HTTP_PROT", "80"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SPECTRA_HTTP_PROT is not known: did you mean SPECTRA_HTTP_PORT?");
    assertThatThrownBy(() -> load("", Map.of("SPECTRA_HTP_PORT", "80"), Map.of()))
        .as("no link of Kubernetes, which would be tcp://…")
        .hasMessageContaining("did you mean SPECTRA_HTTP_PORT?");
    assertThatThrownBy(() -> load("", Map.of("SPECTRA_COFFEE_MACHINE", "on"), Map.of()))
        .hasMessageContaining("SPECTRA_COFFEE_MACHINE")
        .hasMessageNotContaining("did you mean");
    Map<String, String> harmless =
        Map.of(
            "SPECTRA_JAVA_OPTS", "-Xmx1g",
            "SPECTRA_LOG_LEVEL", "DEBUG",
            "SPECTRA_SERVICE_HOST", "10.0.0.1",
            "SPECTRA_VIEWER_PORT_8080_TCP_ADDR", "10.0.0.1",
            "SPECTRA_PORT", "tcp://10.0.0.1:8080");
    assertThat(load("", harmless, Map.of()).httpPort()).isEqualTo(8080);
  }

  @Test
  void shouldNameTheNearestKey() {
    assertThatThrownBy(() -> load("", Map.of(), Map.of("htpp.port", "80")))
        .hasMessageContaining("did you mean http.port?");
  }

  @Test
  void shouldRefuseAKeyThatStandsInTheFileTwice() {
    assertThatThrownBy(() -> load("http: {port: 1}\nhttp.port: 2\n", Map.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.port");
    assertThatThrownBy(() -> load("device: cpu\ndevice: auto\n", Map.of(), Map.of()))
        .hasMessageContaining("device");
  }

  @Test
  void shouldFixTheBrokersPortOnlyWhereItIsToBeFoundAgain() throws IOException {
    assertThat(load("", Map.of(), Map.of()).brokerPort()).isZero();
    assertThat(load("", Map.of(), Map.of()).withFixedBrokerPort().brokerPort()).isEqualTo(19_092);
    assertThat(load("broker.port: 7", Map.of(), Map.of()).withFixedBrokerPort().brokerPort())
        .isEqualTo(7);
  }

  @Test
  void shouldGiveTheViewerASixteenthOfTheHeapUnlessToldOtherwise() throws IOException {
    assertThat(ServiceConfig.shareOfHeap(2048)).isEqualTo(128);
    assertThat(ServiceConfig.shareOfHeap(64)).isEqualTo(16);
    assertThat(load("", Map.of(), Map.of()).viewerMemoryMegabytes())
        .isEqualTo(ServiceConfig.shareOfHeap(Runtime.getRuntime().maxMemory() >> 20));
    assertThat(load("viewer.memory.mb: 300", Map.of(), Map.of()).viewerMemoryMegabytes())
        .isEqualTo(300);
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
    "tracing.endpoint, localhost:4318, http://localhost:4318",
    "stream.application.id, '', expected a value"
  })
  void shouldRefuseAValueThatCannotBe(String key, String value, String expected) {
    assertThatThrownBy(() -> load("", Map.of(), Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected);
  }

  /** Values of keys that do not take any number or any word. */
  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("stream.threads", "3"),
          Map.entry("broker.port", "3"),
          Map.entry("viewer.memory.mb", "300"),
          Map.entry("tracing.endpoint", "http://localhost:4318"),
          Map.entry("model.signatures", "warn"),
          Map.entry("http.insecure", "true"),
          Map.entry("results.cloudevents", "true"),
          Map.entry("broker.login", "none"),
          Map.entry("join.lacking.pipelines", "allow"),
          Map.entry("device.precision", "tf32"),
          Map.entry("read.token", "sixteen-or-more-characters"),
          Map.entry("control.token", "sixteen-or-more-characters"));

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void shouldTakeEveryKeyFromTheEnvironment(ConfigKey key) throws IOException {
    String number = key.defaultValue();
    String value = number.matches("-?\\d+") ? "17" : number.matches("0\\.\\d+") ? "0.17" : "x";
    value = FORMS.getOrDefault(key.key(), value);
    assertThat(load("", Map.of(key.variable(), value), Map.of()).get(key)).isEqualTo(value);
    assertThat(key.doc()).endsWith(".");
  }
}
