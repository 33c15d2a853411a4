package org.spectrastreams.bands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.spectrastreams.bands.StrongestBands.Band;
import org.spectrastreams.explain.trust.SmoothNoise;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.SpectralAxis;

class StrongestBandsTest {
  private static float[] hat(float[] weights, int centre, float height) {
    for (int i = centre - 4; i <= centre + 4; i++) {
      weights[i] += height * (1 - Math.abs(i - centre) / 5f);
    }
    return weights;
  }

  @Test
  void shouldFindBandsForAndAgainstTheClass() {
    float[] weights = hat(hat(hat(new float[40], 8, 1), 20, -3), 32, 2);
    assertThat(find(weights, 5, 10))
        .containsExactly(new Band(1020, -3), new Band(1032, 2), new Band(1008, 1));
  }

  @Test
  void shouldRankByProminenceNotByHeight() {
    // The peak of 8 is higher than that of 5, yet only a shoulder of the highest.
    float[] weights = {0, 9, 7, 8, 0, 5, 0};
    assertThat(find(weights, 10, 0))
        .containsExactly(new Band(1001, 9), new Band(1005, 5), new Band(1003, 8));
  }

  @Test
  void shouldNotMistakeTheWayDownToTheOtherSignForProminence() {
    // From 2 down to −4 is further than from 3 down to 0, but only the way to 0 counts.
    float[] weights = {0, 3, 0, 0, 2, -4, 2, 0};
    assertThat(find(weights, 10, 0))
        .extracting(Band::wavenumber, Band::weight)
        .containsExactly(tuple(1005f, -4f), tuple(1001f, 3f), tuple(1004f, 2f), tuple(1006f, 2f));
  }

  @Test
  void shouldMergePeaksIntoTheMoreProminentNeighbour() {
    float[] weights = {0, 9, 7, 8, 0, 5, 0};
    assertThat(find(weights, 10, 2.5)).extracting(Band::wavenumber).containsExactly(1001f, 1005f);
    assertThat(find(weights, 10, 5)).extracting(Band::wavenumber).containsExactly(1001f);
    assertThat(find(weights, 2, 0)).extracting(Band::wavenumber).containsExactly(1001f, 1005f);
  }

  @Test
  void shouldTakeTheMiddleOfAFlatTop() {
    assertThat(find(new float[] {0, 2, 2, 2, 1}, 3, 0)).containsExactly(new Band(1002, 2));
  }

  @Test
  void shouldSeePeaksAtTheEndsOfTheAxis() {
    assertThat(find(new float[] {4, 1, 2, 3}, 3, 0))
        .containsExactly(new Band(1000, 4), new Band(1003, 3));
  }

  @Test
  void shouldFindNothingInConstantWeights() {
    assertThat(find(new float[] {1, 1, 1}, 3, 0)).isEmpty();
    assertThat(find(new float[] {0, 0, 0}, 3, 0)).isEmpty();
    assertThat(find(new float[] {-1}, 3, 0)).isEmpty();
  }

  @Test
  void shouldTakeWhatIsNotFiniteForZero() {
    assertThat(find(new float[] {0, Float.NaN, 0, 3, Float.POSITIVE_INFINITY, 5, 0}, 9, 0))
        .extracting(Band::wavenumber)
        .containsExactly(1005f, 1003f);
  }

  @Test
  void shouldLeaveTheRestOfTheArraysAlone() {
    float[] centres = {-1, -1, -1, -1, -1};
    float[] values = centres.clone();
    new StrongestBands(SpectralAxis.uniform(1000, 1, 4), 0)
        .find(new float[] {7, 0, 3, 0, -1, 9}, 1, 3, centres, values, 1);
    assertThat(centres).containsExactly(-1, 1001, 1003, Float.NaN, -1);
    assertThat(values).containsExactly(-1, 3, -1, Float.NaN, -1);
  }

