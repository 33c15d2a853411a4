package org.spectrastreams.stream.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.broker.EndedByRecordException;

/**
 * Replaces a stream thread that failed, but not without end: {@value #MOST} failures within {@link
 * #WINDOW} stop the topologies. Failures of the way to the broker do not count, they pass; nor do
 * those of a single record, which is set aside.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  static final int MOST = 5;
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

  private final LongSupplier clockMillis;
  private final Deque<Long> times = new ArrayDeque<>();
  private String last;

  ThreadFailures(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    last = rootMessage(failure);
    if (isPassing(failure)) {
      LOG.warn("a stream thread lost the broker and is replaced", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    if (isOfOneRecord(failure)) {
      LOG.error("a stream thread is replaced: {}", last, failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    long now = clockMillis.getAsLong();
    times.addLast(now);
    while (times.peekFirst() < now - WINDOW.toMillis()) {
      times.removeFirst();
    }
    if (failure instanceof Exception && times.size() <= MOST) {
      LOG.error("a stream thread failed and is replaced", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error("the topologies stop: too many stream threads failed", failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** Such a one has an end: the record is set aside. */
  private static boolean isOfOneRecord(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EndedByRecordException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPassing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }

  static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Why the last thread failed. */
  synchronized Optional<String> last() {
    return Optional.ofNullable(last);
  }
}
