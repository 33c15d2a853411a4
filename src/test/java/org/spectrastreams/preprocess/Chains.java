package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** Chains that tests prepare spectra by, and what comes of it. */
final class Chains {
  /** 1000 to 1800 cm⁻¹. */
  static final SpectralAxis GRID = SpectralAxis.uniform(1000, 1, 801);

  /** Ten points from 1000 cm⁻¹. */
  static final SpectralAxis TEN = SpectralAxis.uniform(1000, 1, 10);

  private Chains() {}

  /** A chain that interpolates linearly onto a grid, and then some more. */
  static PreprocessingChain linear(SpectralAxis grid, Preprocessing... more) {
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE, Interpolate.covering(grid, Interpolation.LINEAR, 8));
    for (Preprocessing step : more) {
      chain = chain.then(step);
    }
    return chain;
  }

  /** Why a chain does not take spectra on an axis. */
  static UnusableSpectrumException refusal(
      PreprocessingChain chain, SpectralAxis axis, Quantity quantity) {
    return catchThrowableOfType(
        UnusableSpectrumException.class, () -> Preprocessor.compile(chain, axis, quantity));
  }

  /**
   * What is found in a spectrum on an axis of 1 cm⁻¹ from 1000 cm⁻¹; one that cannot be used
   * becomes zeros.
   */
  static List<QualityFlag> flagsOf(PreprocessingChain chain, float... spectrum)
      throws UnusableSpectrumException {
    return flagsOf(chain, chain.quantity(), spectrum);
  }

  static List<QualityFlag> flagsOf(PreprocessingChain chain, Quantity quantity, float... spectrum)
      throws UnusableSpectrumException {
    Preprocessor preprocessor =
        Preprocessor.compile(chain, SpectralAxis.uniform(1000, 1, spectrum.length), quantity);
    float[] out = new float[preprocessor.outputPoints()];
    Arrays.fill(out, 7);
    int flags = preprocessor.apply(spectrum, 0, out, 0);
    if (QualityFlag.unusable(flags)) {
      assertThat(out).containsOnly(0f);
    }
    return QualityFlag.of(flags);
  }
}
