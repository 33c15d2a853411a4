package org.spectrastreams.server.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.server.maps.ResultLocator.Place;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire.ResultBlock;

class ResultLocatorTest {
  private final ResultLocator locator = new ResultLocator(1 << 20);

  private static ResultBlock.Builder block(String image, int... xy) {
    ResultBlock.Builder block =
        ResultBlock.newBuilder().setImageId(image).setWidth(200).setHeight(200);
    for (int i = 0; i < xy.length; i += 2) {
      block.addX(xy[i]).addY(xy[i + 1]);
    }
    return block.setQuality(Packed.shorts(new short[xy.length / 2]));
  }

  private void accept(int partition, long offset, ResultBlock.Builder block) {
    locator.accept(partition, offset, block.build().toByteArray());
  }

  @Test
  void shouldFindTheRecordAndRowOfAPixel() {
    accept(6, 123_456_789_012L, block("a", 0, 0, 199, 63, 64, 199));

    assertThat(locator.find("a", 0, 0)).contains(new Place(6, 123_456_789_012L, 0));
    assertThat(locator.find("a", 199, 63)).contains(new Place(6, 123_456_789_012L, 1));
    assertThat(locator.find("a", 64, 199)).contains(new Place(6, 123_456_789_012L, 2));
  }

  @Test
  void shouldKnowNothingOfAPixelWithoutAResult() {
    accept(0, 1, block("a", 5, 5));

    assertThat(locator.find("a", 5, 6)).isEmpty();
    assertThat(locator.find("a", 190, 190)).isEmpty();
    assertThat(locator.find("b", 5, 5)).isEmpty();
  }

  @Test
  void shouldKeepTheLastResultOfAPixel() {
    accept(0, 1, block("a", 5, 5));
    accept(3, 9, block("a", 4, 4, 5, 5));

    assertThat(locator.find("a", 5, 5)).contains(new Place(3, 9, 1));
  }

  @Test
  void shouldKeepTheNewestResultOfAPixelAsTheMapDoes() {
    accept(0, 1, block("a", 5, 5).setSequence(7));
    accept(0, 2, block("a", 5, 5).setSequence(6));
    assertThat(locator.find("a", 5, 5)).contains(new Place(0, 1, 0));
    accept(0, 3, block("a", 5, 5).setSequence(1).setAcquiredAtMs(1));
    assertThat(locator.find("a", 5, 5)).contains(new Place(0, 3, 0));
  }

  @Test
  void shouldForgetAnEarlierScanWhole() {
    accept(0, 1, block("a", 5, 5, 150, 5).setGeneration(2));
    accept(0, 2, block("a", 5, 5).setGeneration(3));
    accept(0, 3, block("a", 6, 5).setGeneration(2));

    assertThat(locator.find("a", 5, 5)).contains(new Place(0, 2, 0));
    assertThat(locator.find("a", 150, 5)).isEmpty();
    assertThat(locator.find("a", 6, 5)).isEmpty();
  }

  @Test
  void shouldReadColumnsThatAreNotPacked() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    block("a", 7, 8).setQuality(Packed.shorts(new short[2])).build().writeTo(bytes);
    // Field 7 (x) and field 8 (y) as single varints, as proto2 writers may send them.
    bytes.write(new byte[] {7 << 3, 9, 8 << 3, 10});
    locator.accept(0, 2, bytes.toByteArray());

    assertThat(locator.find("a", 9, 10)).contains(new Place(0, 2, 1));
  }

  @Test
  void shouldRefuseAResultWithAPixelOutsideItsImage() {
    accept(0, 1, block("a", 200, 0, 0, 200, 3, 3));

    assertThat(locator.find("a", 3, 3)).isEmpty();
    assertThat(locator.find("a", 200, 0)).isEmpty();
    assertThat(locator.bytes()).isZero();
  }

  @Test
  void shouldSurviveBytesThatAreNoResult() {
    locator.accept(0, 1, new byte[] {10, 127, 1});
    locator.accept(0, 2, null);
    accept(0, 3, block("a", 1, 1).addX(2));
    accept(0, 4, block("a", 1, 1));

    assertThat(locator.find("a", 1, 1)).contains(new Place(0, 4, 0));
  }

  @Test
  void shouldForgetTheImageThatWasTouchedLongestAgo() {
    ResultLocator small = new ResultLocator(100_000);
    small.accept(0, 1, block("a", 1, 1).build().toByteArray());
    small.accept(0, 2, block("b", 1, 1).build().toByteArray());
    assertThat(small.find("a", 1, 1)).isPresent();
    small.accept(0, 3, block("c", 1, 1).build().toByteArray());

    assertThat(small.find("b", 1, 1)).isEmpty();
    assertThat(small.find("a", 1, 1)).isEqualTo(Optional.of(new Place(0, 1, 0)));
    assertThat(small.bytes()).isLessThanOrEqualTo(100_000);
  }
}
