package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private final CommitPace pace = new CommitPace();

  @Test
  void shouldCommitAtOnceWhatHardlyWaited() {
    assertThat(pace.asks(0, 1_000)).isTrue();
    assertThat(pace.asks(CommitPace.HARDLY_MILLIS, 2_000)).isTrue();
  }

  @Test
  void shouldLeaveCommitsToTheIntervalWhereBlocksWait() {
    for (int block = 0; block < 100; block++) {
      assertThat(pace.asks(CommitPace.HARDLY_MILLIS + 1 + block, 1_000L * block)).isFalse();
    }
  }

  @Test
  void shouldNotCommitMoreOftenThanTheGap() {
    int commits = 0;
    for (long now = 0; now < 10 * CommitPace.GAP_MILLIS; now++) {
      commits += pace.asks(1, now) ? 1 : 0;
    }
    assertThat(commits).isEqualTo(10);
  }

  @Test
  void shouldGoOnWhenTheClockIsSetBack() {
    assertThat(pace.asks(0, 1_000_000)).isTrue();
    assertThat(pace.asks(0, 5)).isTrue();
    assertThat(pace.asks(-7, 6)).isFalse();
  }
}
