package org.spectrastreams.train.choose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.train.data.PreparedSpectra;

class CorrectableTest {
  private static final int POINTS = 50;
  private static final int ORDER = 2;

  /** Bands of one height on slopes that differ, the last one's of another height. */
  private static PreparedSpectra bands(double last) {
    Random random = new Random(5);
    int count = 8;
    float[] values = new float[count * POINTS];
    for (int i = 0; i < count; i++) {
      double height = i == count - 1 ? last : 1;
      double slope = random.nextDouble();
      for (int p = 0; p < POINTS; p++) {
        double off = (p - 20) / 4.0;
        values[i * POINTS + p] = (float) (2 + slope * p + height * Math.exp(-off * off));
      }
    }
    return new PreparedSpectra(POINTS, 2, values, new int[count]);
  }

  @Test
  void shouldAllowACorrectionWhereEverySpectrumHoldsTheMean() {
    assertThat(Correctable.of(bands(0.3), ORDER)).isTrue();
  }

  @Test
  void shouldAllowNoneWhereASpectrumHoldsTheOppositeOrNothing() {
    assertThat(Correctable.of(bands(-1), ORDER)).isFalse();
    assertThat(Correctable.of(bands(0), ORDER)).isFalse();
  }

  @Test
  void shouldAllowNoneOfTooFewPoints() {
    assertThat(Correctable.of(new PreparedSpectra(4, 2, new float[8], new int[2]), ORDER))
        .isFalse();
  }
}
