package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.Calibration;

class CalibrationFitTest {
  /** Two classes in four groups, all told right, one of them hardly and the other clearly. */
  private static UnseenPredictions allRight() {
    int rows = 40;
    float[] means = new float[2 * rows];
    int[] truth = new int[rows];
    int[] groups = new int[rows];
    for (int i = 0; i < rows; i++) {
      truth[i] = i % 2;
      groups[i] = i / 2 % 4;
      means[2 * i + truth[i]] = truth[i] == 0 ? 0.501f : 0.54f;
      means[2 * i + 1 - truth[i]] = 1 - means[2 * i + truth[i]];
    }
    return new UnseenPredictions(2, means, truth, truth, groups, "made up");
  }

  @Test
  void shouldKeepTheMembersOwnScaleWhereAllWasRightWhateverKindFitsBest() {
    Calibration found = CalibrationFit.of(allRight());
    assertThat(found.method()).isEqualTo(Calibration.VECTOR);

    Calibration kept = found.unscaled();
    float[] means = {0.501f, 0.499f};
    float[] probabilities = new float[2];
    kept.apply(means, 0, 2, probabilities);

    assertThat(Arrays.equals(means, probabilities)).isTrue();
    assertThat(kept.error()).isEqualTo(found.errorBefore());
    assertThat(kept.spectra()).isEqualTo(40);
  }
}
