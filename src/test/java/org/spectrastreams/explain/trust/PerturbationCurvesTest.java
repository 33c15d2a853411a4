package org.spectrastreams.explain.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.trust.PerturbationCurves.Areas;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;

class PerturbationCurvesTest {
  private static final int POINTS = 100;
  private static final int WINDOW = 10;

  /** A classifier in closed form: the probability of class 1 is the mean of points 40 to 49. */
  private static final class BandEngine implements ScoringEngine {
    @Override
    public EnsembleScores newScores() {
      return new EnsembleScores(1, 2, POINTS);
    }

    @Override
    public void score(float[] prepared, int count, EnsembleScores scores) {
      scores.resize(count);
      for (int row = 0; row < count; row++) {
        float sum = 0;
        for (int j = 40; j < 50; j++) {
          sum += prepared[row * POINTS + j] / 10;
        }
        scores.memberProbabilities()[2 * row] = 1 - sum;
        scores.memberProbabilities()[2 * row + 1] = sum;
      }
    }

    @Override
    public void close() {}
  }

  private static LimeBackground zeros() {
    return LimeBackground.fit(new float[8 * POINTS], 8, POINTS, 1);
  }

  private static float[] ones() {
    float[] spectrum = new float[POINTS];
    java.util.Arrays.fill(spectrum, 1);
    return spectrum;
  }

  private static float[] weightAt(int from, int to) {
    float[] weights = new float[POINTS];
    for (int j = 0; j < POINTS; j++) {
      weights[j] = j >= from && j < to ? 1 : -j / 1000f;
    }
    return weights;
  }

  private static Areas areas(float[] weights) {
    return new PerturbationCurves(new BandEngine(), zeros(), WINDOW, 4)
        .areas(ones(), 0, 1, weights);
  }

  @Test
  void shouldLoseTheClassAtOnceWhereTheWeightsPointToItsBand() {
    Areas right = areas(weightAt(40, 50));
    Areas wrong = areas(weightAt(80, 90));
    // The first of ten windows goes at a share of 0.06: before it the probability is 1, and after
    // it no more than the slopes leave. The last share but one still holds half of the band.
    assertThat(right.deletion()).isBetween(0.04, 0.2);
    assertThat(right.insertion()).isBetween(0.8, 0.96);
    assertThat(wrong.deletion()).isGreaterThan(0.5);
    assertThat(wrong.insertion()).isLessThan(0.5);
  }

  @Test
  void shouldMirrorDeletionAndInsertionForAClassifierThatIsLinear() {
    // With donors at 0, a spectrum at 1 and a linear classifier, what is deleted from the one is
    // inserted into the other.
    Random random = new Random(5);
    for (int run = 0; run < 20; run++) {
      float[] weights = new float[POINTS];
      for (int j = 0; j < POINTS; j++) {
        weights[j] = random.nextFloat();
      }
      Areas areas = areas(weights);
      assertThat(areas.deletion() + areas.insertion()).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void shouldNotDependOnWhereTheSpectrumLies() {
    float[] shifted = new float[POINTS + 7];
    System.arraycopy(ones(), 0, shifted, 7, POINTS);
    PerturbationCurves curves = new PerturbationCurves(new BandEngine(), zeros(), WINDOW, 4);
    assertThat(curves.areas(shifted, 7, 1, weightAt(40, 50))).isEqualTo(areas(weightAt(40, 50)));
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    assertThatThrownBy(() -> new PerturbationCurves(new BandEngine(), zeros(), 0, 4))
        .hasMessageContaining("bands of 0 points");
    assertThatThrownBy(() -> new PerturbationCurves(new BandEngine(), zeros(), 10, 9))
        .hasMessageContaining("9 donors; expected 1 to 100 and 1 to 8");
    assertThatThrownBy(() -> areas(new float[3])).hasMessageContaining("weights of 3 points");
  }
}
