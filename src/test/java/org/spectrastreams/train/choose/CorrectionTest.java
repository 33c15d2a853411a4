package org.spectrastreams.train.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.LabelledPixels;

class CorrectionTest {
  private static final int POINTS = 30;
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, POINTS);

  private static float[] spectra(int count) {
    Random random = new Random(7);
    float[] spectra = new float[count * POINTS];
    for (int i = 0; i < spectra.length; i++) {
      double off = (i % POINTS - 12) / 4.0;
      spectra[i] =
          (float) (2 + 0.03 * (i % POINTS) + Math.exp(-off * off) + 0.1 * random.nextDouble());
    }
    return spectra;
  }

  private static LabelledPixels pixels(float[] spectra) {
    int[] labels = new int[spectra.length / POINTS];
    return new LabelledPixels(
        AXIS, Quantity.ABSORBANCE, List.of("a", "b"), spectra, labels, labels, labels);
  }

  /** What the arrays make of a spectrum, as the graph's formula says. */
  private static double[] applied(Correction correction, float[] spectrum) {
    double[] back = new double[POINTS];
    double divisor = correction.divisor(spectrum, 0);
    for (int p = 0; p < POINTS; p++) {
      double[] unit = new double[POINTS];
      unit[p] = 1;
      double[] slopes = correction.back(unit, divisor);
      for (int j = 0; j < POINTS; j++) {
        back[p] += slopes[j] * spectrum[j];
      }
    }
    return back;
  }

  @ParameterizedTest
  @EnumSource(View.Scatter.class)
  void shouldBeWhatTheStepOfAChainDoes(View.Scatter scatter) {
    float[] spectra = spectra(3);
    float[] reference = java.util.Arrays.copyOfRange(spectra(4), 3 * POINTS, 4 * POINTS);
    Optional<float[]> by =
        scatter == View.Scatter.CORRECTED ? Optional.of(reference) : Optional.empty();
    PreprocessingChain grid =
        PreprocessingChain.of(
            Quantity.ABSORBANCE, Preprocessing.Interpolate.covering(AXIS, Interpolation.LINEAR, 8));
    View view = new View("any", scatter, 0, 1, 0, false);
    float[] expected = pixels(spectra).prepare(Material.chain(grid, view, by)).values();
    Correction correction = Correction.of(scatter, by, AXIS);
    for (int i = 0; i < 3; i++) {
      double[] found =
          applied(correction, java.util.Arrays.copyOfRange(spectra, i * POINTS, (i + 1) * POINTS));
      for (int p = 0; p < POINTS; p++) {
        assertThat(found[p]).isCloseTo(expected[i * POINTS + p], within(2e-6));
      }
    }
  }

  @Test
  void shouldTakeAwayAllThatScatteringAdds() {
    float[] reference = spectra(1);
    Correction correction = Correction.of(View.Scatter.CORRECTED, Optional.of(reference), AXIS);
    float[] scattered = new float[POINTS];
    for (int p = 0; p < POINTS; p++) {
      scattered[p] = 3 * reference[p] - 5 + 0.2f * p - 0.01f * p * p;
    }
    double[] once = applied(correction, reference);
    double[] again = applied(correction, scattered);
    for (int p = 0; p < POINTS; p++) {
      assertThat(again[p]).isCloseTo(once[p], within(1e-5));
    }
  }
}
