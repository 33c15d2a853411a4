package org.spectrastreams.server;

import io.javalin.http.Context;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.spectrastreams.server.HttpAnswers.RefusedException;
import org.spectrastreams.server.access.Rates;
import org.spectrastreams.server.access.Tokens;
import org.spectrastreams.server.control.ModelRoutes;

/**
 * Says which requests are answered at all.
 *
 * <p>A page from elsewhere can make its own name point at 127.0.0.1 (DNS rebinding) and then read
 * this server as its own origin. Such a request carries that name in its Host header, so only
 * loopback names, the address the server listens on, and names the configuration lists are served.
 */
final class RequestGuard {
  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(:\\d{1,5})?");

  private static final Pattern COSTLY =
      Pattern.compile("/api/images/[^/]+/(pixels/[^/]+/[^/]+/explanations|export)/.*");
  private static final String READY = "/health/ready";
  private static final int TOO_MANY = 429;

  private final Set<String> allowed;

  private final Tokens tokens;
  private final Rates costly;
  private final Rates refusals;

  /**
   * @param listening the address the server listens on
   * @param names further host names to answer to
   * @param tokens which of them lets read
   * @param costly how often an address may ask for what costs much
   * @param refusals how many lines of the log tell what an address asked for in vain
   */
  RequestGuard(
      String listening, Collection<String> names, Tokens tokens, Rates costly, Rates refusals) {
    this.tokens = tokens;
    this.costly = costly;
    this.refusals = refusals;
    allowed = new TreeSet<>();
    allowed.add("localhost");
    allowed.add("[::1]");
    allowed.add(listening.toLowerCase(Locale.ROOT));
    names.forEach(name -> allowed.add(name.strip().toLowerCase(Locale.ROOT)));
  }

  /**
   * Refuses what is not to be answered.
   *
   * @throws RefusedException with the reason
   */
  void check(Context ctx) {
    boolean change = ModelRoutes.isChange(ctx.req().getMethod(), ctx.path());
    try {
      check(ctx, change);
    } catch (RefusedException refused) {
      // A flood of requests is none of lines, whatever they are refused for.
      if (change && refused.status != TOO_MANY && refusals.take(ctx.ip())) {
        ModelRoutes.tellRefused(ctx, refused.status, refused.getMessage());
      }
      throw refused;
    }
  }

  private void check(Context ctx, boolean change) {
    if (!allowsHost(ctx.header("Host"))) {
      throw new RefusedException(
          421,
          "this server answers to %s; to reach it by another name, list that name in"
                  .formatted(allowedHosts())
              + " http.allowed.hosts");
    }
    if (ctx.path().startsWith("/api/") && isOfAnotherPage(ctx.header("Sec-Fetch-Site"))) {
      throw new RefusedException(403, "another page asks: open this address itself");
    }
    String method = ctx.req().getMethod();
    if (!method.equals("GET") && !method.equals("HEAD") && !change) {
      ctx.header("Allow", "GET, HEAD");
      throw new RefusedException(
          405, "only GET is answered; nothing but models can be changed, see /api");
    }
    if (!mayRead(ctx) && !ctx.path().equals(READY)) {
      ctx.header("WWW-Authenticate", Tokens.CHALLENGE);
      throw new RefusedException(
          401, "reading needs the token: Authorization: Bearer TOKEN, or as a password");
    }
    if ((change || COSTLY.matcher(ctx.path()).matches()) && !costly.take(ctx.ip())) {
      ctx.header("Retry-After", String.valueOf(costly.secondsToWait()));
      throw new RefusedException(
          TOO_MANY, "this address has asked for much: ask again later (http.costly.per.minute)");
    }
  }

  /**
   * Whether a browser says that a page of another origin asks. One of a host beside this one, or of
   * another port of this machine ("same-site"), is another's as well.
   */
  private static boolean isOfAnotherPage(String site) {
    return "cross-site".equals(site) || "same-site".equals(site);
  }

  /** Whether the request may be told more than whether the service is ready. */
  boolean mayRead(Context ctx) {
    return tokens.mayRead(ctx.header("Authorization"));
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