  @Property(seed = "1")
  void shouldFindTheMirroredBandsInMirroredWeights(@ForAll long seed) {
    float[] weights = smooth(seed);
    for (int i = 1; i < weights.length; i++) {
      Assume.that(weights[i] != weights[i - 1]); // the middle of a flat top of two lies to its left
    }
    float[] mirrored = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      mirrored[weights.length - 1 - i] = weights[i];
    }
    // All bands by place: equal prominences come in the axis's order, which a mirror turns round.
    List<Band> bands = new ArrayList<>(find(weights, weights.length, 0));
    List<Band> others = new ArrayList<>(find(mirrored, weights.length, 0));
    bands.sort(Comparator.comparingDouble(Band::wavenumber));
    others.sort(Comparator.comparingDouble(Band::wavenumber).reversed());
    assertThat(others)
        .extracting(Band::weight)
        .isEqualTo(bands.stream().map(Band::weight).toList());
    assertThat(others)
        .extracting(band -> 2000 + weights.length - 1 - band.wavenumber())
        .containsExactlyElementsOf(bands.stream().map(Band::wavenumber).toList());
  }

  @Property(seed = "1")
  void shouldTurnOverWithTheWeights(@ForAll long seed) {
    float[] weights = smooth(seed);
    float[] turned = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      turned[i] = -weights[i];
    }
    assertThat(find(turned, 20, 5))
        .isEqualTo(
            find(weights, 20, 5).stream()
                .map(band -> new Band(band.wavenumber(), -band.weight()))
                .toList());
  }

  @Property(seed = "1")
  void shouldBeginWithTheLargestWeightWhereItIsAPeak(@ForAll long seed) {
    float[] weights = smooth(seed);
    weights[0] = 0;
    weights[weights.length - 1] = 0;
    int largest = 0;
    for (int i = 0; i < weights.length; i++) {
      largest = Math.abs(weights[i]) > Math.abs(weights[largest]) ? i : largest;
    }
    assertThat(find(weights, 1, 0)).containsExactly(new Band(1000 + largest, weights[largest]));
  }

  @Property(seed = "1", tries = 300)
  void shouldGivePeaksThatAreApartWhateverTheWeights(
      @ForAll @Size(40) float[] drawn,
      @ForAll @DoubleRange(min = 0, max = 30) double apart,
      @ForAll @IntRange(min = 0, max = 16) int most) {
    List<Band> bands = find(drawn, most, apart);
    assertThat(bands).hasSizeLessThanOrEqualTo(most);
    for (int b = 0; b < bands.size(); b++) {
      assertThat(bands.get(b).weight()).isEqualTo(drawn[(int) bands.get(b).wavenumber() - 1000]);
      assertThat(bands.get(b).weight()).isNotZero();
      for (int other = 0; other < b; other++) {
        assertThat(Math.abs(bands.get(other).wavenumber() - bands.get(b).wavenumber()))
            .isGreaterThanOrEqualTo((float) apart);
      }
    }
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

  private static List<Band> find(float[] weights, int most, double apart) {
    float[] centres = new float[most];
    float[] values = new float[most];
    new StrongestBands(SpectralAxis.uniform(1000, 1, weights.length), apart)
        .find(weights, 0, most, centres, values, 0);
    List<Band> found = new ArrayList<>();
    for (int band = 0; band < most && !Float.isNaN(centres[band]); band++) {
      found.add(new Band(centres[band], values[band]));
    }
    return found;
  }

  @Test
  void shouldTellBandsApartOnAnAxisOfMicrometres() {
    SpectralAxis near = SpectralAxis.uniform(AxisKind.WAVELENGTH, 1, 0.01, 151);
    float[] weights = new float[near.size()];
    weights[20] = 2;
    weights[140] = 1;

    assertThat(StrongestBands.of(near, weights, 5))
        .extracting(StrongestBands.Band::weight)
        .containsExactly(2f, 1f);
  }
}
