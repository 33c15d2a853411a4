package org.spectrastreams.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.cli.Run;

class SecretSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "control.token",
        "kafka.sasl.jaas.config",
        "kafka.producer.sasl.jaas.config",
        "kafka.ssl.keystore.password",
        "kafka.ssl.key.password"
      })
  void shouldRefuseASecretInTheArgumentsThatEveryUserOfTheMachineCanRead(String key) {
    Run refused = Run.of("consume", "results", "--set", key + "=guess-me-1234567890");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains(key, "_FILE").doesNotContain("guess-me");
  }
}
