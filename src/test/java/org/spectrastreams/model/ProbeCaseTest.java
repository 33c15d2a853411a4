package org.spectrastreams.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.chemometric.Chemometric.Arrays;
import org.spectrastreams.network.exact.ExactNetwork;

class ProbeCaseTest {
  private static final float[] SPECTRUM = {0.5f, 0.25f, 0.75f};

  /** Two classes, told apart by the slope between two points that are large and nearly alike. */
  private static ProbeCase ofSlope(float slope) {
    Map<String, float[]> arrays =
        Map.of(
            Arrays.FILTER,
            new float[] {1},
            Arrays.FILTER_BIAS,
            new float[1],
            Arrays.KEPT,
            new float[] {1, 1, 1},
            Arrays.CENTRE,
            new float[1],
            Arrays.RELATIVE,
            new float[1],
            Arrays.ABSOLUTE,
            new float[] {1},
            Arrays.MIDDLE,
            new float[3],
            Arrays.LINEAR + ".w",
            new float[] {slope, 0, slope, 0, -slope, 0},
            Arrays.LINEAR + ".b",
            new float[2]);
    return ProbeCase.of(
        new ExactNetwork(new Chemometric(3, 2, 1, 0, 0, 0, false), List.of(arrays)),
        SPECTRUM,
        SPECTRUM,
        2);
  }

  @Test
  void shouldSayNothingOfRoundingWhereItMovesNothing() {
    assertThat(ofSlope(3).rounding()).isZero();
    assertThat(ofSlope(3).fits(3, 3, 1, 2, true)).isTrue();
  }

  @Test
  void shouldSayHowFarRoundingMovesAnAnswerThatHangsOnIt() {
    assertThat(ofSlope(3000).rounding()).isBetween(3.1e-6, 1e-3);
    assertThat(ofSlope(3000).fits(3, 3, 1, 2, true)).isTrue();
  }

  @Test
  void shouldRefuseAnAnswerThatIsAllRounding() {
    assertThat(ofSlope(3e6f).fits(3, 3, 1, 2, true)).isFalse();
  }
}
