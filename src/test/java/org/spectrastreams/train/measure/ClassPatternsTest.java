package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.spectrastreams.model.engine.GradientEngine;
import org.spectrastreams.model.engine.GraphContract.Meaning;

/** What maps have in common, and what maps of planes are worth. */
class ClassPatternsTest {
  @Test
  void shouldGatherMapsFromZeroToOne() {
    ClassPatterns.Gathering gathering = new ClassPatterns.Gathering(10);
    gathering.add(new float[] {9, 9, -1, 1, 0, 0, 0, 0, 0, 0, 0, 0}, 2);
    gathering.add(new float[] {4, 0, 0, 0, 0, 0, 0, 0, 0, 2}, 0);
    ClassPatterns found = gathering.found();
    assertThat(found.spectra()).isEqualTo(2);
    assertThat(found.mean()[0]).isCloseTo(0.5f, within(1e-6f));
    assertThat(found.deviation()[0]).isCloseTo(0.5f, within(1e-6f));
    assertThat(found.mean()[1]).isCloseTo(0.5f, within(1e-6f));
    // A tenth of ten points is one: the highest of each map.
    assertThat(found.top()[1]).isEqualTo(0.5f);
    assertThat(found.top()[0]).isEqualTo(0.5f);
    assertThat(found.top()[9]).isZero();
  }

  @Test
  void shouldHaveNoPatternWithoutARightlyClassifiedSpectrum() {
    assertThat(new ClassPatterns.Gathering(3).found().mean()).containsOnly(0);
  }

  /** The log-odds are the sum over the first tile; a map that knows it, and one that does not. */
  private static GradientEngine engine(boolean knowing) {
    return new GradientEngine() {
      @Override
      public void gradients(float[] rows, int count, int k, double[] odds, float[] slopes) {
        int points = rows.length / count;
        for (int n = 0; n < count; n++) {
          odds[n] = 0;
          for (int i = 0; i < points; i++) {
            odds[n] += i % 60 < 15 && i / 60 < 15 ? rows[n * points + i] : 0;
          }
        }
      }

      @Override
      public void maps(Meaning map, float[] rows, int count, int k, float[] maps) {
        for (int i = 0; i < maps.length; i++) {
          boolean first = i % 60 < 15 && i / 60 < 15;
          maps[i] = first == knowing ? 1 : 0;
        }
      }
    };
  }

  @Test
  void shouldMeasureWhetherAMapKnowsWhatMatters() {
    float[] plane = new float[45 * 60];
    java.util.Arrays.fill(plane, 1);
    float[] nothing = new float[plane.length];
    PlaneReliability good =
        PlaneReliability.of(engine(true), Meaning.GRAD_CAM, plane, new int[] {0}, nothing, 60, 1);
    PlaneReliability bad =
        PlaneReliability.of(engine(false), Meaning.GRAD_CAM, plane, new int[] {0}, nothing, 60, 1);
    assertThat(good.deletion()).isNegative();
    assertThat(good.insertion()).isPositive();
    assertThat(good.better()).isEqualTo(1);
    assertThat(bad.deletion()).isPositive();
    assertThat(bad.insertion()).isNegative();
    assertThat(bad.better()).isZero();
  }
}
