package org.spectrastreams.train.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The domain of spectra whose law is known. */
class DomainFitTest {
  private static final int POINTS = 60;
  private static final int PER_GROUP = 60;

  /**
   * Three band shapes of random height, a shift of their own for each group, and noise.
   *
   * @param shift standard deviation of the groups' shifts
   */
  private static float[] spectra(int groups, double shift, long seed) {
    Random random = new Random(seed);
    float[] values = new float[groups * PER_GROUP * POINTS];
    for (int g = 0; g < groups; g++) {
      double[] own = random.doubles(3).map(u -> shift * (u - 0.5)).toArray();
      for (int i = 0; i < PER_GROUP; i++) {
        double[] heights = new double[3];
        for (int k = 0; k < 3; k++) {
          heights[k] = 1 + 0.2 * random.nextGaussian() + own[k];
        }
        for (int j = 0; j < POINTS; j++) {
          double value = 0.01 * random.nextGaussian();
          for (int k = 0; k < 3; k++) {
            value += heights[k] * Math.exp(-Math.pow((j - 15 - 15 * k) / 4.0, 2));
          }
          values[((g * PER_GROUP + i) * POINTS) + j] = (float) value;
        }
      }
    }
    return values;
  }

  private static int[] groups(int groups) {
    int[] all = new int[groups * PER_GROUP];
    for (int i = 0; i < all.length; i++) {
      all[i] = i / PER_GROUP;
    }
    return all;
  }

  private static double outside(DomainFit fit, float[] values) {
    int rows = values.length / POINTS;
    int found = 0;
    for (int i = 0; i < rows; i++) {
      found += fit.domain().distance(values, i * POINTS) > 1 ? 1 : 0;
    }
    return (double) found / rows;
  }

  @Test
  void shouldKeepNewGroupsOfTheSameKind() {
    DomainFit fit = DomainFit.of(spectra(12, 0.5, 1), POINTS, groups(12));

    assertThat(outside(fit, spectra(6, 0.5, 2))).isLessThan(0.03);
    assertThat(fit.falseAlarms()).isLessThan(0.03);
    assertThat(fit.groups()).isEqualTo(12);
  }

  @Test
  void shouldTurnAwayASpectrumWithABandThatTrainingNeverHad() {
    DomainFit fit = DomainFit.of(spectra(12, 0.5, 1), POINTS, groups(12));
    float[] strange = spectra(6, 0.5, 2);
    for (int i = 0; i < strange.length; i++) {
      strange[i] += (float) (0.3 * Math.exp(-Math.pow((i % POINTS - 22) / 3.0, 2)));
    }

    assertThat(outside(fit, strange)).isGreaterThan(0.99);
  }

  @Test
  void shouldTurnAwayNoise() {
    DomainFit fit = DomainFit.of(spectra(12, 0.5, 1), POINTS, groups(12));
    Random random = new Random(9);
    float[] noise = new float[100 * POINTS];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }

    assertThat(outside(fit, noise)).isEqualTo(1);
  }

  @Test
  void shouldRefuseOneGroup() {
    assertThatThrownBy(() -> DomainFit.of(spectra(1, 0, 1), POINTS, groups(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 group")
        .hasMessageContaining("2 or more");
  }
}
