package org.spectrastreams.bands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.spectrastreams.bands.TopBands.Peak;
import org.spectrastreams.explain.trust.SmoothNoise;
import org.spectrastreams.spectrum.SpectralAxis;

class TopBandsTest {
  @Test
  void shouldRankPeaksByProminence() {
    // The peak of 8 is higher than that of 5, yet only a shoulder of the highest.
    float[] map = {0, 9, 7, 8, 0, 5, 0};
    assertThat(find(map, 10, 0))
        .containsExactly(new Peak(1001, 9, 9), new Peak(1005, 5, 5), new Peak(1003, 8, 1));
  }

  @Test
  void shouldMergePeaksIntoTheMoreProminentNeighbour() {
    float[] map = {0, 9, 7, 8, 0, 5, 0};
    assertThat(find(map, 10, 2.5)).extracting(Peak::wavenumber).containsExactly(1001.0, 1005.0);
    assertThat(find(map, 10, 5)).extracting(Peak::wavenumber).containsExactly(1001.0);
    assertThat(find(map, 2, 0)).extracting(Peak::wavenumber).containsExactly(1001.0, 1005.0);
  }

  @Test
  void shouldTakeTheMiddleOfAFlatTop() {
    assertThat(find(new float[] {0, 2, 2, 2, 1}, 3, 0)).containsExactly(new Peak(1002, 2, 1));
  }

  @Test
  void shouldSeePeaksAtTheEndsOfTheAxis() {
    assertThat(find(new float[] {4, 1, 2, 3}, 3, 0))
        .containsExactly(new Peak(1000, 4, 3), new Peak(1003, 3, 2));
  }

  @Test
  void shouldFindNothingInAConstantOrNegativeMap() {
    assertThat(find(new float[] {1, 1, 1}, 3, 0)).isEmpty();
    assertThat(find(new float[] {-3, -1, -3}, 3, 0)).isEmpty();
    assertThat(find(new float[] {1}, 3, 0)).isEmpty();
  }

  @Test
  void shouldNotCountANaNAsAPeakOrAsItsFoot() {
    assertThat(find(new float[] {0, Float.NaN, 0, 3, 1, 5, 0}, 9, 0))
        .extracting(Peak::wavenumber)
        .containsExactly(1005.0, 1003.0);
  }

  @Property
  void shouldFindTheMirroredPeaksInAMirroredMap(@ForAll long seed) {
    float[] map = smooth(seed);
    for (int i = 1; i < map.length; i++) {
      Assume.that(map[i] != map[i - 1]); // the middle of a flat top of two lies to its left
    }
    float[] mirrored = new float[map.length];
    for (int i = 0; i < map.length; i++) {
      mirrored[map.length - 1 - i] = map[i];
    }
    // All peaks by place: equal prominences come in the axis's order, which a mirror turns round.
    List<Peak> peaks = new ArrayList<>(find(map, map.length, 0));
    List<Peak> others = new ArrayList<>(find(mirrored, map.length, 0));
    peaks.sort(Comparator.comparingDouble(Peak::wavenumber));
    others.sort(Comparator.comparingDouble(Peak::wavenumber).reversed());
    assertThat(others)
        .extracting(peak -> 2000 + map.length - 1 - peak.wavenumber())
        .containsExactlyElementsOf(peaks.stream().map(Peak::wavenumber).toList());
    assertThat(others)
        .extracting(Peak::prominence)
        .containsExactlyElementsOf(peaks.stream().map(Peak::prominence).toList());
  }

  @Property
  void shouldKeepPeaksApartAndInOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 8) int most,
      @ForAll @DoubleRange(min = 0, max = 60) double apart) {
    List<Peak> peaks = find(smooth(seed), most, apart);
    assertThat(peaks).hasSizeLessThanOrEqualTo(most);
    for (int i = 0; i < peaks.size(); i++) {
      Peak peak = peaks.get(i);
      assertThat(peak.value()).isPositive();
      assertThat(peak.prominence()).isPositive();
      for (int j = 0; j < i; j++) {
        assertThat(peaks.get(j).prominence()).isGreaterThanOrEqualTo(peak.prominence());
        assertThat(Math.abs(peaks.get(j).wavenumber() - peak.wavenumber()))
            .isGreaterThanOrEqualTo(apart);
      }
    }
  }

  @Property
  void shouldGiveTheHighestPointTheGreatestProminenceButForTheEnds(@ForAll long seed) {
    float[] map = smooth(seed);
    map[0] = -100;
    map[map.length - 1] = -100;
    int highest = 0;
    for (int i = 0; i < map.length; i++) {
      highest = map[i] > map[highest] ? i : highest;
    }
    map[highest] = Math.max(map[highest], 1e-3f); // a peak is above 0, a map need not be
    Peak top = find(map, 1, 0).get(0);
    assertThat(top.wavenumber()).isCloseTo(1000 + highest, within(1e-9));
    assertThat(top.prominence()).isEqualTo(map[highest] + 100);
  }

  @Test
  void shouldRefuseNegativeDistances() {
    assertThatThrownBy(() -> find(new float[] {1}, 3, -1)).hasMessageContaining("-1.0 cm⁻¹");
  }

  private static float[] smooth(long seed) {
    float[] map = new float[120];
    new SmoothNoise(120, 7, new SplittableRandom(seed)).fill(map);
    return map;
  }

  /** Finds peaks of a map that lies behind another one in the same array. */
  private static List<Peak> find(float[] map, int most, double apart) {
    float[] maps = new float[map.length + 2];
    maps[0] = 1_000;
    maps[1] = 1_000;
    System.arraycopy(map, 0, maps, 2, map.length);
    return TopBands.find(SpectralAxis.uniform(1000, 1, map.length), maps, 2, most, apart);
  }
}
