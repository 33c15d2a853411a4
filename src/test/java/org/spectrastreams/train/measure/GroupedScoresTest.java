package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GroupedScoresTest {
  /** Two groups of class 0, one of class 1; the last spectrum was not scored. */
  private static final double[][] PROBABILITIES = {
    {0.9, 0.1}, {0.9, 0.1}, {0.2, 0.8}, {0.6, 0.4}, {0.45, 0.55}, {0.4, 0.6}, null
  };

  private static final int[] PREDICTED = {0, 0, 1, 0, 1, 1, 0};
  private static final int[] LABELS = {0, 0, 0, 0, 1, 1, 1};
  private static final int[] GROUPS = {0, 0, 1, 1, 2, 2, 2};

  private static GroupedScores scores() {
    return GroupedScores.of(PROBABILITIES, PREDICTED, LABELS, GROUPS, 2, 3);
  }

  @Test
  void shouldCountWhatWasSaid() {
    assertThat(scores().spectra()).isEqualTo(6);
    assertThat(scores().accuracy()).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(scores().balancedAccuracy()).isCloseTo((3 / 4.0 + 1) / 2, within(1e-12));
    assertThat(scores().macroF1()).isCloseTo((6 / 7.0 + 4 / 5.0) / 2, within(1e-12));
  }

  @Test
  void shouldLetGroupsVoteWithTheirMeanProbability() {
    // Group 1 leans to class 1 with 0.6 in the mean, though one of its two spectra is right.
    assertThat(scores().groups()).isEqualTo(3);
    assertThat(scores().groupVote()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void shouldWeighTheDistanceOfConfidenceFromAccuracy() {
    // Bins: 0.9 twice, both right; 0.8 once, wrong; 0.6 twice, both right; 0.55 once, right.
    double expected = (0.2 + 0.8 + 0.8 + 0.45) / 6;
    assertThat(scores().calibrationError()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void shouldTakeAGroupForOneObservation() {
    assertThat(scores().balancedInterval().low()).isLessThan(0.75);
    assertThat(scores().balancedInterval().high()).isEqualTo(1);
    assertThat(scores()).isEqualTo(scores());
  }

  @Test
  void shouldSayHowFarTheCalibrationErrorHangsOnFewGroups() {
    // Group 0 alone is 0.1 off; group 1, with a wrong spectrum of 0.8 and a right one of 0.6, 0.6.
    assertThat(scores().calibrationInterval().low()).isCloseTo(0.1, within(1e-12));
    assertThat(scores().calibrationInterval().high()).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void shouldSayHowManyGroupsWereDrawnWhereTheyHaveSeveralClasses() {
    GroupedScores mixed =
        GroupedScores.of(PROBABILITIES, PREDICTED, LABELS, new int[] {0, 1, 0, 1, 0, 1, 0}, 2, 3);
    assertThat(mixed.groups()).isZero();
    assertThat(mixed.drawn()).isEqualTo(2);
  }
}
