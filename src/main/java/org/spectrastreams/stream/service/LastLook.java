package org.spectrastreams.stream.service;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What was found at the last look, by one thread at a time: who asks while another looks is given
 * what was found before. So those who ask, however many, cost no more than one. Thread-safe.
 *
 * @param <T> what is found; immutable
 */
final class LastLook<T> {
  private final Supplier<T> look;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile T last;

  /** Looks for the first time. */
  LastLook(Supplier<T> look) {
    this.look = look;
    this.last = look.get();
  }

  /** Looks now, unless another thread does. */
  T now() {
    if (looking.compareAndSet(false, true)) {
      try {
        last = look.get();
      } finally {
        looking.set(false);
      }
    }
    return last;
  }

  /** What was found the last time; does not look. */
  T last() {
    return last;
  }
}
