package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.Calibration;

/** Probabilities whose temperature is known, as members with smoothed labels would flatten them. */
class CalibrationFitTest {
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
  void shouldAskForTwoGroups() {
    assertThatThrownBy(() -> CalibrationFit.of(flattened(1, 1)))
        .hasMessageContaining("expected 2 or more");
  }

  /** Classes drawn by probabilities whose power 1 / {@code by} is what the members say. */
  private static UnseenPredictions flattened(double by, int groups) {
    Random random = new Random(7);
    float[] means = new float[ROWS * CLASSES];
    int[] predicted = new int[ROWS];
    int[] truth = new int[ROWS];
    int[] group = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
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
