package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.server.access.Rates;
import org.spectrastreams.server.access.Tokens;

class RequestGuardTest {
  private final RequestGuard guard =
      new RequestGuard(
          "10.1.2.3",
          List.of("Spectra.lab "),
          new Tokens("", ""),
          new Rates(1, System::nanoTime),
          new Rates(1, System::nanoTime));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LOCALHOST:1",
        "127.0.0.1:8080",
        "127.8.9.1",
        "[::1]:8080",
        "10.1.2.3:80",
        "spectra.lab:8080"
      })
  void shouldAnswerToLoopbackItsOwnAddressAndListedNames(String host) {
    assertThat(guard.allowsHost(host)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1:8080:8080",
        "evil.example@localhost",
        "10.1.2.4",
        "[::2]",
        "localhost:port",
        "lab",
        " "
      })
  void shouldRefuseAnyOtherHost(String host) {
    assertThat(guard.allowsHost(host)).isFalse();
  }
}
