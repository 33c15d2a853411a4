package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.Preprocessing.OutOfRange;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** Settings of steps, and where in a chain they may stand. */
class StepSettingsTest {
  @Test
  void shouldRefuseStepsThatMakeNoSenseWhereTheyStand() {
    Interpolate onto = Interpolate.covering(Chains.TEN, Interpolation.LINEAR, 8);
    SpectralAxis irregular = SpectralAxis.of(1000, 1001, 1003);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessingChain.of(Quantity.ABSORBANCE))
        .withMessageContaining("no interpolate step");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessingChain.of(Quantity.ABSORBANCE, onto, onto))
        .withMessageContaining("step 1: a second interpolate step");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PreprocessingChain.of(
                    Quantity.ABSORBANCE, new Preprocessing.SavitzkyGolay(5, 2, 0), onto))
        .withMessageContaining("put it after the interpolate step");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chains.linear(irregular, new Preprocessing.SavitzkyGolay(3, 1, 0)))
        .withMessageContaining("expected a uniform grid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chains.linear(Chains.TEN, new Preprocessing.SavitzkyGolay(11, 1, 0)))
        .withMessageContaining("10 points");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Chains.linear(
                    SpectralAxis.of(1000, 1001),
                    new Preprocessing.AsymmetricLeastSquaresBaseline(1e5, 0.1, 5)))
        .withMessageContaining("on a grid of 2 points; expected 3 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chains.linear(Chains.TEN, new Preprocessing.Cut(2000, 2100)))
        .withMessageContaining("keeps no point");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Chains.linear(
                    Chains.TEN,
                    new Preprocessing.VariableScaling(new float[] {0, 0}, new float[] {1, 1})))
        .withMessageContaining("expected as many as the grid has, 10");
  }

  @Test
  void shouldRefuseSettingsOutsideTheirMeaning() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Preprocessing.Cut(1800, 1000));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Interpolate(Chains.TEN, Interpolation.LINEAR, OutOfRange.REJECT, 0.5, 8));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Interpolate(Chains.TEN, Interpolation.LINEAR, OutOfRange.ZERO_PAD, 0, 8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interpolate.covering(Chains.TEN, Interpolation.LINEAR, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.AsymmetricLeastSquaresBaseline(0, 0.1, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.AsymmetricLeastSquaresBaseline(1.1e9, 0.1, 5))
        .withMessageContaining("at most 1e9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.AsymmetricLeastSquaresBaseline(1e5, 1, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.SavitzkyGolay(4, 2, 0))
        .withMessageContaining("window of 4 points");
    assertThatIllegalArgumentException().isThrownBy(() -> new Preprocessing.SavitzkyGolay(5, 2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.VariableScaling(new float[] {1}, new float[] {0}))
        .withMessageContaining("point 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new QualityLimits(-1, null, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new QualityLimits(0, null, 1));
  }

  @Test
  void shouldFitStatisticsThatStandardiseTheSpectraTheyCameFrom() throws UnusableSpectrumException {
    SpectralAxis three = SpectralAxis.uniform(1000, 1, 3);
    float[] rows = {1, 5, 2, 3, 5, 4, 8, 5, 9};
    Preprocessing.VariableScaling fitted = Preprocessing.VariableScaling.fit(rows, 3, 3);
    Preprocessor preprocessor =
        Preprocessor.compile(Chains.linear(three, fitted), three, Quantity.ABSORBANCE);
    float[] out = new float[9];
    for (int i = 0; i < 3; i++) {
      preprocessor.apply(rows, 3 * i, out, 3 * i);
    }

    assertThat(fitted.deviation()[1]).isEqualTo(1);
    for (int j : new int[] {0, 2}) {
      float mean = (out[j] + out[3 + j] + out[6 + j]) / 3;
      float squares = (out[j] * out[j] + out[3 + j] * out[3 + j] + out[6 + j] * out[6 + j]) / 3;
      assertThat(mean).isCloseTo(0, within(1e-6f));
      assertThat(squares).isCloseTo(1, within(1e-5f));
    }
    assertThat(new float[] {out[1], out[4], out[7]}).containsOnly(0f);
  }
}
