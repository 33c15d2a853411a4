package org.spectrastreams.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class WavenumberBandTest {
  @Test
  void shouldHoldItsEnds() {
    WavenumberBand band = new WavenumberBand(1655, 5);

    assertThat(band.contains(1650)).isTrue();
    assertThat(band.contains(1660)).isTrue();
    assertThat(band.contains(1649.999)).isFalse();
    assertThat(band.contains(1660.001)).isFalse();
  }

  @Test
  void shouldMarkPointsThatLieInAnyBand() {
    SpectralAxis axis = SpectralAxis.uniform(1000, 2, 6);

    assertThat(
            WavenumberBand.mask(
                List.of(
                    new WavenumberBand(1003, 1.5),
                    new WavenumberBand(1004, 2),
                    new WavenumberBand(3000, 9)),
                axis))
        .containsExactly(false, true, true, true, false, false);
    assertThat(WavenumberBand.mask(List.of(), axis)).containsOnly(false);
  }

  @Test
  void shouldRefuseABandWithoutPlaceOrWidth() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WavenumberBand(Double.NaN, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new WavenumberBand(-1, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WavenumberBand(1655, 0))
        .withMessageContaining("1655.0 ± 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WavenumberBand(1655, Double.POSITIVE_INFINITY));
  }
}
