package org.spectrastreams.stream.service;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What was found at the last look, by one thread at a time. Those who ask while another looks wait,
 * up to a limit, for one look that begins after they asked, and share it: so however many ask, they
 * cost no more than two. Thread-safe.
 *
 * @param <T> what is found; immutable
 */
final class LastLook<T> {
  private final Supplier<T> look;
  private final Duration wait;
  private final ReentrantLock looking = new ReentrantLock();
  private final AtomicLong begun = new AtomicLong();
  private volatile T last;

  /**
   * Looks for the first time.
   *
   * @param wait how long one may have to wait for the look of another thread
   */
  LastLook(Supplier<T> look, Duration wait) {
    this.look = look;
    this.wait = wait;
    this.last = look.get();
  }

  /**
   * What is found by a look that begins now or later; what was found before where another thread's
   * look lasts longer than the limit.
   */
  T now() {
    long before = begun.get();
    try {
      if (!looking.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        return last;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return last;
    }
    try {
      if (begun.get() == before) {
        begun.incrementAndGet();
        last = look.get();
      }
      return last;
    } finally {
      looking.unlock();
    }
  }

  /** What was found the last time; does not look. */
  T last() {
    return last;
  }
}
