package org.spectrastreams.stream.asking;

/**
 * Tells which requests found the queue full when they came. A topic refuses nothing by itself, so
 * the decision falls when a request's turn comes: it came too many if, when it was written, as many
 * requests as may wait had been written before it and were not yet answered. Requests that were
 * refused took no time and do not count. One thread at a time.
 */
public final class ExplainQueue {
  private final long[] finished;
  private int next;

  /** A queue in which {@code places} requests may wait. */
  public ExplainQueue(int places) {
    this.finished = new long[places];
    java.util.Arrays.fill(finished, Long.MIN_VALUE);
  }

  /** Whether a request that came at {@code arrived} ms found no place. */
  boolean wasFull(long arrived) {
    return finished[next] > arrived; // the oldest of the last answers
  }

  /** A request was answered. */
  void finished(long now) {
    finished[next] = now;
    next = (next + 1) % finished.length;
  }
}
