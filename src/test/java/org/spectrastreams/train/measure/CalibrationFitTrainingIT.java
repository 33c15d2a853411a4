package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.PredictionSets;

/** Probabilities whose temperature is known, as members with smoothed labels would flatten them. */
class CalibrationFitTrainingIT {
  private static final int ROWS = 6000;
  private static final int CLASSES = 3;

  @Test
  void shouldFindTheTemperatureThatFlattenedTheProbabilities() {
    Calibration found = CalibrationFit.of(flattened(4, 6));

    assertThat(found.temperature()).isCloseTo(0.25, within(0.02));
    assertThat(found.errorBefore()).isGreaterThan(0.15);
    assertThat(found.error()).isLessThan(0.03);
    assertThat(found.groups()).isEqualTo(6);
    assertThat(found.spectra()).isEqualTo(ROWS);
  }

  @Test
  void shouldLeaveProbabilitiesThatAreRight() {
    assertThat(CalibrationFit.of(flattened(1, 4)).temperature()).isCloseTo(1, within(0.06));
  }

  @Test
  void shouldKeepTheOrderOfTheClassesAndAddUpToOne() {
    Calibration half = new Calibration(Calibration.TEMPERATURE, 0.5, "", 1, 2, 0, 0);
    float[] means = {9, 0.5f, 0.3f, 0.2f, 9};
    float[] probabilities = means.clone();
    half.apply(means, 1, 3, probabilities);

    float[] expected = {9, 0.25f / 0.38f, 0.09f / 0.38f, 0.04f / 0.38f, 9};
    assertThat(probabilities).containsExactly(expected, within(1e-6f));
  }

  @Test
  void shouldFindTheSummandsOfClassesThatMembersSayTooOften() {
    UnseenPredictions even = flattened(4, 6);
    double[] lean = {0, Math.log(3), -Math.log(2)};
    UnseenPredictions leaning = leaning(even, lean);
    Calibration found = CalibrationFit.of(leaning);

    assertThat(found.method()).isEqualTo(Calibration.VECTOR);
    assertThat(found.temperature()).isCloseTo(0.25, within(0.02));
    for (int c = 1; c < CLASSES; c++) {
      assertThat(found.offsets().get(c) - found.offsets().get(0))
          .isCloseTo(-4 * lean[c], within(0.2));
    }
    assertThat(found.error()).isLessThan(0.03);
    assertThat(found.interval().get(0)).isLessThan(found.error() + 0.01);
    assertThat(found.interval().get(1)).isGreaterThan(found.error());
  }

  @Test
  void shouldFitSpectraThatAreAllToldRight() {
    int rows = 40;
    float[] means = new float[rows * 2];
    int[] truth = new int[rows];
    int[] groups = new int[rows];
    for (int row = 0; row < rows; row++) {
      truth[row] = row % 2;
      groups[row] = row / 4;
      float other = 1e-4f * (1 + row % 7);
      means[2 * row + truth[row]] = 1 - other;
      means[2 * row + 1 - truth[row]] = other;
    }
    Calibration found =
        CalibrationFit.of(new UnseenPredictions(2, means, truth, truth, groups, "told right"));

    assertThat(found.error()).isLessThan(0.01);
    assertThat(found.temperature()).isBetween(0.05, 1.0);
  }

  @Test
  void shouldTakeTheTemperatureAloneWhereNoClassIsSaidTooOften() {
    UnseenPredictions few = flattened(2, 4, 240);

    assertThat(CalibrationFit.of(few).method()).isEqualTo(Calibration.TEMPERATURE);
  }

  @Test
  void shouldGiveSetsThatHoldTheTrueClassAsOftenAsTheySay() {
    PredictionSets sets = CalibrationFit.of(flattened(4, 6), 0.9).sets();

    assertThat(sets.level()).isEqualTo(0.9);
    assertThat(sets.coverage()).isCloseTo(0.9, within(0.015));
    assertThat(sets.worst()).isBetween(0.86, 0.9);
    assertThat(sets.size()).as("not all of the classes").isBetween(1.0, 2.0);
    float[] probabilities = {0.97f, 0.02f, 0.01f};
    byte[] set = new byte[CLASSES];
    sets.apply(probabilities, 0, CLASSES, set);
    assertThat(set).containsExactly(1, 0, 0);
  }

  @Test
  void shouldHaveEveryClassInTheSetsOfWhichItHasSeenTooFewSpectra() {
    UnseenPredictions all = flattened(1, 2, 40);
    int[] truth = all.truth().clone();
    for (int i = 0; i < truth.length; i++) {
      truth[i] = i < 5 ? 2 : i % 2;
    }
    PredictionSets sets =
        CalibrationFit.of(
                new UnseenPredictions(
                    CLASSES, all.means(), all.predicted(), truth, all.groups(), "few"),
                0.9)
            .sets();

    assertThat(sets.least().get(2)).isZero();
  }

  @Test
  void shouldAskForTwoGroups() {
    assertThatThrownBy(() -> CalibrationFit.of(flattened(1, 1)))
        .hasMessageContaining("expected 2 or more");
  }

  /** Members that say each class e to the power of its summand as often. */
  private static UnseenPredictions leaning(UnseenPredictions of, double[] lean) {
    float[] means = of.means().clone();
    int[] predicted = of.predicted().clone();
    for (int row = 0; row < predicted.length; row++) {
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        means[row * CLASSES + c] *= (float) Math.exp(lean[c]);
        sum += means[row * CLASSES + c];
      }
      int most = 0;
      for (int c = 0; c < CLASSES; c++) {
        means[row * CLASSES + c] /= (float) sum;
        most = means[row * CLASSES + c] > means[row * CLASSES + most] ? c : most;
      }
      predicted[row] = most;
    }
    return new UnseenPredictions(CLASSES, means, predicted, of.truth(), of.groups(), "leaning");
  }

  private static UnseenPredictions flattened(double by, int groups) {
    return flattened(by, groups, ROWS);
  }

  /** Classes drawn by probabilities whose power 1 / {@code by} is what the members say. */
  private static UnseenPredictions flattened(double by, int groups, int rows) {
    Random random = new Random(7);
    float[] means = new float[rows * CLASSES];
    int[] predicted = new int[rows];
    int[] truth = new int[rows];
    int[] group = new int[rows];
    for (int row = 0; row < rows; row++) {
      double[] right = new double[CLASSES];
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        right[c] = Math.exp(2 * random.nextGaussian());
        sum += right[c];
      }
      double draw = random.nextDouble() * sum;
      while (truth[row] < CLASSES - 1 && draw > right[truth[row]]) {
        draw -= right[truth[row]++];
      }
      double flat = 0;
      for (int c = 0; c < CLASSES; c++) {
        flat += Math.pow(right[c], 1 / by);
        predicted[row] = right[c] > right[predicted[row]] ? c : predicted[row];
      }
      for (int c = 0; c < CLASSES; c++) {
        means[row * CLASSES + c] = (float) (Math.pow(right[c], 1 / by) / flat);
      }
      group[row] = row % groups;
    }
    return new UnseenPredictions(CLASSES, means, predicted, truth, group, "drawn");
  }
}
