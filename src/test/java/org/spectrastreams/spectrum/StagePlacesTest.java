package org.spectrastreams.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StagePlacesTest {
  @Test
  void shouldSayWhereAPixelLies() {
    StagePlaces places = new StagePlaces(100, -50, 2.5, -5, 0, "µm");

    assertThat(places.at(0, 0)).contains(new StagePlaces.Position(100, -50));
    assertThat(places.at(4, 3)).contains(new StagePlaces.Position(110, -65));
  }

  @Test
  void shouldTurnTheImageAnticlockwiseAboutItsFirstPixel() {
    StagePlaces.Position turned = new StagePlaces(10, 20, 1, 1, 90, "µm").at(3, 2).orElseThrow();

    assertThat(turned.x()).isCloseTo(8, within(1e-12));
    assertThat(turned.y()).isCloseTo(23, within(1e-12));
  }

  @Test
  void shouldNotSayWhereWhatIsNotStated() {
    assertThat(new StagePlaces(Double.NaN, Double.NaN, 5, 5, 0, "µm").at(1, 1)).isEmpty();
    StagePlaces single = new StagePlaces(7, 8, Double.NaN, Double.NaN, 0, "");
    assertThat(single.at(0, 0)).contains(new StagePlaces.Position(7, 8));
    assertThat(single.at(1, 0)).isEmpty();
  }

  @Test
  void shouldRefuseNumbersThatAreNone() {
    assertThatThrownBy(() -> new StagePlaces(Double.POSITIVE_INFINITY, 0, 1, 1, 0, "µm"))
        .hasMessageContaining("expected finite numbers");
    assertThatThrownBy(() -> new StagePlaces(0, 0, 1, 1, Double.NaN, "µm"))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new StagePlaces(0, 0, 1, 1, 0, "m".repeat(21)))
        .hasMessageContaining("21 characters");
  }
}
