package org.spectrastreams.stream.broker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells whether the machine's clock was set back. Kafka's clients wait by that clock before they
 * connect to a broker again: a connection that is lost after the clock was set back by an hour may
 * not be made again for an hour. New clients know nothing of the time before. Thread-safe.
 */
public final class ClockSteps {
  /** What is less is waited for. */
  static final long LEAST_MILLIS = 10_000;

  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private long ahead; // ms of the clock before what has passed

  /**
   * Of any clock.
   *
   * @param wallMillis ms since 1970, which may jump
   * @param nanos ns of any origin, which never do
   */
  public ClockSteps(LongSupplier wallMillis, LongSupplier nanos) {
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.ahead = ahead();
  }

  /** Of this machine's clock. */
  public static ClockSteps ofThisMachine() {
    return new ClockSteps(System::currentTimeMillis, System::nanoTime);
  }

  /** By how many ms the clock was set back since this was last asked; 0 for less than 10 s. */
  public synchronized long back() {
    long before = ahead;
    ahead = ahead();
    return before - ahead >= LEAST_MILLIS ? before - ahead : 0;
  }

  private long ahead() {
    return wallMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }
}
