package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private final CommitPace pace = new CommitPace();
  private final PromptCommits commits = new PromptCommits(context, pace);

  private boolean commitsAt(long now, long waited) {
    context.resetCommit();
    context.setCurrentSystemTimeMs(now);
    commits.forwarded(waited);
    return context.committed();
  }

  @Test
  void shouldCommitAtOnceWhatHardlyWaited() {
    assertThat(commitsAt(1_000, 0)).isTrue();
    assertThat(commitsAt(2_000, CommitPace.HARDLY_MILLIS)).isTrue();
    assertThat(commitsAt(3_000, -3)).as("clocks that differ a little").isTrue();
    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  @Test
  void shouldLeaveCommitsToTheIntervalWhereBlocksWait() {
    for (int block = 0; block < 100; block++) {
      assertThat(commitsAt(1_000L * block, CommitPace.HARDLY_MILLIS + 1 + block)).isFalse();
      assertThat(commitsAt(1_000L * block, -CommitPace.HARDLY_MILLIS - 1 - block))
          .as("how long it waited cannot be told")
          .isFalse();
    }
    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  @Test
  void shouldCommitWhatCameWithinTheGapOnceItIsOver() {
    assertThat(commitsAt(1_000, 0)).isTrue();
    assertThat(commitsAt(1_010, 0)).isFalse();
    assertThat(commitsAt(1_015, 0)).isFalse();
    assertThat(context.scheduledPunctuators()).hasSize(1);
    CapturedPunctuator due = context.scheduledPunctuators().get(0);
    assertThat(due.getInterval().toMillis()).isEqualTo(CommitPace.GAP_MILLIS - 10);
    context.resetCommit();
    due.getPunctuator().punctuate(1_000 + CommitPace.GAP_MILLIS);
    assertThat(context.committed()).isTrue();
    assertThat(due.cancelled()).isTrue();
    assertThat(commitsAt(1_041, 0)).as("the gap counts from there").isFalse();
  }

  @Test
  void shouldNotCommitMoreOftenThanTheGapForAllPartitionsOfAThread() {
    MockProcessorContext<byte[], byte[]> other = new MockProcessorContext<>();
    PromptCommits beside = new PromptCommits(other, pace);
    int seen = 0;
    for (long now = 0; now < 10 * CommitPace.GAP_MILLIS; now++) {
      seen += commitsAt(now, 1) ? 1 : 0;
      other.resetCommit();
      other.setCurrentSystemTimeMs(now);
      beside.forwarded(1);
      seen += other.committed() ? 1 : 0;
    }
    assertThat(seen).isEqualTo(10);
  }

  @Test
  void shouldGoOnWhenTheClockIsSetBack() {
    assertThat(commitsAt(1_000_000, 0)).isTrue();
    assertThat(commitsAt(5, 0)).isTrue();
    assertThat(commitsAt(6, -7)).isFalse();
  }
}
