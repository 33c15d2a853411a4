package org.spectrastreams.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void shouldTakeTheNearestRankOfAllResults() {
    Latencies hundred =
        new Latencies(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray());

    assertThat(hundred.milliseconds(0.5)).isEqualTo(50);
    assertThat(hundred.milliseconds(0.99)).isEqualTo(99);
    assertThat(hundred.milliseconds(1)).isEqualTo(100);
  }

  @Test
  void shouldGiveTheOneResultThatThereIs() {
    Latencies one = new Latencies(new long[] {7_000_000});

    assertThat(one.milliseconds(0.5)).isEqualTo(7);
    assertThat(one.milliseconds(0.99)).isEqualTo(7);
  }
}
