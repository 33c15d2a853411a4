package org.spectrastreams.train.run;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Says how much of a long training is done and, by the pace so far, how long the rest takes: at the
 * first step that tells the pace, then no more often than every {@link #EVERY}. Not thread-safe.
 */
final class TimeLeft {
  static final Duration EVERY = Duration.ofSeconds(20);

  private final long steps;
  private final LongSupplier nanos;
  private final long began;
  private long said;
  private long done;

  TimeLeft(long steps) {
    this(steps, System::nanoTime);
  }

  /** With a clock of one's own, in nanoseconds. */
  TimeLeft(long steps, LongSupplier nanos) {
    this.steps = steps;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /**
   * Counts one step.
   *
   * @param what the step
   * @return a line for a person, where it is time for one
   */
  Optional<String> step(String what) {
    done++;
    long now = nanos.getAsLong();
    if (done > 1 && now - said < EVERY.toNanos()) {
      return Optional.empty();
    }
    said = now;
    double seconds = (now - began) / 1e9 / done * (steps - done);
    String left =
        seconds < 90
            ? String.format(Locale.ROOT, "%.0f seconds", seconds)
            : String.format(Locale.ROOT, "%.0f minutes", seconds / 60);
    return Optional.of(
        String.format(
            Locale.ROOT, "%s: %d %% done, about %s left", what, 100 * done / steps, left));
  }
}
