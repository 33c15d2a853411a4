package org.spectrastreams.train.contexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PartitionsTest {
  @Test
  void shouldAgreeWithTheIndexOfAKnownTable() {
    // scikit-learn: adjusted_rand_score([0,0,1,2], [0,0,1,1]) = 0.571428…
    assertThat(Partitions.adjustedRand(new int[] {0, 0, 1, 2}, new int[] {0, 0, 1, 1}))
        .isCloseTo(0.5714286, within(1e-6));
    // adjusted_rand_score([0,0,0,0], [0,1,2,3]) = 0
    assertThat(Partitions.adjustedRand(new int[] {0, 0, 0, 0}, new int[] {0, 1, 2, 3})).isZero();
  }

  @Test
  void shouldNotMindWhatGroupsAreCalled() {
    assertThat(Partitions.adjustedRand(new int[] {0, 1, 1, 2}, new int[] {2, 0, 0, 1}))
        .isEqualTo(1);
  }

  @Test
  void shouldShareWhatBothMark() {
    boolean[] one = {true, true, false, false};
    boolean[] other = {true, false, true, false};
    assertThat(Partitions.jaccard(one, other)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(Partitions.jaccard(new boolean[2], new boolean[2])).isEqualTo(1);
  }
}
