package org.spectrastreams.train.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.chemometric.Chemometric.Arrays;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.LabelledPixels;

class CorrectionTest {
  private static final int POINTS = 30;
  private static final int WINDOW = 15;
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, POINTS);
  private static final PreprocessingChain GRID =
      PreprocessingChain.of(
          Quantity.ABSORBANCE, Preprocessing.Interpolate.covering(AXIS, Interpolation.LINEAR, 8));

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

  private static float[] row(float[] spectra, int i) {
    return java.util.Arrays.copyOfRange(spectra, i * POINTS, (i + 1) * POINTS);
  }

  private static Optional<float[]> reference(View.Scatter scatter) {
    return scatter == View.Scatter.CORRECTED ? Optional.of(row(spectra(4), 3)) : Optional.empty();
  }

  private static LabelledPixels pixels(float[] spectra) {
    int[] labels = new int[spectra.length / POINTS];
    return new LabelledPixels(
        AXIS, Quantity.ABSORBANCE, List.of("a", "b"), spectra, labels, labels, labels);
  }

  /**
   * What the arrays make of a spectrum in a graph that gives the corrected and filtered values
   * themselves: as many classes as points, and ones on the diagonal.
   */
  private static double[] applied(Correction correction, View view, float[] spectrum) {
    Map<String, float[]> arrays = view.arrays(POINTS, WINDOW);
    arrays.putAll(correction.arrays(view));
    arrays.put(Arrays.MIDDLE, new float[POINTS]);
    float[] ones = new float[POINTS * POINTS];
    for (int p = 0; p < POINTS; p++) {
      ones[p * POINTS + p] = 1;
    }
    arrays.put(Arrays.LINEAR + ".w", ones);
    arrays.put(Arrays.LINEAR + ".b", new float[POINTS]);
    double[] wide = new double[POINTS];
    for (int p = 0; p < POINTS; p++) {
      wide[p] = spectrum[p];
    }
    Chemometric network = new Chemometric(POINTS, POINTS, WINDOW, 0, 0, 0, true);
    return new ExactNetwork(network, List.of(arrays)).values(wide)[0];
  }

  private static View view(View.Scatter scatter, boolean filtered) {
    return filtered
        ? new View("any", scatter, 2, WINDOW, 3, false)
        : new View("any", scatter, 0, 1, 0, false);
  }

  @ParameterizedTest
  @EnumSource(View.Scatter.class)
  void shouldBeWhatTheStepOfAChainDoes(View.Scatter scatter) {
    assertAsTheChain(scatter, false);
  }

  @ParameterizedTest
  @EnumSource(View.Scatter.class)
  void shouldBeWhatTheStepOfAChainDoesBeforeAFilter(View.Scatter scatter) {
    assertAsTheChain(scatter, true);
  }

  private static void assertAsTheChain(View.Scatter scatter, boolean filtered) {
    float[] spectra = spectra(3);
    Optional<float[]> by = reference(scatter);
    View view = view(scatter, filtered);
    float[] chained = pixels(spectra).prepare(Material.chain(GRID, view, by)).values();
    double[][] expected = view.of(chained, POINTS);
    Correction correction = Correction.of(scatter, by, AXIS);
    for (int i = 0; i < 3; i++) {
      double[] found = applied(correction, view, row(spectra, i));
      for (int p = 0; p < POINTS; p++) {
        assertThat(found[p]).isCloseTo(expected[i][p], within(4e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = View.Scatter.class,
      names = {"VARIATE", "CORRECTED"})
  void shouldGiveNoNumberForWhatTheStepOfAChainRefuses(View.Scatter scatter) throws Exception {
    Optional<float[]> by = reference(scatter);
    View view = view(scatter, false);
    float[] refused = new float[3 * POINTS];
    for (int p = 0; p < POINTS; p++) {
      refused[POINTS + p] = 0.7f; // the same everywhere; the first is 0
      refused[2 * POINTS + p] = by.isPresent() ? -by.get()[p] : -1e4f;
    }
    Preprocessor chain =
        Preprocessor.compile(
            Material.chain(GRID, view, by), AXIS, Optional.empty(), Quantity.ABSORBANCE);
    Correction correction = Correction.of(scatter, by, AXIS);
    for (int i = 0; i < 3; i++) {
      int flags = chain.apply(refused, i * POINTS, new float[POINTS], 0);
      assertThat(QualityFlag.unusable(flags)).isTrue();
      assertThat(applied(correction, view, row(refused, i))).containsOnly(Double.NaN);
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
    View view = view(View.Scatter.CORRECTED, false);
    double[] once = applied(correction, view, reference);
    double[] again = applied(correction, view, scattered);
    for (int p = 0; p < POINTS; p++) {
      assertThat(again[p]).isCloseTo(once[p], within(1e-5));
    }
  }
}
