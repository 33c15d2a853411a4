package org.spectrastreams.server.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.spectrastreams.server.maps.Rejections.Rejected;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.wire.proto.Wire.ImageState;
import org.spectrastreams.wire.proto.Wire.ImageStatus;

class RejectionsTest {
  private final MapView maps = new MapView(20_000, new Nobody());

  private void reject(
      String image, String frame, long generation, long sequence, String reason, long millis) {
    maps.acceptDeadLetter(letter(image, frame, generation, sequence, reason), millis);
  }

  private static RecordHeaders letter(
      String image, String frame, long generation, long sequence, String reason) {
    RecordHeaders headers = new RecordHeaders();
    put(headers, DeadLetters.PIPELINE, "tissue");
    put(headers, DeadLetters.IMAGE, image);
    put(headers, DeadLetters.FRAME, frame);
    put(headers, DeadLetters.GENERATION, Long.toUnsignedString(generation));
    put(headers, DeadLetters.SEQUENCE, String.valueOf(sequence));
    put(headers, DeadLetters.SPECTRA, "64");
    put(headers, DeadLetters.REASON, reason);
    put(headers, DeadLetters.MESSAGE, "block " + sequence);
    return headers;
  }

  private static void put(RecordHeaders headers, String name, String text) {
    headers.add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static ImageStatus shown(long generation, long firstRecord) {
    return ImageStatus.newBuilder()
        .setImageId("a")
        .setState(ImageState.COMPLETE)
        .setWidth(64)
        .setHeight(64)
        .setGeneration(generation)
        .setFirstRecordMs(firstRecord)
        .build();
  }

  @Test
  void shouldCountEachBlockOnceByReason() {
    reject("a", "64x64", -5, 1, "wrong-quantity", 10);
    reject("a", "64x64", -5, 2, "wrong-quantity", 11);
    reject("a", "64x64", -5, 1, "wrong-quantity", 12);
    reject("a", "64x64", -5, 3, "axis-invalid", 13);

    assertThat(maps.rejections().of(shown(-5, 1)))
        .containsExactly(
            new Rejected("wrong-quantity", "block 1", 128),
            new Rejected("axis-invalid", "block 3", 64));
  }

  @Test
  void shouldListAnImageOfWhichNothingCouldBeScored() {
    reject("a", "64x48", 3, 1, "unknown-pipeline", 10);

    ImageStatus status = maps.image("a").orElseThrow().status();
    assertThat(status.getHeight()).isEqualTo(48);
    assertThat(status.getPipeline()).isEqualTo("tissue");
    assertThat(maps.statuses()).containsExactly(status);
    assertThat(maps.statuses(List.of("a", "b"))).containsExactly(status);
    maps.accept(shown(3, 9));
    assertThat(maps.statuses()).containsExactly(shown(3, 9));
  }

  @Test
  void shouldTellNoMoreBlocksApartThanFitHoweverManyImagesAreRejected() {
    Rejections rejections = new Rejections(4);
    for (String image : List.of("a", "b", "c")) {
      for (int block = 0; block < 2; block++) {
        rejections.accept(letter(image, "64x64", 1, block, "wrong-quantity"), 10);
      }
    }
    rejections.accept(letter("c", "64x64", 1, 0, "wrong-quantity"), 11);
    assertThat(rejections.of(shown(1, 9).toBuilder().setImageId("c").build()))
        .as("the newest still tells its blocks apart")
        .containsExactly(new Rejected("wrong-quantity", "block 0", 128));
    rejections.accept(letter("a", "64x64", 1, 0, "wrong-quantity"), 12);
    assertThat(rejections.of(shown(1, 9)))
        .as("the oldest counts on")
        .containsExactly(new Rejected("wrong-quantity", "block 0", 192));
  }

  @Test
  void shouldSayNothingOfWhatWasRejectedBeforeTheScanThatIsShown() {
    reject("a", "64x64", 7, 1, "wrong-quantity", 10);

    assertThat(maps.rejections().of(shown(8, 11))).isEmpty();
    assertThat(maps.rejections().of(shown(6, 9))).as("a later scan").hasSize(1);
    reject("a", "64x64", 9, 1, "axis-invalid", 20);
    assertThat(maps.rejections().of(shown(9, 15)))
        .containsExactly(new Rejected("axis-invalid", "block 1", 64));
  }

  @Test
  void shouldPassOverLettersThatAreOfNoImage() {
    reject("a", "no frame", 7, 1, "wrong-quantity", 10);
    reject("a", "99999x2", 7, 1, "wrong-quantity", 10);
    reject("a", "0x0", 7, 1, "wrong-quantity", 10);
    maps.acceptDeadLetter(new RecordHeaders(), 10);

    assertThat(maps.statuses()).isEmpty();
  }
}
