package org.spectrastreams.cli.options;

import java.util.concurrent.TimeUnit;

/**
 * Holds a replay to a number of spectra a second.
 *
 * <p>Every block has a due time, counted from the start and not from the block before it, so that
 * waiting errors do not add up: after {@code n} spectra, {@code n / rate} seconds have passed. A
 * replay that falls behind catches up at most {@link #LONGEST_CATCH_UP_NANOS}; what it lost beyond
 * that stays lost, lest a stalled consumer be flooded. Not thread-safe.
 */
public final class Pacing {
  /** The most time that a late replay makes up for by running faster, in ns. */
  public static final long LONGEST_CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A clock that can be waited on. */
  public interface Time {
    /** Now, in ns from any fixed moment. */
    long nanos();

    /** Waits. */
    void sleep(long nanos) throws InterruptedException;

    /** The machine's monotonic clock. */
    static Time system() {
      return new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };
    }
  }

  private final double spectraPerSecond;
  private final Time time;
  private boolean started;
  private long start;
  private long passed;

  private Pacing(double spectraPerSecond, Time time) {
    this.spectraPerSecond = spectraPerSecond;
    this.time = time;
  }

  /** As fast as the reader and the receiver allow. */
  public static Pacing unlimited() {
    return new Pacing(Double.POSITIVE_INFINITY, Time.system());
  }

  /**
   * At most {@code rate} spectra a second.
   *
   * @throws IllegalArgumentException if the rate is not above 0
   */
  public static Pacing perSecond(double rate) {
    return perSecond(rate, Time.system());
  }

  /** As {@link #perSecond(double)}, by another clock. */
  public static Pacing perSecond(double rate, Time time) {
    if (!(rate > 0)) {
      throw new IllegalArgumentException(
          "a rate of " + rate + " spectra/s; expected one above 0, or no rate at all");
    }
    return new Pacing(rate, time);
  }

  /**
   * Waits until the next block is due, and counts it. The first block is due at once.
   *
   * @param spectra how many spectra the block holds
   */
  public void await(int spectra) throws InterruptedException {
    if (Double.isInfinite(spectraPerSecond)) {
      return;
    }
    long now = time.nanos();
    if (!started) {
      started = true;
      start = now;
    }
    long late = now - start - due();
    if (late > LONGEST_CATCH_UP_NANOS) {
      start += late - LONGEST_CATCH_UP_NANOS;
    }
    while (late < 0) {
      time.sleep(-late);
      late = time.nanos() - start - due();
    }
    passed += spectra;
  }

  private long due() {
    return (long) (passed * (1e9 / spectraPerSecond));
  }
}
