package org.spectrastreams.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PacingTest {
  /** A clock that only moves when it is waited on, and then oversleeps as real ones do. */
  private static final class TestTime implements Pacing.Time {
    private final Random random = new Random(3);
    private long now = 5_000_000_000L;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(long nanos) {
      now += nanos + random.nextInt(2_000_000);
    }

    double seconds() {
      return (now - 5_000_000_000L) / 1e9;
    }
  }

  @Test
  void shouldNotDriftThoughEveryWaitIsTooLong() throws Exception {
    TestTime time = new TestTime();
    Pacing pacing = Pacing.perSecond(1000, time);
    int passed = 0;
    for (int i = 0; i < 20_000; i++) {
      pacing.await(7);
      assertThat(time.seconds()).isGreaterThanOrEqualTo(passed / 1000.0 - 1e-8);
      passed += 7;
    }
    pacing.await(1);
    // 140 000 spectra at 1000/s, and one wait too long by up to 2 ms; 20 000 of them would be 20 s.
    assertThat(time.seconds()).isCloseTo(140, within(0.003));
  }

  @Test
  void shouldLetTheFirstBlockGoAtOnce() throws Exception {
    TestTime time = new TestTime();
    Pacing.perSecond(0.001, time).await(1);
    assertThat(time.seconds()).isZero();
  }

  @Test
  void shouldCatchUpOneSecondOfAStallAndNoMore() throws Exception {
    TestTime time = new TestTime();
    Pacing pacing = Pacing.perSecond(100, time);
    pacing.await(1);
    time.now += 60_000_000_000L;
    int atOnce = 0;
    double stalled = time.seconds();
    while (time.seconds() == stalled) {
      pacing.await(1);
      atOnce++;
    }
    assertThat(atOnce).isBetween(100, 103);
  }

  @Test
  void shouldRefuseARateThatIsNone() {
    for (double rate : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> Pacing.perSecond(rate)).hasMessageContaining("above 0");
    }
  }

  @Test
  void shouldNotWaitWithoutALimit() throws Exception {
    Pacing pacing = Pacing.unlimited();
    // A thread that is interrupted cannot wait: it would throw.
    Thread.currentThread().interrupt();
    for (int i = 0; i < 1000; i++) {
      pacing.await(Integer.MAX_VALUE);
    }
    assertThat(Thread.interrupted()).isTrue();
  }
}
