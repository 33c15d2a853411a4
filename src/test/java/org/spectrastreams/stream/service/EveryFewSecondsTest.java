package org.spectrastreams.stream.service;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.spectrastreams.Await;

class EveryFewSecondsTest {
  private final AtomicInteger times = new AtomicInteger();
  private final AtomicBoolean fails = new AtomicBoolean(true);

  private void work() {
    times.incrementAndGet();
    if (fails.get()) {
      throw new StackOverflowError("of a library");
    }
  }

  @Test
  void shouldTryOnAfterAnErrorAndSayThatItFails() throws Exception {
    try (EveryFewSeconds timer = new EveryFewSeconds("looks", Duration.ofMillis(1), this::work)) {
      Await.until("it is tried again", () -> times.get() >= 3);
      Await.until("it is said", timer::isFailing);
      fails.set(false);
      Await.until("it is well", () -> !timer.isFailing());
    }
  }
}
