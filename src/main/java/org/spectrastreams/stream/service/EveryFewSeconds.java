package org.spectrastreams.stream.service;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something every few seconds on a thread of its own. Whatever it throws, errors too, ends
 * that one time and not the others. Any thread.
 */
final class EveryFewSeconds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EveryFewSeconds.class);

  private final String name;
  private final Runnable work;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> task;
  private volatile boolean failing;

  /**
   * Begins after an interval.
   *
   * @param name of the thread
   */
  EveryFewSeconds(String name, Duration interval, Runnable work) {
    this.name = name;
    this.work = work;
    this.timer = timer(name);
    this.task =
        timer.scheduleWithFixedDelay(
            this::once, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * A timer with one thread, which keeps no program from ending.
   *
   * @param name of the thread
   */
  static ScheduledExecutorService timer(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private void once() {
    try {
      work.run();
      failing = false;
    } catch (RuntimeException | Error e) { // the timer would end without a word
      if (!failing) {
        LOG.warn("{} could not be looked at; trying on, and this is said once", name, e);
      }
      failing = true;
    }
  }

  /** Whether the last time failed: what it found before is old. */
  boolean isFailing() {
    return failing;
  }

  @Override
  public void close() {
    task.cancel(true);
    timer.shutdownNow();
  }
}
