package org.spectrastreams.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeightAgreementTest {
  private static final float[] ONE = {1, -2, 3, 4, 0.5f, -6, 2, 2, 9, -1};
  private static final float[] OTHER = {2, -1, 2, 5, 1, -7, -3, 2, 8, 0};

  @Test
  void shouldCorrelateAsSciPyDoes() {
    // scipy.stats.pearsonr and spearmanr of the two arrays, SciPy 1.17
    assertThat(WeightAgreement.correlation(ONE, OTHER)).isCloseTo(0.895085046253238, within(1e-9));
    assertThat(WeightAgreement.rankCorrelation(ONE, OTHER))
        .isCloseTo(0.8246505184036499, within(1e-9));
  }

  @Test
  void shouldCompareTheSignsOfTheLargestWeights() {
    assertThat(WeightAgreement.signAgreement(ONE, OTHER)).isEqualTo(1);
    float[] turned = OTHER.clone();
    turned[8] = -8;
    assertThat(WeightAgreement.signAgreement(ONE, turned)).isEqualTo(0.5);
    assertThat(WeightAgreement.signAgreement(new float[] {0, 0}, new float[] {0, 0})).isEqualTo(1);
  }

  @Test
  void shouldNotCorrelateWithAConstant() {
    assertThat(WeightAgreement.correlation(ONE, new float[10])).isZero();
    assertThat(WeightAgreement.rankCorrelation(new float[10], ONE)).isZero();
  }

  @Test
  void shouldRefuseArraysOfDifferentLength() {
    assertThatThrownBy(() -> WeightAgreement.correlation(ONE, new float[9]))
        .hasMessageContaining("10 and 9 points");
    assertThatThrownBy(() -> WeightAgreement.signAgreement(ONE, new float[9]))
        .hasMessageContaining("10 and 9 points");
  }
}
