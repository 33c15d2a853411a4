package org.spectrastreams.wire.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.tile.PixelRanks.Rank;

class PixelRanksTest {
  @Test
  void shouldOrderByTimeThenByNumberWithoutSign() {
    assertThat(new Rank(2, 1)).isGreaterThan(new Rank(1, 9));
    assertThat(new Rank(1, 2)).isGreaterThan(new Rank(1, 1));
    assertThat(new Rank(1, -1)).isGreaterThan(new Rank(1, 1));
  }

  @Test
  void shouldTakeWhatIsAsNewOrNewer() {
    PixelRanks ranks = new PixelRanks(2);
    assertThat(ranks.take(0, new Rank(0, 5))).isTrue();
    assertThat(ranks.take(0, new Rank(0, 4))).isFalse();
    assertThat(ranks.take(0, new Rank(0, 5))).isTrue();
    assertThat(ranks.take(1, new Rank(0, 4))).isTrue();
  }

  @Test
  void shouldStayAsSmallAsItsPixelsHoweverOftenTheyAreMeasured() {
    PixelRanks ranks = new PixelRanks(64);
    Random random = new Random(3);
    long[] newest = new long[64];
    for (int i = 0; i < 10_000; i++) {
      int pixel = random.nextInt(64);
      long sequence = random.nextInt(100_000);
      assertThat(ranks.take(pixel, new Rank(0, sequence))).isEqualTo(sequence >= newest[pixel]);
      newest[pixel] = Math.max(newest[pixel], sequence);
    }
    assertThat(ranks.bytes()).isLessThan(64 * 200);
    byte[] stored = ranks.toBytes();
    assertThat(stored).hasSizeLessThanOrEqualTo(2 + 64 * 18);
    PixelRanks read = PixelRanks.of(64, stored, 0);
    for (int pixel = 0; pixel < 64; pixel++) {
      assertThat(read.take(pixel, new Rank(0, newest[pixel] - 1))).isFalse();
      assertThat(read.take(pixel, new Rank(0, newest[pixel]))).isTrue();
    }
  }
}
