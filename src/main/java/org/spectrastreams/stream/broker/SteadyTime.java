package org.spectrastreams.stream.broker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Time;

/**
 * The machine's clock for stream threads, but that it never goes back: they commit, and do what is
 * due, by what has passed on it, and where a clock is set back by an hour nothing would be
 * committed for that hour. Until the machine's clock has caught up, this one goes at half its
 * speed; what is compared with a record's timestamp is to be {@link #onTheMachine} first.
 * Thread-safe.
 */
public final class SteadyTime implements Time {
  /** The one of this machine: all threads of a process have the same lead. */
  public static final SteadyTime OF_THIS_MACHINE =
      new SteadyTime(System::currentTimeMillis, System::nanoTime);

  private static final long LEAST_LEAD_MILLIS = 10_000;

  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private long lastNanos;
  private long lastWall; // ns since 1970

  /**
   * Of any clock.
   *
   * @param wallMillis ms since 1970, which may jump
   * @param nanos ns of any origin, which never do
   */
  SteadyTime(LongSupplier wallMillis, LongSupplier nanos) {
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
    this.lastWall = TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong());
  }

  @Override
  public synchronized long milliseconds() {
    long now = nanos.getAsLong();
    long wall = TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong());
    lastWall = Math.max(wall, lastWall + (now - lastNanos) / 2);
    lastNanos = now;
    return TimeUnit.NANOSECONDS.toMillis(lastWall);
  }

  /** What the machine's clock says where this one says so, in ms: the clock of timestamps. */
  public long onTheMachine(long millis) {
    return millis - lead();
  }

  /** By how many ms it is ahead of the machine's clock: 0 unless that was set back. */
  public synchronized long lead() {
    return Math.max(0, milliseconds() - wallMillis.getAsLong());
  }

  /**
   * What to add where no broker can be reached: Kafka's clients wait by the machine's clock before
   * they connect again. Empty unless that was set back by 10 s or more not long ago.
   */
  public String whyNoBroker() {
    long lead = lead();
    return lead < LEAST_LEAD_MILLIS
        ? ""
        : "; the machine's clock was set back by "
            + lead / 1000
            + " s or more, and Kafka's clients may not connect again before it has caught up: start"
            + " this instance again";
  }

  @Override
  public long nanoseconds() {
    return nanos.getAsLong();
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }
}
