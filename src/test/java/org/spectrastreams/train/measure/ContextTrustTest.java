package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.spectrastreams.model.Calibration;

class ContextTrustTest {
  /** A doubt that nobody is shown says nothing of the one that is. */
  @Test
  void shouldTakeTheConfidenceThatAResultShows() {
    float[] members = {0.5f, 0.3f, 0.2f, 0.7f, 0.1f, 0.2f};
    assertThat(ContextTrust.confidence(Calibration.NONE, members, 3, 0))
        .isCloseTo(0.6f, within(1e-6f));
    Calibration half = new Calibration(Calibration.TEMPERATURE, 0.5, "", 1, 2, 0, 0);
    assertThat(ContextTrust.confidence(half, members, 3, 0))
        .isCloseTo(0.36f / 0.44f, within(1e-6f));
  }

  @Test
  void shouldGiveTheAreaUnderTheCurveOfKnownScores() {
    // scikit-learn: roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) = 0.75
    boolean[] marked = {false, false, true, true};
    assertThat(ContextTrust.area(new double[] {0.1, 0.4, 0.35, 0.8}, marked))
        .isCloseTo(0.75, within(1e-12));
    assertThat(ContextTrust.area(new double[] {1, 1, 1, 1}, marked)).isEqualTo(0.5);
    assertThat(ContextTrust.area(new double[] {0, 0, 1, 1}, marked)).isEqualTo(1);
    assertThat(ContextTrust.area(new double[] {1, 2}, new boolean[2])).isNaN();
  }
}
