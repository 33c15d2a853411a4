package org.spectrastreams.stream.service;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.broker.EndedByRecordException;
import org.spectrastreams.stream.broker.SetAside;

class ThreadFailuresTest {
  private final AtomicLong clock = new AtomicLong();
  private final ThreadFailures failures = new ThreadFailures(clock::get);

  @Test
  void shouldReplaceFailedThreadsABoundedNumberOfTimes() {
    for (int i = 0; i < ThreadFailures.MOST; i++) {
      assertThat(failures.handle(new StreamsException(new EngineException("no card"))))
          .isEqualTo(REPLACE_THREAD);
    }
    assertThat(failures.handle(new EngineException("still none"))).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(failures.last()).contains("still none");
  }

  @Test
  void shouldForgetOldFailures() {
    for (int i = 0; i < 20; i++) {
      clock.addAndGet(ThreadFailures.WINDOW.toMillis() / 2);
      assertThat(failures.handle(new EngineException("now and then"))).isEqualTo(REPLACE_THREAD);
    }
  }

  @Test
  void shouldNotGiveUpBecauseTheBrokerIsAway() {
    for (int i = 0; i < 50; i++) {
      assertThat(failures.handle(new StreamsException(new TimeoutException("no broker"))))
          .isEqualTo(REPLACE_THREAD);
    }
  }

  @Test
  void shouldNotGiveUpBecauseOfRecordsThatAreSetAside() {
    for (int i = 0; i < 50; i++) {
      EndedByRecordException ended =
          new EndedByRecordException(
              new SetAside.Place("raw", 0, i, 1), new OutOfMemoryError("one record's"));
      assertThat(failures.handle(new StreamsException(ended))).isEqualTo(REPLACE_THREAD);
    }
  }

  @Test
  void shouldStopAtOnceOnAnError() {
    assertThat(failures.handle(new OutOfMemoryError("heap"))).isEqualTo(SHUTDOWN_CLIENT);
  }
}
