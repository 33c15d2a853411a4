package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.Preprocessing.OutOfRange;
import org.spectrastreams.preprocess.UnusableSpectrumException.Reason;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Whether the axis of a spectrum serves a grid: what is read, what is refused and what is padded.
 */
class AxisCoverageTest {
  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void shouldNotLetPointsOutsideTheGridDecide(Interpolation method) throws Exception {
    SpectralAxis axis = SpectralAxis.uniform(900, 4, 301); // to 2100, the grid ends at 1800
    PreprocessingChain chain =
        new PreprocessingChain(
            Quantity.ABSORBANCE,
            new QualityLimits(0, 3.0, 0),
            List.of(Interpolate.covering(Chains.GRID, method, 8)));
    double felt = method == Interpolation.LINEAR ? 0 : 12 * 4; // cm⁻¹, beside the grid
    float[] good = new float[axis.size()];
    float[] saturated = new float[axis.size()];
    float[] missing = new float[axis.size()];
    for (int i = 0; i < axis.size(); i++) {
      boolean outside = axis.at(i) < 1000 - felt || axis.at(i) > 1800 + felt;
      good[i] = (float) Math.sin(i / 9.0);
      saturated[i] = outside ? 4 : good[i];
      missing[i] = outside ? Float.NaN : good[i];
    }
    Preprocessor preprocessor = Preprocessor.compile(chain, axis, Quantity.ABSORBANCE);
    float[] expected = new float[Chains.GRID.size()];
    assertThat(QualityFlag.of(preprocessor.apply(good, 0, expected, 0))).isEmpty();
    for (float[] spectrum : List.of(saturated, missing)) {
      float[] out = new float[Chains.GRID.size()];
      assertThat(QualityFlag.of(preprocessor.apply(spectrum, 0, out, 0))).isEmpty();
      assertThat(out).isEqualTo(expected);
    }
    saturated[axis.indexNearest(1000)] = 4;
    assertThat(QualityFlag.of(preprocessor.apply(saturated, 0, expected, 0)))
        .containsExactly(QualityFlag.SATURATED);
  }

  @Test
  void shouldReadTheNextPointOutsideTheGridWhereNoneLiesOnItsEnd() throws Exception {
    SpectralAxis axis = SpectralAxis.uniform(993, 5, 200); // 993, 998, 1003 …
    float[] spectrum = new float[axis.size()];
    Arrays.fill(spectrum, 1);
    spectrum[2] = 2;
    Preprocessor preprocessor =
        Preprocessor.compile(Chains.linear(Chains.GRID), axis, Quantity.ABSORBANCE);
    float[] out = new float[Chains.GRID.size()];
    spectrum[0] = Float.NaN;
    assertThat(QualityFlag.of(preprocessor.apply(spectrum, 0, out, 0))).isEmpty();
    assertThat(out[0]).isEqualTo(1.4f);
    spectrum[1] = Float.NaN;
    assertThat(QualityFlag.of(preprocessor.apply(spectrum, 0, out, 0)))
        .containsExactly(QualityFlag.NON_FINITE);
  }

  @Test
  void shouldSayByHowLittleAnAxisIsTooShort() {
    UnusableSpectrumException refused =
        Chains.refusal(
            Chains.linear(Chains.GRID), SpectralAxis.uniform(1000.04, 4, 201), Quantity.ABSORBANCE);

    assertThat(refused)
        .hasMessageContaining("needs 1000.0–1800.0, spectrum covers 1000.04–1800.04");
  }

  @Test
  void shouldRejectSpectrumWhoseAxisDoesNotCoverTheGrid() {
    SpectralAxis axis = SpectralAxis.of(1051.3, 1053, 1400, 1799.6);

    UnusableSpectrumException refused =
        Chains.refusal(Chains.linear(Chains.GRID), axis, Quantity.ABSORBANCE);

    assertThat(refused.reason()).isEqualTo(Reason.AXIS_TOO_NARROW);
    assertThat(refused)
        .hasMessage(
            "grid 1000–1800 cm⁻¹ needs 1000.0–1800.0, spectrum covers 1051.3–1799.6: choose a"
                + " model with padding, or re-measure");
  }

