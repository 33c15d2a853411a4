package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.Preprocessing.Scaling;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** What is flagged in a spectrum, before and after its steps. */
class QualityFlagsTest {
  @Test
  void shouldFlagSpectraThatDeserveNoClass() throws UnusableSpectrumException {
    PreprocessingChain chain = Chains.linear(SpectralAxis.uniform(1000, 1, 4));

    assertThat(Chains.flagsOf(chain, 1, Float.NaN, 2, 3)).containsExactly(QualityFlag.NON_FINITE);
    assertThat(Chains.flagsOf(chain, 1, 2, Float.NEGATIVE_INFINITY, 3))
        .containsExactly(QualityFlag.NON_FINITE);
    assertThat(Chains.flagsOf(chain, 0, 0, -0f, 0)).containsExactly(QualityFlag.ALL_ZERO);
    assertThat(Chains.flagsOf(chain, 3, 3, 3, 3)).containsExactly(QualityFlag.FLAT);
    assertThat(Chains.flagsOf(chain, 3, 3, 3, 3.1f)).isEmpty();
  }

  @Test
  void shouldFlagSaturationAtTheChainsOwnLimits() throws UnusableSpectrumException {
    SpectralAxis grid = SpectralAxis.uniform(1000, 1, 6);
    List<Preprocessing> steps = List.of(Interpolate.covering(grid, Interpolation.LINEAR, 8));
    PreprocessingChain limited =
        new PreprocessingChain(Quantity.ABSORBANCE, new QualityLimits(0.01, 4.0, 3), steps);

    assertThat(Chains.flagsOf(limited, 0, 1, 2, 3.99f, 2, 1)).isEmpty();
    assertThat(Chains.flagsOf(limited, 0, 1, 2, 4, 2, 1)).containsExactly(QualityFlag.SATURATED);
    assertThat(Chains.flagsOf(limited, 0, 2, 2, 1, 2, 2)).isEmpty();
    assertThat(Chains.flagsOf(limited, 0, 1, 2, 2, 2, 1)).containsExactly(QualityFlag.SATURATED);
    assertThat(Chains.flagsOf(limited, 2, 2, 2, 1.5f, 3, 1)).isEmpty();
    assertThat(Chains.flagsOf(limited, 2, 2, 2, 2.01f, 2, 2)).containsExactly(QualityFlag.FLAT);
  }

  @Test
  void shouldFlagTransmittanceWithoutLightAsSaturated() throws UnusableSpectrumException {
    PreprocessingChain chain = Chains.linear(SpectralAxis.uniform(1000, 1, 3));

    assertThat(Chains.flagsOf(chain, Quantity.TRANSMITTANCE, 0.5f, 0, 0.7f))
        .containsExactly(QualityFlag.SATURATED);
    assertThat(Chains.flagsOf(chain, Quantity.PERCENT_TRANSMITTANCE, 50, -0.1f, 70))
        .containsExactly(QualityFlag.SATURATED);
    assertThat(Chains.flagsOf(chain, Quantity.PERCENT_TRANSMITTANCE, 50, 0.1f, 70)).isEmpty();
    PreprocessingChain limited =
        new PreprocessingChain(Quantity.ABSORBANCE, new QualityLimits(0, 3.0, 0), chain.steps());
    assertThat(Chains.flagsOf(limited, Quantity.PERCENT_TRANSMITTANCE, 50, 0.099f, 70))
        .containsExactly(QualityFlag.SATURATED);
  }

  @ParameterizedTest
  @EnumSource
  void shouldFlagAScalingWithoutDivisorInsteadOfNaN(Scaling scaling)
      throws UnusableSpectrumException {
    PreprocessingChain chain =
        Chains.linear(
            SpectralAxis.uniform(1000, 1, 6),
            new Preprocessing.Cut(1000, 1002),
            new Preprocessing.SpectrumScaling(scaling));

    assertThat(Chains.flagsOf(chain, 0, 0, 0, 1, 2, 3)).containsExactly(QualityFlag.UNSCALABLE);
    assertThat(Chains.flagsOf(chain, 0, 0.5f, 0, 1, 2, 3)).isEmpty();
  }

  @Test
  void shouldNotTurnANegativeSpectrumOverByItsMaximum() throws UnusableSpectrumException {
    PreprocessingChain chain =
        Chains.linear(
            SpectralAxis.uniform(1000, 1, 3), new Preprocessing.SpectrumScaling(Scaling.MAXIMUM));

    assertThat(Chains.flagsOf(chain, -3, -2, -1)).containsExactly(QualityFlag.UNSCALABLE);
  }

  @Test
  void shouldFlagAResultBeyondTheRangeOfFloats() throws UnusableSpectrumException {
    PreprocessingChain chain =
        Chains.linear(
            SpectralAxis.uniform(1000, 1, 2),
            new Preprocessing.VariableScaling(new float[] {0, 0}, new float[] {1e-20f, 1}));

    assertThat(Chains.flagsOf(chain, 3e30f, 1)).containsExactly(QualityFlag.NON_FINITE);
  }

  @Test
  void shouldCheckOnlyThePartThatALeadingCutKeeps() throws UnusableSpectrumException {
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE,
            new Preprocessing.Cut(1001, 1004),
            Interpolate.covering(SpectralAxis.uniform(1001, 1, 3), Interpolation.CUBIC, 2));

    assertThat(Chains.flagsOf(chain, Float.NaN, 1, 2, 3, 5, Float.NaN)).isEmpty();
    assertThat(Chains.flagsOf(chain, Float.NaN, 1, 2, 3, Float.NaN, 5))
        .containsExactly(QualityFlag.NON_FINITE);
    assertThat(Chains.refusal(chain, SpectralAxis.uniform(3000, 1, 9), Quantity.ABSORBANCE))
        .hasMessageContaining("reads 1001.0–1004.0 cm⁻¹, spectrum covers 3000.0–3008.0");
  }
}
