package org.spectrastreams.server.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of the log for everything that somebody changed, or wanted to, over HTTP: who, from
 * where, what, and what became of it. Never a token. Thread-safe.
 */
public final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int MOST_CHARACTERS = 300;

  private AuditLog() {}

  /**
   * Tells it.
   *
   * @param allowed whether it came with the token that lets change
   * @param from the address it came from
   * @param asked method, path and body
   * @param status the answer's
   * @param result the answer in words
   */
  public static void tell(boolean allowed, String from, String asked, int status, String result) {
    LOG.info(
        "audit: {} from {} asked {}: {} {}",
        allowed ? "control" : "nobody known",
        plain(from),
        plain(asked),
        status,
        plain(result));
  }

  /** In one line, whatever a client sends. */
  private static String plain(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }
}
