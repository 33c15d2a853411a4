package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.Preprocessing.Scaling;
import org.spectrastreams.preprocess.UnusableSpectrumException.Reason;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** A chain compiled for an axis: what it converts, remembers, and takes from the heap. */
class PreprocessorTest {
  @Test
  void shouldRejectAQuantityThatCannotBeConverted() {
    UnusableSpectrumException refused =
        Chains.refusal(Chains.linear(Chains.GRID), Chains.GRID, Quantity.RAMAN_INTENSITY);

    assertThat(refused.reason()).isEqualTo(Reason.WRONG_QUANTITY);
    assertThat(refused).hasMessageContaining("holds raman-intensity, the model needs absorbance");
    assertThat(
            Chains.refusal(Chains.linear(Chains.GRID), Chains.GRID, Quantity.UNSPECIFIED).reason())
        .isEqualTo(Reason.WRONG_QUANTITY);
    assertThat(Chains.linear(Chains.GRID).acceptedQuantities())
        .containsExactly(
            Quantity.ABSORBANCE, Quantity.TRANSMITTANCE, Quantity.PERCENT_TRANSMITTANCE);
    assertThat(
            PreprocessingChain.of(
                    Quantity.UNSPECIFIED, Interpolate.covering(Chains.TEN, Interpolation.LINEAR, 8))
                .acceptedQuantities())
        .containsExactly(Quantity.values());
  }

  @Test
  void shouldConvertAbsorbanceForAModelOfTransmittance() throws UnusableSpectrumException {
    for (Quantity wanted : List.of(Quantity.TRANSMITTANCE, Quantity.PERCENT_TRANSMITTANCE)) {
      PreprocessingChain chain =
          PreprocessingChain.of(
              wanted, Interpolate.covering(SpectralAxis.of(1000, 1001), Interpolation.LINEAR, 8));
      float full = wanted == Quantity.TRANSMITTANCE ? 1 : 100;
      float[] out = new float[2];

      Preprocessor.compile(chain, chain.grid(), Quantity.ABSORBANCE)
          .apply(new float[] {1, 2}, 0, out, 0);
      assertThat(out[0]).isCloseTo(0.1f * full, within(1e-6f * full));
      assertThat(out[1]).isCloseTo(0.01f * full, within(1e-6f * full));

      Preprocessor.compile(chain, chain.grid(), Quantity.PERCENT_TRANSMITTANCE)
          .apply(new float[] {50, 20}, 0, out, 0);
      assertThat(out[0]).isCloseTo(0.5f * full, within(1e-6f * full));
    }
  }

  @Test
  void shouldCopyWhereTheGridIsTheAxisAndLeaveNeighboursAlone() throws UnusableSpectrumException {
    SpectralAxis irregular = SpectralAxis.of(1000, 1001.5, 1004, 1004.2);
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE, Interpolate.covering(irregular, Interpolation.CUBIC, 8));
    Preprocessor preprocessor = Preprocessor.compile(chain, irregular, Quantity.ABSORBANCE);
    float[] in = {9, 9, 0.1f, -0.2f, 3e-7f, 5e8f, 9};
    float[] before = in.clone();
    float[] out = {7, 7, 7, 7, 7, 7};

    assertThat(preprocessor.apply(in, 2, out, 1)).isZero();

    assertThat(out).containsExactly(7, 0.1f, -0.2f, 3e-7f, 5e8f, 7);
    assertThat(in).isEqualTo(before);
  }

  @Test
  void shouldNotRememberTheSpectrumBefore() throws UnusableSpectrumException {
    Preprocessor used = Preprocessor.compile(everyStep(), wideAxis(), Quantity.TRANSMITTANCE);
    Preprocessor fresh = Preprocessor.compile(everyStep(), wideAxis(), Quantity.TRANSMITTANCE);
    float[] spectra = transmittances(3);
    int points = wideAxis().size();
    spectra[points + 5] = Float.NaN;
    float[] one = new float[used.outputPoints()];
    float[] other = one.clone();

    used.apply(spectra, 0, one, 0);
    assertThat(QualityFlag.of(used.apply(spectra, points, one, 0)))
        .containsExactly(QualityFlag.NON_FINITE);
    used.apply(spectra, 2 * points, one, 0);
    fresh.apply(spectra, 2 * points, other, 0);

    assertThat(one).isEqualTo(other).doesNotContain(Float.NaN);
  }

  @Test
  void shouldAllocateNothingOnceCompiled() throws UnusableSpectrumException {
    Preprocessor preprocessor =
        Preprocessor.compile(everyStep(), wideAxis(), Quantity.TRANSMITTANCE);
    float[] spectra = transmittances(8);
    float[] out = new float[8 * preprocessor.outputPoints()];
    for (int i = 0; i < 200; i++) {
      applyAll(preprocessor, spectra, out);
    }
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    // The measurement itself may allocate a few bytes once; ten rounds show what apply adds.
    threads.getThreadAllocatedBytes(self);
    long before = threads.getThreadAllocatedBytes(self);
    for (int i = 0; i < 10; i++) {
      applyAll(preprocessor, spectra, out);
    }
    long allocated = threads.getThreadAllocatedBytes(self) - before;

    assertThat(allocated).as("bytes for 80 spectra").isLessThan(80);
  }

  private static void applyAll(Preprocessor preprocessor, float[] spectra, float[] out) {
    int in = preprocessor.inputPoints();
    int grid = preprocessor.outputPoints();
    for (int i = 0; i < 8; i++) {
      if (preprocessor.apply(spectra, i * in, out, i * grid) != 0) {
        throw new AssertionError("flagged");
      }
    }
  }

  private static SpectralAxis wideAxis() {
    return SpectralAxis.uniform(890, 3.7, 300);
  }

  private static float[] transmittances(int count) {
    float[] spectra = new float[count * wideAxis().size()];
    for (int i = 0; i < spectra.length; i++) {
      spectra[i] = (float) (0.5 + 0.3 * Math.sin(i * 0.05) + 0.1 * Math.cos(i * 0.37));
    }
    return spectra;
  }

  private static PreprocessingChain everyStep() {
    return PreprocessingChain.of(
        Quantity.ABSORBANCE,
        new Preprocessing.Cut(900, 1900),
        new Preprocessing.LinearBaseline(),
        new Preprocessing.SpectrumScaling(Scaling.AREA),
        Interpolate.covering(SpectralAxis.uniform(990, 1, 821), Interpolation.CUBIC, 8),
        new Preprocessing.RubberbandBaseline(),
        new Preprocessing.AsymmetricLeastSquaresBaseline(1e4, 0.01, 3),
        new Preprocessing.SavitzkyGolay(9, 2, 0),
        new Preprocessing.Cut(1000, 1800),
        new Preprocessing.SpectrumScaling(Scaling.SNV),
        new Preprocessing.SpectrumScaling(Scaling.MIN_MAX),
        new Preprocessing.SpectrumScaling(Scaling.VECTOR),
        new Preprocessing.SpectrumScaling(Scaling.MAXIMUM),
        Preprocessing.VariableScaling.fit(new float[2 * 801], 2, 801));
  }
}
