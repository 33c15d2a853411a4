package org.spectrastreams.train.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbabilitiesTest {
  @Test
  void shouldFindTheFactorThatMakesValuesLogOdds() {
    // Three of four rows of each side are right: the odds are 3, so the factor is ln 3.
    double[][] values = new double[8][];
    int[] labels = new int[8];
    for (int i = 0; i < 8; i++) {
      labels[i] = i / 4;
      boolean right = i % 4 != 0;
      values[i] = (labels[i] == 0) == right ? new double[] {1, 0} : new double[] {0, 1};
    }

    assertThat(Probabilities.bestFactor(values, labels, 0)).isCloseTo(Math.log(3), within(1e-4));
  }

  @Test
  void shouldNotBeSureBeyondWhatWasSeen() {
    // All rows are right: with n of them, 1 / (n + 2) is doubted, and the odds are n + 1.
    double[][] values = {{1, 0}, {0, 1}, {1, 0}, {0, 1}};
    int[] labels = {0, 1, 0, 1};

    double factor = Probabilities.bestFactor(values, labels, Probabilities.doubt(4));

    assertThat(factor).isCloseTo(Math.log(5), within(1e-4));
    assertThat(Probabilities.softmax(values[0], factor)[0]).isCloseTo(5 / 6.0, within(1e-4));
  }
}
