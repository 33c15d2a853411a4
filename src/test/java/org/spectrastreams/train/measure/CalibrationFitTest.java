package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Twenty groups alike in confidence, of which every other one is told right half as often. */
  private static UnseenPredictions unlikeGroups() {
    int rows = 800;
    float[] means = new float[2 * rows];
    int[] truth = new int[rows];
    int[] predicted = new int[rows];
    int[] groups = new int[rows];
    for (int i = 0; i < rows; i++) {
      groups[i] = i / 40;
      predicted[i] = i % 2;
      truth[i] = groups[i] % 2 == 1 && i / 2 % 2 == 1 ? 1 - predicted[i] : predicted[i];
      means[2 * i + predicted[i]] = 0.75f;
      means[2 * i + 1 - predicted[i]] = 0.25f;
    }
    return new UnseenPredictions(2, means, predicted, truth, groups, "made up");
  }

  /** Drawn one by one, the eight hundred spectra would promise 0.04 at most. */
  @Test
  void shouldDrawWholeGroupsForTheIntervalOfTheError() {
    Calibration found = CalibrationFit.of(unlikeGroups());
    assertThat(found.error()).isLessThan(0.03);
    assertThat(found.interval().get(1)).isBetween(0.08, 0.15);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 0.9, 0",
    "9, 0.9, 1",
    "18, 0.9, 1",
    "19, 0.9, 2",
    "99, 0.9, 10",
    "4, 0.8, 1",
    "99, 0.95, 5"
  })
  void shouldCountTheRankOfAThresholdExactly(int spectra, double level, int rank) {
    assertThat(PredictionSetsFit.rank(spectra, level)).isEqualTo(rank);
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
