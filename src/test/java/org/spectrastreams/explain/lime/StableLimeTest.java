package org.spectrastreams.explain.lime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.ResponseEngine;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.spectrum.SpectralAxis;

class StableLimeTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 2, 201);
  private static final int POINTS = AXIS.size();
  private static final float[] SPECTRA = spectra(200);
  private static final LimeBackground BACKGROUND = LimeBackground.fit(SPECTRA, 200, POINTS, 1);

  /** Smooth random spectra: a few bands of random heights. */
  private static float[] spectra(int count) {
    SplittableRandom random = new SplittableRandom(11);
    float[] values = new float[count * POINTS];
    for (int n = 0; n < count; n++) {
      for (int band = 0; band < 12; band++) {
        double height = random.nextGaussian();
        double centre = 1000 + 400 * random.nextDouble();
        for (int j = 0; j < POINTS; j++) {
          double distance = (AXIS.at(j) - centre) / 15;
          values[n * POINTS + j] += (float) (height * Math.exp(-distance * distance));
        }
      }
    }
    return values;
  }

  private static StableLime lime(ResponseEngine engine) {
    return new StableLime(engine, AXIS, BACKGROUND, 16, LimeResponse.LOG_ODDS);
  }

  /** A linear log-odds with one positive and one negative band. */
  private static double twoBands(float[] row) {
    double logOdds = 0;
    for (int j = 0; j < POINTS; j++) {
      double up = (AXIS.at(j) - 1100) / 12;
      double down = (AXIS.at(j) - 1300) / 12;
      logOdds += 0.15 * row[j] * (Math.exp(-up * up) - Math.exp(-down * down));
    }
    return 1 / (1 + Math.exp(-logOdds));
  }

  @Test
  void shouldGiveTheSameWeightsForTheSameSeedAndOthersForAnother() {
    StableLime first = lime(new ResponseEngine(POINTS, StableLimeTest::twoBands));
    StableLime second = lime(new ResponseEngine(POINTS, StableLimeTest::twoBands));
    Explanation one = first.explain(SPECTRA, 3 * POINTS, 1, 300, 5);
    first.explain(SPECTRA, 4 * POINTS, 0, 100, 6);

    assertThat(first.explain(SPECTRA, 3 * POINTS, 1, 300, 5).weights()).isEqualTo(one.weights());
    assertThat(second.explain(SPECTRA, 3 * POINTS, 1, 300, 5).weights()).isEqualTo(one.weights());
    assertThat(second.explain(SPECTRA, 3 * POINTS, 1, 300, 6).weights())
        .isNotEqualTo(one.weights());
    assertThat(one.samples()).isEqualTo(300);
    assertThat(one.seed()).isEqualTo(5);
  }

  @Test
  void shouldFindWhatALinearResponseLosesAgainstTheMeanDonor() {
    StableLime lime = lime(new ResponseEngine(POINTS, StableLimeTest::twoBands));
    Segments segments = new Segments(AXIS, 16, BACKGROUND);
    for (int n = 0; n < 5; n++) {
      float[] expected = new float[POINTS];
      for (int j = 0; j < POINTS; j++) {
        double mean = 0;
        for (int d = 0; d < BACKGROUND.donors(); d++) {
          mean += BACKGROUND.donor(d, j) / (double) BACKGROUND.donors();
        }
        double up = (AXIS.at(j) - 1100) / 12;
        double down = (AXIS.at(j) - 1300) / 12;
        expected[j] =
            (float)
                ((SPECTRA[n * POINTS + j] - mean) * (Math.exp(-up * up) - Math.exp(-down * down)));
      }
      Explanation found = lime.explain(SPECTRA, n * POINTS, 1, 1000, 1);

      float[] ofSegments = segments.onAxis(segments.means(expected));
      assertThat(WeightAgreement.correlation(found.weights(), ofSegments)).isGreaterThan(0.85);
      assertThat(found.rSquared()).isGreaterThan(0.9);
    }
  }

  @Test
  void shouldGoThroughTheSpectrumItself() {
    ResponseEngine engine = new ResponseEngine(POINTS, StableLimeTest::twoBands);
    float[] row = java.util.Arrays.copyOf(SPECTRA, POINTS);
    double p = twoBands(row);

    assertThat(lime(engine).explain(SPECTRA, 0, 1, 200, 1).localPrediction())
        .isCloseTo(Math.log(p / (1 - p)), within(1e-4));
    assertThat(engine.rows()).isEqualTo(201);
  }

  /** A value far outside 0 … 1, which has no odds. */
  @Test
  void shouldExplainAValueItself() {
    ResponseEngine engine = new ResponseEngine(POINTS, row -> 500 * (twoBands(row) - 0.5) - 1000);
    StableLime lime = new StableLime(engine, AXIS, BACKGROUND, 16, LimeResponse.MEAN);
    Explanation found = lime.explain(SPECTRA, 0, 1, 200, 1);

    assertThat(found.localPrediction())
        .isCloseTo(
            500 * (twoBands(java.util.Arrays.copyOf(SPECTRA, POINTS)) - 0.5) - 1000, within(1e-3));
    assertThat(found.rSquared()).isGreaterThan(0.8);
  }

  @Test
  void shouldTurnTheSignForTheOtherOfTwoClasses() {
    StableLime lime = lime(new ResponseEngine(POINTS, StableLimeTest::twoBands));
    float[] one = lime.explain(SPECTRA, 0, 1, 200, 1).weights();
    float[] other = lime.explain(SPECTRA, 0, 0, 200, 1).weights();

    for (int j = 0; j < POINTS; j++) {
      assertThat(other[j]).isCloseTo(-one[j], within(1e-3f));
    }
  }

  @Test
  void shouldEstimateFromItsHalvesHowFarDesignsAgree() {
    StableLime lime = lime(new ResponseEngine(POINTS, StableLimeTest::wavy));
    double estimated = 0;
    double measured = 0;
    for (int n = 0; n < 20; n++) {
      Explanation one = lime.explain(SPECTRA, n * POINTS, 1, 150, 1);
      Explanation two = lime.explain(SPECTRA, n * POINTS, 1, 150, 2);
      estimated += (one.reproducibility() + two.reproducibility()) / 40;
      measured += WeightAgreement.correlation(one.weights(), two.weights()) / 20;
    }
    assertThat(measured).isBetween(0.3, 0.98);
    assertThat(estimated).isCloseTo(measured, within(0.15));
  }

  /** Far from linear, so that designs disagree. */
  private static double wavy(float[] row) {
    double sum = 0;
    for (int j = 0; j < POINTS; j += 7) {
      sum += Math.sin(3 * row[j] + j) * Math.cos(2 * row[(j + 60) % POINTS]);
    }
    return 1 / (1 + Math.exp(-sum / 3));
  }

  @Test
  void shouldExplainOnAxesOfFewPointsToo() {
    SpectralAxis few = SpectralAxis.of(400, 410, 500);
    LimeBackground background = LimeBackground.fit(SPECTRA, 20, 3, 1);
    StableLime lime =
        new StableLime(
            new ResponseEngine(3, row -> row[0] > 0 ? 0.8 : 0.2),
            few,
            background,
            16,
            LimeResponse.LOG_ODDS);

    for (float weight : lime.explain(SPECTRA, 0, 1, 60, 1).weights()) {
      assertThat(Float.isFinite(weight)).isTrue();
    }
  }

  @Test
  void shouldRefuseClassesAndSampleCountsOutsideTheRange() {
    StableLime lime = lime(new ResponseEngine(POINTS, row -> 0.5));

    assertThatThrownBy(() -> lime.explain(SPECTRA, 0, 2, 100, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class 2; expected 0 to 1");
    assertThatThrownBy(() -> lime.explain(SPECTRA, 0, 1, 100_001, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100001 samples; expected 40 to 100000");
  }
}