  @Test
  void shouldRejectSpectrumWhoseAxisHasAGapInsideTheGrid() {
    SpectralAxis axis = SpectralAxis.of(900, 950, 999, 1003, 1006, 1030, 1070);
    SpectralAxis grid = SpectralAxis.uniform(1000, 1, 20);

    UnusableSpectrumException refused =
        Chains.refusal(Chains.linear(grid), axis, Quantity.ABSORBANCE);

    assertThat(refused.reason()).isEqualTo(Reason.AXIS_TOO_COARSE);
    assertThat(refused)
        .hasMessageContaining("allows gaps of 8")
        .hasMessageContaining("between 1006.0 and 1030.0");
  }

  @Test
  void shouldNotMindGapsOutsideTheGrid() throws UnusableSpectrumException {
    SpectralAxis axis = SpectralAxis.of(800, 999, 1000, 1004, 1008, 1009, 1100);

    Preprocessor preprocessor =
        Preprocessor.compile(Chains.linear(Chains.TEN), axis, Quantity.ABSORBANCE);

    float[] out = new float[10];
    assertThat(preprocessor.apply(new float[] {9, 9, 0, 4, 8, 9, 5}, 0, out, 0)).isZero();
    assertThat(out).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void shouldTakeAnAxisWhoseRoundedEndMissesTheGridByLessThanItsLastDigit()
      throws UnusableSpectrumException {
    SpectralAxis axis = SpectralAxis.of(1000.0004, 1004.5, 1008.9996);

    Preprocessor preprocessor =
        Preprocessor.compile(Chains.linear(Chains.TEN), axis, Quantity.ABSORBANCE);

    float[] out = new float[10];
    assertThat(preprocessor.apply(new float[] {1, 2, 5}, 0, out, 0)).isZero();
    assertThat(out[0]).isEqualTo(1);
    assertThat(out[9]).isEqualTo(5);
  }

  @Test
  void shouldRejectPaddingBeyondTheCoverageThatTheChainAsksFor() {
    PreprocessingChain half =
        PreprocessingChain.of(
            Quantity.ABSORBANCE,
            new Interpolate(Chains.TEN, Interpolation.LINEAR, OutOfRange.ZERO_PAD, 0.5, 8));

    assertThat(Chains.refusal(half, SpectralAxis.uniform(1005, 1, 9), Quantity.ABSORBANCE))
        .isNull();
    UnusableSpectrumException refused =
        Chains.refusal(half, SpectralAxis.uniform(1006, 1, 9), Quantity.ABSORBANCE);
    assertThat(refused.reason()).isEqualTo(Reason.AXIS_TOO_NARROW);
    assertThat(refused).hasMessageContaining("needs 50 % of 1000.0–1009.0");
    assertThat(Chains.refusal(half, SpectralAxis.uniform(2000, 1, 9), Quantity.ABSORBANCE).reason())
        .isEqualTo(Reason.AXIS_TOO_NARROW);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRejectAnAxisWithTooFewPointsForTheSpline(Interpolation method) {
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE, Interpolate.covering(SpectralAxis.uniform(1000, 1, 2), method, 8));
    SpectralAxis short_ = SpectralAxis.uniform(1000, 1.5, method.degree());

    if (method != Interpolation.LINEAR) {
      assertThat(Chains.refusal(chain, short_, Quantity.ABSORBANCE).reason())
          .isEqualTo(Reason.AXIS_TOO_COARSE);
    }
    assertThat(
            Chains.refusal(
                chain, SpectralAxis.uniform(1000, 1.5, method.degree() + 1), Quantity.ABSORBANCE))
        .isNull();
  }
}
