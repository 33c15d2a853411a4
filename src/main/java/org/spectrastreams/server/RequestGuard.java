package org.spectrastreams.server;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Says which requests are answered at all, and with which headers.
 *
 * <p>A page from elsewhere can make its own name point at 127.0.0.1 (DNS rebinding) and then read
 * this server as its own origin. Such a request carries that name in its Host header, so only
 * loopback names, the address the server listens on, and names the configuration lists are served.
 */
final class RequestGuard {
  /** On every answer. Everything is served from here, nothing is framed, nothing is sent on. */
  static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(:\\d{1,5})?");

  private final Set<String> allowed;

  /**
   * @param listening the address the server listens on
   * @param names further host names to answer to
   */
  RequestGuard(String listening, Collection<String> names) {
    allowed = new TreeSet<>();
    allowed.add("localhost");
    allowed.add("[::1]");
    allowed.add(listening.toLowerCase(Locale.ROOT));
    names.forEach(name -> allowed.add(name.strip().toLowerCase(Locale.ROOT)));
  }

  /** Whether a request with this Host header is answered. */
  boolean allowsHost(String header) {
    if (header == null) {
      return false;
    }
    var parts = HOST.matcher(header.strip());
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group(1).toLowerCase(Locale.ROOT);
    return allowed.contains(host) || LOOPBACK_ADDRESS.matcher(host).matches();
  }

  /** The names that are answered to, for messages. */
  String allowedHosts() {
    return String.join(", ", allowed) + ", 127.x.x.x";
  }
}
