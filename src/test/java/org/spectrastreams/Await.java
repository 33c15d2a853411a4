package org.spectrastreams;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process does, and leaves it the processor while it waits. */
public final class Await {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long PAUSE_NANOS = Duration.ofMillis(25).toNanos();

  private Await() {}

  /**
   * Returns when the condition holds.
   *
   * @param what what is awaited, for the message
   * @throws AssertionError if it does not hold within five minutes
   */
  public static void until(String what, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!holds(what, condition)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + ": not within " + LIMIT);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean holds(String what, Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(what, e);
    }
  }
}
