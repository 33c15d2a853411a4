package org.spectrastreams.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * The two tokens: one that lets read, where one is set, and one that lets read and change.
 * Immutable.
 *
 * <p>A program sends {@code Authorization: Bearer TOKEN}. A browser asks for a name and a password;
 * the token is the password of any name, which lets read and never change: a browser sends it along
 * with whatever a page makes it ask.
 */
public final class Tokens {
  /** What is asked of a request that comes without one. */
  public static final String CHALLENGE = "Basic realm=\"Spectra Streams\", charset=\"UTF-8\"";

  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final Optional<byte[]> read;
  private final Optional<byte[]> control;

  /**
   * From the configuration.
   *
   * @param read empty: everybody may read
   * @param control empty: nobody may change anything over HTTP
   */
  public Tokens(String read, String control) {
    this.read = bytes(read);
    this.control = bytes(control);
  }

  private static Optional<byte[]> bytes(String token) {
    return token.isEmpty() ? Optional.empty() : Optional.of(token.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether anything can be changed over HTTP. */
  public boolean allowChanges() {
    return control.isPresent();
  }

  /**
   * Whether a request may read.
   *
   * @param header its Authorization header; null where it has none
   */
  public boolean mayRead(String header) {
    if (read.isEmpty()) {
      return true;
    }
    byte[] shown = bearer(header).or(() -> password(header)).orElse(null);
    return shown != null && (is(read, shown) || is(control, shown));
  }

  /**
   * Whether a request may change something.
   *
   * @param header its Authorization header; null where it has none
   */
  public boolean mayChange(String header) {
    return bearer(header).filter(shown -> is(control, shown)).isPresent();
  }

  /** Takes the same time for every wrong token of a length. */
  private static boolean is(Optional<byte[]> token, byte[] shown) {
    return token.isPresent() && MessageDigest.isEqual(token.get(), shown);
  }

  private static Optional<byte[]> bearer(String header) {
    return header != null && header.startsWith(BEARER)
        ? Optional.of(header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static Optional<byte[]> password(String header) {
    if (header == null || !header.startsWith(BASIC)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(pair.substring(colon + 1).getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
