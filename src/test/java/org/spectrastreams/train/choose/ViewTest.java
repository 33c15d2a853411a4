package org.spectrastreams.train.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

class ViewTest {
  private static final int POINTS = 60;
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 1, POINTS);

  @Test
  void shouldFilterAsThePreprocessingDoesAwayFromTheEnds() throws Exception {
    float[] spectrum = new float[POINTS];
    Random random = new Random(1);
    for (int i = 0; i < POINTS; i++) {
      spectrum[i] = (float) (Math.sin(i / 5.0) + 0.1 * random.nextGaussian());
    }
    for (View view : View.of(POINTS, false)) {
      if (view.window() == 1 || view.rescaled() || view.scatter() != View.Scatter.LEFT) {
        continue;
      }
      Preprocessor filter =
          Preprocessor.compile(
              PreprocessingChain.of(
                  Quantity.ABSORBANCE,
                  Preprocessing.Interpolate.covering(AXIS, Interpolation.LINEAR, 2),
                  new Preprocessing.SavitzkyGolay(view.window(), view.order(), view.derivative())),
              AXIS,
              Quantity.ABSORBANCE);
      float[] expected = new float[POINTS];
      filter.apply(spectrum, 0, expected, 0);

      double[] row = view.of(spectrum, POINTS)[0];

      int half = view.window() / 2;
      for (int i = 0; i < POINTS; i++) {
        boolean inside = i >= half && i < POINTS - half;
        assertThat(row[i])
            .as("%s at %d", view.name(), i)
            .isCloseTo(inside ? expected[i] : 0, within(1e-6));
      }
    }
  }

  @Test
  void shouldBringAFilteredSpectrumToMeanZeroAndDeviationOne() {
    float[] spectrum = new float[POINTS];
    for (int i = 0; i < POINTS; i++) {
      spectrum[i] = (float) (3 + 7 * Math.sin(i / 5.0));
    }
    View view = View.of(POINTS, false).stream().filter(View::rescaled).findFirst().orElseThrow();

    double[] row = view.of(spectrum, POINTS)[0];

    int kept = POINTS - 2 * (view.window() / 2);
    double sum = 0;
    double squares = 0;
    for (double value : row) {
      sum += value;
      squares += value * value;
    }
    assertThat(sum).isCloseTo(0, within(1e-9));
    assertThat(squares / (kept - 1)).isCloseTo(1, within(1e-6));
  }

  @Test
  void shouldTryNoDerivativeOfAFewPoints() {
    assertThat(View.of(12, true)).extracting(View::window).containsOnly(1);
  }
}
