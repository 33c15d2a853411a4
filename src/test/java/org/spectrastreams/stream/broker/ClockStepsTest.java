package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClockStepsTest {
  private long wall = 1_795_000_000_000L;
  private long nanos = -7;
  private final ClockSteps clock = new ClockSteps(() -> wall, () -> nanos);

  @Test
  void shouldTellByHowMuchTheClockWasSetBackOnce() {
    pass(1_000);
    assertThat(clock.back()).isZero();
    pass(1_000);
    wall -= 3_600_000;
    assertThat(clock.back()).isEqualTo(3_600_000);
    pass(1_000);
    assertThat(clock.back()).isZero();
  }

  @Test
  void shouldTellNothingOfClocksThatAreSetAhead() {
    wall += 3_600_000;
    assertThat(clock.back()).isZero();
    wall -= 3_600_000;
    assertThat(clock.back()).as("the hour ahead was taken back").isEqualTo(3_600_000);
  }

  @Test
  void shouldNotMindStepsThatAreSoonCaughtUp() {
    wall -= ClockSteps.LEAST_MILLIS - 1;
    assertThat(clock.back()).isZero();
    wall -= ClockSteps.LEAST_MILLIS;
    assertThat(clock.back()).isEqualTo(ClockSteps.LEAST_MILLIS);
  }

  private void pass(long millis) {
    wall += millis;
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
