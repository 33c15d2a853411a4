package org.spectrastreams.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final double EXACT = 1e-12;

  /** Truth down, prediction across: 8 2 0 / 1 3 0 / 0 3 3. */
  private static ConfusionMatrix handMade() {
    long[][] counts = {{8, 2, 0}, {1, 3, 0}, {0, 3, 3}};
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    for (int truth = 0; truth < 3; truth++) {
      for (int predicted = 0; predicted < 3; predicted++) {
        for (long i = 0; i < counts[truth][predicted]; i++) {
          matrix.add(truth, predicted);
        }
      }
    }
    return matrix;
  }

  @Test
  void shouldGiveTheScoresOfAHandMadeMatrix() {
    ConfusionMatrix matrix = handMade();

    assertThat(matrix.total()).isEqualTo(20);
    assertThat(matrix.sensitivity(0)).isEqualTo(0.8, within(EXACT));
    assertThat(matrix.sensitivity(1)).isEqualTo(0.75, within(EXACT));
    assertThat(matrix.sensitivity(2)).isEqualTo(0.5, within(EXACT));
    assertThat(matrix.balancedAccuracy()).isEqualTo((0.8 + 0.75 + 0.5) / 3, within(EXACT));
    assertThat(matrix.accuracy()).isEqualTo(14.0 / 20, within(EXACT));
    assertThat(matrix.f1(0)).isEqualTo(16.0 / 19, within(EXACT));
    assertThat(matrix.f1(1)).isEqualTo(6.0 / 12, within(EXACT));
    assertThat(matrix.f1(2)).isEqualTo(6.0 / 9, within(EXACT));
    assertThat(matrix.macroF1()).isEqualTo((16.0 / 19 + 6.0 / 12 + 6.0 / 9) / 3, within(EXACT));
  }

  @Test
  void shouldGiveTheAccuracyAsSupportWeightedMeanOfSensitivities() {
    ConfusionMatrix matrix = handMade();
    double mean = 0;
    for (int c = 0; c < 3; c++) {
      mean += matrix.sensitivity(c) * matrix.support(c) / matrix.total();
    }

    assertThat(matrix.accuracy()).isEqualTo(mean, within(EXACT));
  }

  @Test
  void shouldLeaveClassesWithoutSpectraOutOfTheBalancedAccuracy() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    matrix.add(0, 0);
    matrix.add(2, 0);

    assertThat(matrix.balancedAccuracy()).isEqualTo(0.5, within(EXACT));
  }

  @Test
  void shouldAddTheCountsOfFolds() {
    ConfusionMatrix sum = handMade();
    sum.addAll(handMade());

    assertThat(sum.total()).isEqualTo(40);
    assertThat(sum.count(2, 1)).isEqualTo(6);
    assertThat(sum.balancedAccuracy()).isEqualTo(handMade().balancedAccuracy(), within(EXACT));
  }
}
