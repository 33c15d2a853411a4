package org.spectrastreams.train.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.train.data.ConfusionMatrix;

class TestedTest {
  /** Eight spectra of class 0 and two of class 1, all taken for class 0. */
  private static final int[] LABELS = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1};

  private static double mean(int... folds) {
    double[][] probabilities = new double[LABELS.length][];
    Arrays.fill(probabilities, new double[] {1, 0});
    Tested tested =
        new Tested(
            "m",
            List.<int[]>of(folds),
            List.<double[][]>of(probabilities),
            List.<int[]>of(new int[LABELS.length]),
            List.of(),
            0);
    return tested.matrices(LABELS, 2).stream()
        .mapToDouble(ConfusionMatrix::balancedAccuracy)
        .average()
        .orElseThrow();
  }

  @Test
  void shouldNotTakeTheShareOfOneClassForBalancedAccuracyWhereEveryFoldHasOneAlone() {
    assertThat(mean(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void shouldKeepFoldsApartThatHoldEveryClass() {
    assertThat(mean(0, 0, 0, 0, 1, 1, 1, 1, 0, 1)).isCloseTo(0.5, within(1e-12));
  }
}
