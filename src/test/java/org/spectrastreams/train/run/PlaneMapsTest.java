package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.engine.GradientEngine;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.train.data.PreparedSpectra;

class PlaneMapsTest {
  private static final PreparedSpectra TESTED =
      new PreparedSpectra(3, 2, new float[] {1, 2, 4, 5, 5, 5}, new int[] {0, 1});

  /** Gives a plane times a number as its map. */
  private static GradientEngine times(float number) {
    return new GradientEngine() {
      @Override
      public void gradients(float[] planes, int count, int k, double[] odds, float[] gradients) {
        throw new AssertionError("nobody asks for them");
      }

      @Override
      public void maps(Meaning map, float[] planes, int count, int k, float[] maps) {
        for (int i = 0; i < maps.length; i++) {
          maps[i] = number * planes[i];
        }
      }
    };
  }

  private static double alike(GradientEngine one, GradientEngine other) {
    return new PlaneMaps(null, List.of(), TESTED, new int[] {0, 1}, new float[3], 1)
        .alike(one, other, Meaning.GRAD_CAM);
  }

  @Test
  void shouldCompareMapsOnlyWhereBothNetworksHaveOne() {
    assertThat(alike(times(1), times(3))).isCloseTo(1, within(1e-9)); // one plane has none
    assertThat(alike(times(1), times(-3))).isCloseTo(-1, within(1e-9));
  }

  @Test
  void shouldSayNothingWhereShuffledWeightsGiveNoMapAtAll() {
    assertThat(alike(times(1), times(0))).isNaN();
  }
}
