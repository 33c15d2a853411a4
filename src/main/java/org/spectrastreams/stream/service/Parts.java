package org.spectrastreams.stream.service;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be closed last in, first out. One thread at a time. */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Closes {@code part} with the others, before those that were there. */
  <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /** Closes all of them; what fails to close is logged and does not stop the others. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("closing {} failed", part.getClass().getSimpleName(), e);
      }
    }
  }
}
