package org.spectrastreams.stream.broker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Time;

/**
 * The machine's clock for stream threads, but that it never goes back: they commit, and do what is
 * due, by what has passed on it, and where a clock is set back by an hour nothing would be
 * committed for that hour. Until the machine's clock has caught up, this one goes at half its
 * speed. Thread-safe.
 */
public final class SteadyTime implements Time {
  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private long lastNanos;
  private long lastWall; // ns since 1970

  /** Of this machine. */
  public SteadyTime() {
    this(System::currentTimeMillis, System::nanoTime);
  }

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

  @Override
  public long nanoseconds() {
    return nanos.getAsLong();
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }
}
