package org.spectrastreams.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsIT {
  @TempDir private Path folder;

  private static ServiceConfig load(Map<String, String> environment) throws IOException {
    return ServiceConfig.load(null, environment, Map.of());
  }

  private String file(String value) throws IOException {
    return Files.writeString(folder.resolve("secret"), value).toString();
  }

  @Test
  void shouldTakeAnyValueFromTheFileThatAVariableNames() throws IOException {
    String file = file("0123456789abcdef\n");
    assertThat(load(Map.of("SPECTRA_CONTROL_TOKEN_FILE", file)).controlToken())
        .isEqualTo("0123456789abcdef");
    assertThat(load(Map.of("SPECTRA_KAFKA_SASL_JAAS_CONFIG_FILE", file)).kafka())
        .containsExactly(Map.entry("sasl.jaas.config", "0123456789abcdef"));
  }

  @Test
  void shouldLeaveKeysOfKafkaAloneThatAreNamesOfFilesThemselves() throws IOException {
    assertThat(load(Map.of("SPECTRA_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE", "/x")).kafka())
        .containsExactly(Map.entry("sasl.oauthbearer.assertion.file", "/x"));
  }

  @Test
  void shouldNameTheFileAndNeverItsContent() throws IOException {
    assertThatThrownBy(() -> load(Map.of("SPECTRA_CONTROL_TOKEN_FILE", folder + "/none")))
        .hasMessageContaining("SPECTRA_CONTROL_TOKEN_FILE names " + folder + "/none");
    String file = file("too-short");
    assertThatThrownBy(() -> load(Map.of("SPECTRA_CONTROL_TOKEN_FILE", file)))
        .hasMessageContaining("control.token has 9 characters")
        .hasMessageNotContaining("too-short");
    assertThatThrownBy(
            () ->
                load(
                    Map.of(
                        "SPECTRA_CONTROL_TOKEN_FILE",
                        file,
                        "SPECTRA_CONTROL_TOKEN",
                        "0123456789abcdef")))
        .hasMessageContaining("both set")
        .hasMessageNotContaining("0123456789abcdef");
  }

  @Test
  void shouldRefuseTheFileOfAVariableThatNothingReads() {
    assertThatThrownBy(() -> load(Map.of("SPECTRA_HTTP_PROT_FILE", "x")))
        .hasMessageContaining("SPECTRA_HTTP_PROT_FILE is not known");
  }
}
