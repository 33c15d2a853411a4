package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ContextTrustTest {
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
