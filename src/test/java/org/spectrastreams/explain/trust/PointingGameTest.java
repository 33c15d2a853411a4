package org.spectrastreams.explain.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PointingGameTest {
  private static final boolean[] FIRST_TWO = {true, true, false, false, false, false, false, false};
  private static final boolean[] LAST = {false, false, false, false, false, false, false, true};

  @Test
  void shouldCountHitsAndShares() {
    PointingGame game = new PointingGame(List.of(FIRST_TWO, LAST), 2, 1);
    game.add(0, new float[] {1, 3, 2, 0, 0, 0, -9, 0}, 0); // hit, 4 of 6
    game.add(0, new float[] {1, 0, 3, 0, 0, 0, 0, 0}, 0); // miss, 1 of 4
    game.add(1, new float[] {9, 9, 0, 0, 0, 0, 0, 0, 0, 5}, 2); // hit, 5 of 5
    game.add(1, new float[] {-1, -1, -1, -1, -1, -1, -1, 0}, 0); // points nowhere

    assertThat(game.ofClass(0).hitRate()).isEqualTo(0.5);
    assertThat(game.ofClass(0).positiveShare()).isCloseTo((4 / 6.0 + 0.25) / 2, within(1e-12));
    assertThat(game.ofClass(1).hitRate()).isEqualTo(0.5);
    assertThat(game.ofClass(1).positiveShare()).isEqualTo(0.5);
    assertThat(game.overall().maps()).isEqualTo(4);
    assertThat(game.overall().hitRate()).isEqualTo(0.5);
    assertThat(game.overall().standardError()).isEqualTo(0.25);
  }

  @Test
  void shouldWeighTheUniformExpectationByTheExplainedClasses() {
    PointingGame game = new PointingGame(List.of(FIRST_TWO, LAST), 2, 1);
    float[] map = {1, 0, 0, 0, 0, 0, 0, 0};
    game.add(0, map, 0);
    game.add(0, map, 0);
    game.add(0, map, 0);
    game.add(1, map, 0);

    assertThat(game.ofClass(0).uniform()).isEqualTo(2 / 8.0);
    assertThat(game.overall().uniform()).isCloseTo((3 * 2 / 8.0 + 1 / 8.0) / 4, within(1e-12));
  }

  @Property(seed = "1", tries = 8)
  void shouldBringSmoothRandomMapsNearTheUniformExpectation(
      @ForAll @IntRange(min = 1, max = 60) int smoothness, @ForAll long seed) {
    boolean[] bands = new boolean[200];
    for (int i = 0; i < 200; i++) {
      bands[i] = (i >= 10 && i < 40) || i >= 190;
    }
    PointingGame game = new PointingGame(List.of(bands), smoothness, seed);
    float[] map = new float[200];
    int maps = 4_000;
    for (int i = 0; i < maps; i++) {
      game.add(0, map, 0);
    }
    PointingGame.Result result = game.overall();
    assertThat(result.uniform()).isCloseTo(0.2, within(1e-12));
    // The highest point of a smooth map lies at an end of the axis more often than elsewhere, since
    // nothing beyond the end can be higher: the wider the window, the further hits are from 0.2.
    assertThat(result.smoothHitRate()).isCloseTo(0.2, within(0.08));
    assertThat(result.smoothPositiveShare()).isCloseTo(0.2, within(0.08));
    assertThat(result.hitRate()).as("flat maps point nowhere").isZero();
  }

  @Test
  void shouldMakeSmootherMapsWithWiderWindows() {
    assertThat(roughness(1)).isGreaterThan(4 * roughness(10));
    assertThat(roughness(10)).isGreaterThan(2 * roughness(40));
  }

  /** Mean squared step, relative to the variance. */
  private static double roughness(int window) {
    SmoothNoise noise = new SmoothNoise(801, window, new SplittableRandom(4));
    float[] map = new float[801];
    double steps = 0;
    double squares = 0;
    for (int n = 0; n < 50; n++) {
      noise.fill(map);
      for (int i = 1; i < map.length; i++) {
        steps += (map[i] - map[i - 1]) * (map[i] - map[i - 1]);
        squares += map[i] * map[i];
      }
    }
    return steps / squares;
  }

  @Property(seed = "1", tries = 100)
  void shouldNotDependOnTheScaleOfAMap(
      @ForAll @IntRange(min = -20, max = 20) int exponent, @ForAll long seed) {
    float[] map = new float[8];
    new SmoothNoise(8, 2, new SplittableRandom(seed)).fill(map);
    float[] scaled = map.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= Math.scalb(1f, exponent); // a power of two, so exact
    }
    assertThat(PointingGame.hit(scaled, 0, FIRST_TWO))
        .isEqualTo(PointingGame.hit(map, 0, FIRST_TWO));
    assertThat(PointingGame.positiveShare(scaled, 0, FIRST_TWO))
        .isEqualTo(PointingGame.positiveShare(map, 0, FIRST_TWO));
  }

  @Test
  void shouldRefuseWhatItCannotScore() {
    PointingGame game = new PointingGame(List.of(FIRST_TWO), 2, 1);
    assertThatThrownBy(() -> game.add(1, new float[8], 0)).hasMessageContaining("class 1");
    assertThatThrownBy(() -> game.add(0, new float[] {0, 0, Float.NaN, 0, 0, 0, 0, 0}, 0))
        .hasMessageContaining("NaN at point 2");
    assertThat(game.overall().maps()).as("a refused map is not counted").isZero();
    assertThatThrownBy(() -> new PointingGame(List.of(FIRST_TWO, new boolean[3]), 2, 1))
        .hasMessageContaining("3 points; expected 8");
    assertThatThrownBy(() -> new PointingGame(List.of(), 2, 1)).hasMessageContaining("classes");
    assertThatThrownBy(() -> new PointingGame(List.of(FIRST_TWO), 0, 1))
        .hasMessageContaining("0 points");
  }
}
