package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
  private final AtomicLong now = new AtomicLong();
  private final TimeLeft time = new TimeLeft(100, now::get);

  private java.util.Optional<String> after(int seconds, String what) {
    now.addAndGet(seconds * 1_000_000_000L);
    return time.step(what);
  }

  @Test
  void shouldSayThePaceAtTheFirstStepAndThenNowAndAgain() {
    assertThat(after(12, "epoch 1")).contains("epoch 1: 1 % done, about 20 minutes left");
    assertThat(after(12, "epoch 2")).isEmpty();
    assertThat(after(12, "epoch 3")).contains("epoch 3: 3 % done, about 19 minutes left");
  }

  @Test
  void shouldCountSecondsWhereFewAreLeft() {
    for (int step = 1; step < 98; step++) {
      after(1, "step");
    }
    assertThat(after(30, "step")).contains("step: 98 % done, about 3 seconds left");
  }
}
