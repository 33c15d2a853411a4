package org.spectrastreams.bands;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.SpectralAxis;

class StrongestBandsTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 2, 40);

  private static float[] hat(float[] weights, int centre, float height) {
    for (int i = centre - 4; i <= centre + 4; i++) {
      weights[i] += height * (1 - Math.abs(i - centre) / 5f);
    }
    return weights;
  }

  @Test
  void shouldFindBandsForAndAgainstStrongestFirst() {
    float[] weights = hat(hat(hat(new float[40], 8, 1), 20, -3), 32, 2);
    float[] centres = new float[5];
    float[] values = new float[5];
    new StrongestBands(AXIS, 10).find(weights, 0, 4, centres, values, 1);
    assertThat(centres).containsExactly(0, 1040, 1064, 1016, Float.NaN);
    assertThat(values).containsExactly(0, -3, 2, 1, Float.NaN);
  }

  @Test
  void shouldCountNeighboursOnceAndLeaveOutWhatIsNotFinite() {
    float[] weights = hat(hat(new float[40], 18, 2), 20, 1.9f);
    weights[35] = Float.POSITIVE_INFINITY;
    weights[2] = Float.NaN;
    float[] centres = new float[3];
    float[] values = new float[3];
    new StrongestBands(AXIS, 20).find(weights, 0, 3, centres, values, 0);
    assertThat(centres[1]).isNaN();
    assertThat(centres[0]).isBetween(1036f, 1040f);
  }

  @Property(tries = 300)
  void shouldGiveExtremesApartInFallingOrder(
      @ForAll @Size(40) float[] drawn, @ForAll @IntRange(min = 0, max = 30) int apart) {
    float[] centres = new float[16];
    float[] values = new float[16];
    new StrongestBands(AXIS, apart).find(drawn, 0, 16, centres, values, 0);
    for (int b = 0; b < 16 && !Float.isNaN(centres[b]); b++) {
      int at = AXIS.indexNearest(centres[b]);
      assertThat(values[b]).isEqualTo(drawn[at]);
      for (int other = 0; other < b; other++) {
        assertThat(Math.abs(values[other])).isGreaterThanOrEqualTo(Math.abs(values[b]));
        assertThat(Math.abs(centres[other] - centres[b])).isGreaterThanOrEqualTo(apart);
      }
    }
  }
}
