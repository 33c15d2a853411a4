package org.spectrastreams.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageGeometryTest {
  @Test
  void shouldCountPixelsOfTheLargestImageWithoutOverflow() {
    ImageGeometry largest = ImageGeometry.of(ImageGeometry.MAX_SIDE, ImageGeometry.MAX_SIDE);

    assertThat(largest.pixels()).isEqualTo(268_435_456);
    assertThat(largest.pixelSizeMicrometres()).isNaN();
    assertThat(ImageGeometry.of(35, 25).pixels()).isEqualTo(875);
    assertThat(new ImageGeometry(128, 128, 5.5).pixelSizeMicrometres()).isEqualTo(5.5);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,0", "-1,5", "16385,1", "1,16385"})
  void shouldRefuseSidesThatNoImageHas(int width, int height) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageGeometry.of(width, height))
        .withMessageContaining(width + " × " + height)
        .withMessageContaining("1 to 16384");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void shouldRefusePixelSizesThatNoPixelHas(double size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageGeometry(3, 3, size))
        .withMessageContaining(size + " µm");
  }
}
