package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);

  private final AtomicLong wall = new AtomicLong(10 * HOUR);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final SteadyTime time = new SteadyTime(wall::get, nanos::get);

  private long after(long millis) {
    wall.addAndGet(millis);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    return time.milliseconds();
  }

  @Test
  void shouldBeTheMachinesClockAlsoWhereThatIsSetAhead() {
    assertThat(after(7)).isEqualTo(10 * HOUR + 7);
    wall.addAndGet(HOUR);
    assertThat(after(1)).isEqualTo(11 * HOUR + 8);
  }

  @Test
  void shouldGoOnWhereTheMachinesClockIsSetBackUntilThatHasCaughtUp() {
    wall.addAndGet(-HOUR);
    long before = time.milliseconds();
    assertThat(before).isEqualTo(10 * HOUR);
    assertThat(time.lead()).isEqualTo(HOUR);
    for (int i = 1; i <= 100; i++) {
      assertThat(after(1)).as("every millisecond counts, half").isEqualTo(before + i / 2);
    }
    assertThat(after(2 * HOUR)).isEqualTo(wall.get());
    assertThat(after(3)).isEqualTo(wall.get());
    assertThat(time.lead()).isZero();
  }

  @Test
  void shouldSayWhyNoBrokerMayBeReachedWhereTheClockWasSetBack() {
    assertThat(time.whyNoBroker()).isEmpty();
    wall.addAndGet(-9_999);
    assertThat(time.whyNoBroker()).isEmpty();
    wall.addAndGet(-60_001);
    assertThat(time.whyNoBroker()).contains("set back by 70 s", "start this instance again");
    after(3 * HOUR);
    assertThat(time.whyNoBroker()).isEmpty();
  }
}
