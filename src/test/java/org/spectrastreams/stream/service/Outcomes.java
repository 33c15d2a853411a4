package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.BlockDecoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** Fixture: what a reader of committed records finds about every pixel that was sent. */
final class Outcomes {
  private record Pixel(int x, int y) {}

  /** The pixels of one image: the predicted class of each, and how often one was found again. */
  private static final class Found {
    private final Map<Pixel, Integer> classes = new HashMap<>();
    private int again;

    void add(int x, int y, int predicted) {
      again += classes.put(new Pixel(x, y), predicted) == null ? 0 : 1;
    }

    void requireEachOnce(String image, int width, int height) {
      assertThat(again).as("doubles of %s", image).isZero();
      assertThat(classes).as("outcomes of %s", image).hasSize(width * height);
      assertThat(classes.keySet())
          .allMatch(pixel -> pixel.x < width && pixel.y < height, "inside the image");
    }
  }

  private final Map<String, Found> results = new HashMap<>();
  private final Map<String, Found> rejected = new HashMap<>();
  private final Map<String, Wire.MapTile> tiles = new HashMap<>();

  private Outcomes() {}

  /** Reads results, dead letters and maps that nobody writes to any more. */
  static Outcomes read(TestClients clients, Topics topics) {
    Outcomes outcomes = new Outcomes();
    clients.readToEnd(topics.results(), record -> outcomes.add(result(record.value())));
    clients.readToEnd(topics.deadLetter(), record -> outcomes.add(decode(record.value())));
    clients.readToEnd(
        topics.maps(),
        record ->
            outcomes.tiles.put(
                TestClients.key(record), parse(Wire.MapTile.parser(), record.value())));
    return outcomes;
  }

  /** Returns when every one of the images is complete, and its counts are whole. */
  static void awaitComplete(TestClients clients, Topics topics, Collection<String> images) {
    Map<String, Wire.ImageStatus> found = new HashMap<>();
    clients.read(
        topics.images(),
        record ->
            found.put(TestClients.key(record), parse(Wire.ImageStatus.parser(), record.value())),
        () ->
            images.stream()
                .allMatch(
                    id ->
                        found.containsKey(id)
                            && found.get(id).getState() == Wire.ImageState.COMPLETE));
    for (String id : images) {
      Wire.ImageStatus image = found.get(id);
      assertThat(image.getSeen()).isEqualTo(image.getWidth() * image.getHeight());
      assertThat(image.getClassCountsList().stream().mapToInt(i -> i).sum() + image.getFlagged())
          .isEqualTo(image.getSeen());
    }
  }

  private void add(ResultView result) {
    Wire.ResultBlock block = result.block();
    Found found = results.computeIfAbsent(block.getImageId(), id -> new Found());
    for (int i = 0; i < result.count(); i++) {
      found.add(block.getX(i), block.getY(i), result.predictedClass(i));
    }
  }

  private void add(RawBlock block) {
    Found found = rejected.computeIfAbsent(block.imageId(), id -> new Found());
    for (int i = 0; i < block.spectra().count(); i++) {
      found.add(block.spectra().x()[i], block.spectra().y()[i], -1);
    }
  }

  /** The images that have results. */
  Set<String> images() {
    return results.keySet();
  }

  void requireOneResultEach(String image, int width, int height) {
    results.get(image).requireEachOnce(image, width, height);
  }

  void requireOneDeadLetterEach(String image, int width, int height) {
    assertThat(rejected.keySet()).containsExactly(image);
    rejected.get(image).requireEachOnce(image, width, height);
  }

  /** The published map shows what the results say, pixel by pixel. */
  void requireMapShowsResults(String image, int width, int height) {
    Map<Pixel, Integer> classes = results.get(image).classes;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Wire.MapTile tile = tiles.get(image + "/class/" + x / 64 + "/" + y / 64);
        int shown =
            tile.getValues().byteAt((y - tile.getY0()) * tile.getWidth() + x - tile.getX0());
        assertThat(shown).isEqualTo(classes.get(new Pixel(x, y)));
      }
    }
  }

  private static ResultView result(byte[] value) {
    try {
      return ResultView.parse(value);
    } catch (RejectedRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static RawBlock decode(byte[] value) {
    try {
      return new BlockDecoder(BlockLimits.DEFAULT).decode(value);
    } catch (RejectedRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T parse(com.google.protobuf.Parser<T> parser, byte[] value) {
    try {
      return parser.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
