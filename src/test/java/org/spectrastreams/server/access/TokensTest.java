package org.spectrastreams.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final String READ = "read-0123456789abcdef";
  private static final String CONTROL = "control-0123456789abcdef";

  private final Tokens both = new Tokens(READ, CONTROL);

  private static String basic(String password) {
    byte[] pair = ("anybody:" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Test
  void shouldLetEitherTokenReadAndOnlyTheOneOfControlChange() {
    assertThat(both.mayRead("Bearer " + READ)).isTrue();
    assertThat(both.mayRead("Bearer " + CONTROL)).isTrue();
    assertThat(both.mayChange("Bearer " + CONTROL)).isTrue();
    assertThat(both.mayChange("Bearer " + READ)).isFalse();
  }

  @Test
  void shouldLetAPasswordThatABrowserSendsAlongReadAndNeverChange() {
    assertThat(both.mayRead(basic(READ))).isTrue();
    assertThat(both.mayRead(basic(CONTROL))).isTrue();
    assertThat(both.mayChange(basic(CONTROL))).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer read-0123456789abcdeF",
        "Bearer read-0123456789abcde",
        "Basic",
        "Basic !!!",
        "Basic cmVhZC0wMTIzNDU2Nzg5YWJjZGVm",
        "read-0123456789abcdef"
      })
  void shouldRefuseEverythingElse(String header) {
    assertThat(both.mayRead(header)).isFalse();
    assertThat(both.mayChange(header)).isFalse();
  }

  @Test
  void shouldLetEverybodyReadAndNobodyChangeWithoutTokens() {
    Tokens none = new Tokens("", "");
    assertThat(none.mayRead(null)).isTrue();
    assertThat(none.allowChanges()).isFalse();
    assertThat(none.mayChange("Bearer ")).isFalse();
  }
}
