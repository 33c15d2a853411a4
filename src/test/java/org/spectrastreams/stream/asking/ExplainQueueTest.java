package org.spectrastreams.stream.asking;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExplainQueueTest {
  @Test
  void shouldTakeAsManyAsMayWaitAndRefuseTheNext() {
    ExplainQueue queue = new ExplainQueue(2);
    // Four requests come at once, at 100; each takes 10.
    assertThat(queue.wasFull(100)).isFalse();
    queue.finished(110);
    assertThat(queue.wasFull(100)).isFalse();
    queue.finished(120);
    assertThat(queue.wasFull(100)).isTrue();
    // One that comes later finds room.
    assertThat(queue.wasFull(115)).isFalse();
  }

  /** Against what a queue that refuses at once would do. */
  @Property(seed = "1", tries = 200)
  void shouldRefuseWhatAQueueThatAnswersAtOnceWouldRefuse(
      @ForAll @Size(30) int[] gaps,
      @ForAll @Size(30) int[] work,
      @ForAll @IntRange(min = 1, max = 5) int places) {
    ExplainQueue queue = new ExplainQueue(places);
    long[] done = new long[30]; // when each accepted request was answered
    int accepted = 0;
    long free = 0;
    long arrived = 0;
    for (int i = 0; i < 30; i++) {
      arrived += Math.floorMod(gaps[i], 7);
      int before = 0;
      for (int a = 0; a < accepted; a++) {
        before += done[a] > arrived ? 1 : 0;
      }
      assertThat(queue.wasFull(arrived)).isEqualTo(before >= places);
      if (before < places) {
        free = Math.max(free, arrived) + 1 + Math.floorMod(work[i], 20);
        done[accepted++] = free;
        queue.finished(free);
      }
    }
  }
}
