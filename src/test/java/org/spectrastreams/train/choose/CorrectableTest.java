package org.spectrastreams.train.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.PreparedSpectra;

class CorrectableTest {
  private static final int POINTS = 50;
  private static final int ORDER = 2;
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, POINTS);

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
    assertThat(Correctable.of(bands(0.3), AXIS, ORDER)).isTrue();
  }

  @Test
  void shouldAllowNoneWhereASpectrumHoldsTheOppositeOrNothing() {
    assertThat(Correctable.of(bands(-1), AXIS, ORDER)).isFalse();
    assertThat(Correctable.of(bands(0), AXIS, ORDER)).isFalse();
  }

  @Test
  void shouldAllowNoneOfTooFewPoints() {
    assertThat(
            Correctable.of(
                new PreparedSpectra(4, 2, new float[8], new int[2]),
                SpectralAxis.uniform(1000, 4, 4),
                ORDER))
        .isFalse();
  }

  /** The polynomials are those of the axis, wherever its points lie. */
  @Test
  void shouldTakeAwaySlopesOfAnUnevenAxis() {
    double[] places = new double[POINTS];
    for (int p = 0; p < POINTS; p++) {
      places[p] = 400 + p * (10 + 0.7 * p);
    }
    double[][] terms = Polynomials.of(SpectralAxis.of(places), ORDER + 1);
    double[] slope = places.clone();
    Polynomials.takeAway(terms, slope);

    assertThat(Math.sqrt(Polynomials.dot(slope, slope))).isLessThan(1e-9);
    for (int k = 0; k < terms.length; k++) {
      for (int other = 0; other <= k; other++) {
        assertThat(Polynomials.dot(terms[k], terms[other]))
            .isCloseTo(k == other ? 1 : 0, within(1e-12));
      }
    }
  }
}
