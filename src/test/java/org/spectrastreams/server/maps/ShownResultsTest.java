package org.spectrastreams.server.maps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.proto.Wire;

class ShownResultsTest {
  private final Wire.ImageStatus image =
      Wire.ImageStatus.newBuilder()
          .setPipeline("tissue")
          .setGeneration(7)
          .setWidth(96)
          .setHeight(64)
          .setFirstRecordMs(1_000)
          .build();

  private static Wire.ResultBlock.Builder result(int width, int height) {
    return Wire.ResultBlock.newBuilder()
        .setPipeline("tissue")
        .setGeneration(7)
        .setWidth(width)
        .setHeight(height);
  }

  @Test
  void shouldTakeAResultOfTheScanThatIsShown() {
    assertThat(ShownResults.isOf(result(96, 64).build(), image)).isTrue();
    assertThat(ShownResults.isOf(result(96, 64).build(), 1_000, image)).isTrue();
  }

  @Test
  void shouldLeaveOutResultsOfAnotherScanPipelineFrameOrTime() {
    assertThat(ShownResults.isOf(result(96, 64).setGeneration(6).build(), image)).isFalse();
    assertThat(ShownResults.isOf(result(96, 64).setPipeline("sers").build(), image)).isFalse();
    assertThat(ShownResults.isOf(result(64, 96).build(), image)).isFalse();
    assertThat(ShownResults.isOf(result(64, 64).build(), image)).isFalse();
    assertThat(ShownResults.isOf(result(96, 64).build(), 999, image)).isFalse();
  }

  @Test
  void shouldTakeAResultThatKnewASmallerFrameOfOneThatGrows() {
    Wire.ImageStatus growing = image.toBuilder().setFrameGrows(true).build();
    assertThat(ShownResults.isOf(result(32, 64).setFrameGrows(true).build(), growing)).isTrue();
    assertThat(ShownResults.isOf(result(32, 64).build(), growing)).isFalse();
    assertThat(ShownResults.isOf(result(97, 64).setFrameGrows(true).build(), growing)).isFalse();
  }
}
