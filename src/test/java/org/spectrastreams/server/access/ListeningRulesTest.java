package org.spectrastreams.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.Overheard;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

class ListeningRulesTest {
  private static final String TOKEN = "0123456789abcdef";

  private static ServiceConfig on(String host) {
    return ServiceConfig.defaults().with("http.host", host);
  }

  private static void refused(ServiceConfig config) {
    assertThatThrownBy(() -> ListeningRules.require(config))
        .isInstanceOf(ServiceStartException.class)
        .hasMessageContainingAll("http.tls.certificate", "read.token", "http.insecure=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
  void shouldListenOnLoopbackWithoutMore(String host) {
    ListeningRules.require(on(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
  void shouldListenBeyondThisMachineOnlyWithTlsAndAToken(String host) {
    refused(on(host));
    refused(on(host).with("read.token", TOKEN));
    refused(on(host).with("http.tls.certificate", "c.pem"));
    refused(on(host).with("http.tls.certificate", "c.pem").with("control.token", TOKEN));
    ListeningRules.require(
        on(host).with("http.tls.certificate", "c.pem").with("read.token", TOKEN));
  }

  @Test
  void shouldListenAnywhereWhereItIsToldThatSomethingElseKeepsOthersOut() {
    try (Overheard overheard = new Overheard()) {
      ListeningRules.require(on("0.0.0.0").with("http.insecure", "true"));
      assertThat(overheard.log())
          .singleElement()
          .satisfies(
              line ->
                  assertThat(line)
                      .contains("http.insecure: whoever reaches port ", " of 0.0.0.0 can read"));
      ListeningRules.require(on("0.0.0.0").with("http.insecure", "true").with("read.token", TOKEN));
      assertThat(overheard.log()).anyMatch(line -> line.contains("where others can read them"));
    }
  }
}
