package org.spectrastreams.explain.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.explain.Departure;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.GradientEngine;
import org.spectrastreams.spectrum.SpectralAxis;

class ExpectedGradientsTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 151);
  private static final double WIDTH = 16;

  /** Two bands that add up, one of them with a curve, and their product: nothing linear. */
  private static final class Analytic implements GradientEngine {
    private static final int ONE = 40;
    private static final int OTHER = 110;
    private int asked;

    static double value(float[] x, int at) {
      double a = x[at + ONE];
      double b = x[at + OTHER];
      return 0.5 + 2 * a + Math.tanh(b) + 0.7 * a * b * b;
    }

    @Override
    public void gradients(
        float[] prepared, int count, int classIndex, double[] logOdds, float[] gradients) {
      asked += count;
      int points = AXIS.size();
      double sign = classIndex == 0 ? 1 : -1;
      for (int i = 0; i < count; i++) {
        double a = prepared[i * points + ONE];
        double b = prepared[i * points + OTHER];
        logOdds[i] = sign * value(prepared, i * points);
        java.util.Arrays.fill(gradients, i * points, (i + 1) * points, 0);
        gradients[i * points + ONE] = (float) (sign * (2 + 0.7 * b * b));
        double tanh = Math.tanh(b);
        gradients[i * points + OTHER] = (float) (sign * (1 - tanh * tanh + 1.4 * a * b));
      }
    }
  }

  private final Analytic engine = new Analytic();
  private final float[] spectra = random(200, 1);
  private final LimeBackground background =
      LimeBackground.fit(spectra, new int[200], AXIS.size(), 10, 128, 3);
  private final ExpectedGradients explainer =
      new ExpectedGradients(engine, AXIS, background, WIDTH);

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * AXIS.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 * random.nextGaussian());
    }
    return values;
  }

  private double meanOfDonors() {
    double mean = 0;
    float[] row = new float[AXIS.size()];
    for (int d = 0; d < background.donors(); d++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = background.donor(d, j);
      }
      mean += Analytic.value(row, 0) / background.donors();
    }
    return mean;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldSumToTheLogOddsAboveThoseOfTheDonors(long seed) {
    float[] own = random(1, 7);
    own[Analytic.ONE] = 1.5f;
    own[Analytic.OTHER] = -1.2f;
    double wanted = Analytic.value(own, 0) - meanOfDonors();

    Explanation usual = explainer.explain(own, 0, 0, 128, seed);
    Explanation large = explainer.explain(own, 0, 0, 128 * 256, seed);

    // Sampling error: a hundredth of the spread of one product for 128 × 256 of them.
    assertThat(sum(large.weights())).isCloseTo(wanted, within(0.01 * Math.abs(wanted)));
    assertThat(sum(usual.weights())).isCloseTo(wanted, within(0.15 * Math.abs(wanted)));
    assertThat(usual.localPrediction()).isCloseTo(Analytic.value(own, 0), within(1e-12));
  }

  @Test
  void shouldTakeOneGradientForEachOf128DonorsAndOneForTheSpectrumItself() {
    explainer.explain(random(1, 7), 0, 0, ExpectedGradients.DEFAULT_SAMPLES, 1);
    assertThat(engine.asked).isEqualTo(129);
  }

  @Test
  void shouldSpreadWhatABandGivesOverItsWidthAndLeaveItsSum() {
    GaussianBand band = new GaussianBand(AXIS, WIDTH);
    double[] spike = new double[AXIS.size()];
    spike[60] = 3;
    double[] edge = new double[AXIS.size()];
    edge[0] = -2;

    float[] spread = band.spread(spike);

    assertThat(sum(spread)).isCloseTo(3, within(1e-5));
    assertThat(spread[62]).as("half a width away").isCloseTo(spread[60] / 2, within(1e-4f));
    assertThat(spread[80]).as("five widths away").isZero();
    assertThat(sum(band.spread(edge))).isCloseTo(-2, within(1e-5));
  }

  @Test
  void shouldExplainBothClassesAsOppositesOfEachOther() {
    float[] own = random(1, 7);
    float[] one = explainer.explain(own, 0, 0, 128, 5).weights();
    float[] other = explainer.explain(own, 0, 1, 128, 5).weights();
    for (int j = 0; j < one.length; j++) {
      assertThat(other[j]).isEqualTo(-one[j]);
    }
  }

  @Test
  void shouldGiveEqualWeightsForEqualSeedsAndNearlyThoseForOthers() {
    float[] own = random(1, 7);
    own[Analytic.ONE] = 1.5f;
    own[Analytic.OTHER] = -1.2f;
    Explanation one = explainer.explain(own, 0, 0, 128, 5);

    assertThat(explainer.explain(own, 0, 0, 128, 5).weights()).isEqualTo(one.weights());
    Explanation other = explainer.explain(own, 0, 0, 128, 6);
    assertThat(other.weights()).isNotEqualTo(one.weights());
    assertThat(WeightAgreement.correlation(one.weights(), other.weights())).isGreaterThan(0.95);
    assertThat(one.reproducibility()).isGreaterThan(0.9);
  }

  @Test
  void shouldExplainARowInsideALargerArrayAlike() {
    float[] many = random(3, 8);
    float[] own = java.util.Arrays.copyOfRange(many, AXIS.size(), 2 * AXIS.size());
    assertThat(explainer.explain(many, AXIS.size(), 0, 64, 1).weights())
        .isEqualTo(explainer.explain(own, 0, 0, 64, 1).weights());
  }

  @Test
  void shouldRefuseFewGradientsAndGradientsThatAreNoNumbers() {
    assertThatThrownBy(() -> explainer.explain(random(1, 7), 0, 0, 15, 1))
        .hasMessage("15 samples; expected 16 to 100000");
    ExpectedGradients broken =
        new ExpectedGradients(
            (prepared, count, classIndex, logOdds, gradients) -> gradients[3] = Float.NaN,
            AXIS,
            background,
            WIDTH);
    assertThatThrownBy(() -> broken.explain(random(1, 7), 0, 0, 64, 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("gradient");
  }

  @Test
  void shouldTellSignAndDirectionApart() {
    float[] own = background.meanDonor();
    float[] usual = background.meanDonor();
    own[Analytic.ONE] += 1; // higher, which speaks for class 0
    own[Analytic.OTHER] -= 1; // lower, which speaks against it
    Explanation found = explainer.explain(own, 0, 0, 512, 1);
    float[] less = new float[own.length];
    for (int j = 0; j < own.length; j++) {
      less[j] = own[j] - usual[j];
    }
    Departure departure = new Departure(less);
    double one = AXIS.at(Analytic.ONE);
    double other = AXIS.at(Analytic.OTHER);

    assertThat(found.weights()[Analytic.ONE]).isPositive();
    assertThat(found.weights()[Analytic.OTHER]).isNegative();
    assertThat(departure.side(AXIS, one, WIDTH)).isEqualTo(Departure.Side.HIGHER);
    assertThat(departure.side(AXIS, other, WIDTH)).isEqualTo(Departure.Side.LOWER);
    assertThat(Departure.sentence(Departure.Side.LOWER, -0.3, "adenoma"))
        .isEqualTo("lower here than usual speaks against adenoma");
  }
}
