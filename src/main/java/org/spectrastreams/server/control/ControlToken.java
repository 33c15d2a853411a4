package org.spectrastreams.server.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The token that a request which changes something must carry. Immutable. */
final class ControlToken {
  /** What the header starts with. */
  private static final String BEARER = "Bearer ";

  private final Optional<byte[]> token;

  /**
   * From the configuration.
   *
   * @param token empty: nothing can be changed over HTTP
   */
  ControlToken(String token) {
    this.token =
        token.isEmpty() ? Optional.empty() : Optional.of(token.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether anything can be changed. */
  boolean isSet() {
    return token.isPresent();
  }

  /**
   * Whether a request may change something; takes the same time for every wrong token of a length.
   *
   * @param header its Authorization header; null where it has none
   */
  boolean allows(String header) {
    return token.isPresent()
        && header != null
        && header.startsWith(BEARER)
        && MessageDigest.isEqual(
            token.get(),
            header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
