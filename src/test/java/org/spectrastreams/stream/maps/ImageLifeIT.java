package org.spectrastreams.stream.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** How an image begins, grows, ends and is forgotten, and what does not become one. */
class ImageLifeIT {
  @TempDir Path folder;
  private MapScene scene;

  @BeforeEach
  void write() {
    scene = new MapScene(folder);
  }

  @Test
  void shouldBeginAnewWithALaterScanAndNotMapWhatIsLeftOfTheEarlier() {
    try (TestTopology topology = scene.topology()) {
      for (int y = 0; y < MapScene.HEIGHT; y++) {
        topology.send(MapScene.line(y).ofGeneration(5));
      }
      Wire.ImageStatus first = topology.lastStatus();
      assertThat(first.getState()).isEqualTo(Wire.ImageState.COMPLETE);
      topology.tiles();
      topology.send(MapScene.line(1).ofGeneration(6));
      Wire.ImageStatus second = topology.lastStatus();
      assertThat(second.getGeneration()).isEqualTo(6);
      assertThat(second.getSeen()).isEqualTo(MapScene.WIDTH);
      assertThat(second.getState()).isEqualTo(Wire.ImageState.SCANNING);
      assertThat(second.getFirstResultMs()).isGreaterThan(first.getFirstResultMs());
      topology.send(MapScene.again(MapScene.line(0), 999, 0, 5));
      topology.passTime(MapProcessor.FLUSH);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      assertThat(tiles.get("img/class/0/0").getImageBegunMs()).isEqualTo(second.getFirstResultMs());
      assertThat(MapScene.classAt(tiles, "img/class", 0, 0))
          .isEqualTo(Sentinels.TILE_CLASS_NOT_SEEN);
      assertThat(MapScene.classAt(tiles, "img/class", 0, 1)).isLessThan(TestModels.CLASSES.size());
      assertThat(topology.counter("spectra.unmapped")).isEqualTo(MapScene.WIDTH);
    }
  }

  /** Part of a line of an image whose frame is the one known so far. */
  private static RawBlock growing(int width, int height, int x, int y, int count) {
    RawBlock block = TestModels.line("scored", "img", width, height, x, y, count);
    return new RawBlock(
        block.pipeline(),
        block.imageId(),
        block.geometry(),
        (long) y << 14 | x,
        block.spectra(),
        block.source(),
        block.simulated(),
        0,
        5,
        Measurement.NONE,
        true);
  }

  @Test
  void shouldKeepEveryPixelInItsPlaceWhileTheFrameGrows() throws Exception {
    try (TestTopology topology = scene.topology()) {
      topology.send(growing(40, 2, 0, 0, 40));
      topology.send(growing(40, 2, 0, 1, 40));
      assertThat(topology.lastStatus().getState()).isEqualTo(Wire.ImageState.COMPLETE);
      topology.send(growing(100, 66, 50, 65, 50));
      topology.send(growing(100, 3, 40, 2, 60)); // knew less of the frame, and comes later
      topology.passTime(MapProcessor.FLUSH);
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getState()).isEqualTo(Wire.ImageState.SCANNING);
      assertThat(List.of(status.getWidth(), status.getHeight())).containsExactly(100, 66);
      assertThat(status.getSeen()).isEqualTo(2 * 40 + 50 + 60);
      assertThat(status.getClassCountsList().stream().mapToInt(i -> i).sum()).isEqualTo(190);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      Map<String, Integer> expected = new TreeMap<>();
      for (Wire.ResultBlock result : topology.results()) {
        for (int i = 0; i < result.getXCount(); i++) {
          expected.put(
              result.getX(i) + "," + result.getY(i), ResultView.of(result).predictedClass(i));
        }
      }
      assertThat(expected).hasSize(190);
      for (int y = 0; y < 66; y++) {
        for (int x = 0; x < 100; x++) {
          assertThat(MapScene.classAt(tiles, "img/class", x, y))
              .as("%d, %d", x, y)
              .isEqualTo(expected.getOrDefault(x + "," + y, Sentinels.TILE_CLASS_NOT_SEEN));
        }
      }
      // What was seen before is known as seen: the newest measurement is shown, and counted once.
      topology.send(growing(100, 66, 0, 1, 40));
      topology.passTime(MapProcessor.FLUSH);
      assertThat(topology.statuses()).allMatch(newest -> newest.getSeen() == 190);
    }
  }

  @Test
  void shouldCompleteWhateverTheOrderAndRepetition() {
    try (TestTopology topology = scene.topology()) {
      List<Integer> pixels = new ArrayList<>();
      for (int i = 0; i < MapScene.WIDTH * MapScene.HEIGHT; i++) {
        pixels.add(i);
        if (i % 3 == 0) {
          pixels.add(i);
        }
      }
      Collections.shuffle(pixels, new Random(5));
      for (int pixel : pixels) {
        topology.send(
            TestModels.line(
                "scored",
                "img",
                MapScene.WIDTH,
                MapScene.HEIGHT,
                pixel % MapScene.WIDTH,
                pixel / MapScene.WIDTH,
                1));
      }
      topology.passTime(MapProcessor.FLUSH);
      List<Wire.ImageStatus> statuses = topology.statuses();
      assertThat(statuses).anyMatch(status -> status.getState() == Wire.ImageState.COMPLETE);
      assertThat(statuses.get(statuses.size() - 1).getSeen())
          .isEqualTo(MapScene.WIDTH * MapScene.HEIGHT);
      assertThat(statuses.get(statuses.size() - 1).getState()).isEqualTo(Wire.ImageState.COMPLETE);
    }
  }

  @Test
  void shouldCallAnImageIncompleteAfterItsTimeOutAndKeepItsMap() {
    try (TestTopology topology = scene.topology()) {
      topology.send(MapScene.line(0));
      topology.passTime(Duration.ofSeconds(19)); // the pipeline says 20
      assertThat(topology.lastStatus().getState()).isEqualTo(Wire.ImageState.SCANNING);
      topology.passTime(Duration.ofSeconds(2));
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getState()).isEqualTo(Wire.ImageState.INCOMPLETE);
      assertThat(status.getSeen()).isEqualTo(MapScene.WIDTH);
      assertThat(topology.tiles()).doesNotContainValue(null).isNotEmpty();
    }
  }

  @Test
  void shouldReviveAnIncompleteImageWithALatePixel() {
    try (TestTopology topology = scene.topology()) {
      topology.send(MapScene.line(0));
      topology.passTime(Duration.ofSeconds(21));
      assertThat(topology.lastStatus().getState()).isEqualTo(Wire.ImageState.INCOMPLETE);
      topology.send(MapScene.line(1));
      assertThat(topology.lastStatus().getState()).isEqualTo(Wire.ImageState.SCANNING);
      topology.passTime(Duration.ofSeconds(10));
      topology.send(MapScene.line(2));
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getState()).isEqualTo(Wire.ImageState.COMPLETE);
      assertThat(status.getSeen()).isEqualTo(MapScene.WIDTH * MapScene.HEIGHT);
      topology.passTime(Duration.ofSeconds(60));
      assertThat(topology.statuses()).isEmpty();
    }
  }

  @Test
  void shouldForgetAFinishedImageAfterItsRetention() {
    scene.set("image.retention.hours", "1");
    try (TestTopology topology = scene.topology()) {
      for (int y = 0; y < MapScene.HEIGHT; y++) {
        topology.send(MapScene.line(y));
      }
      topology.passTime(MapProcessor.FLUSH);
      topology.tiles();
      topology.statuses();
      topology.passTime(Duration.ofMinutes(59));
      assertThat(topology.statuses()).isEmpty();
      topology.passTime(Duration.ofMinutes(3));
      assertThat(topology.statuses()).containsExactly((Wire.ImageStatus) null);
      Map<String, Wire.MapTile> tombstones = topology.tiles();
      assertThat(tombstones).hasSize(2 * 5);
      assertThat(tombstones.values()).containsOnlyNulls();
      assertThat(topology.registry.get("spectra.images").tag("state", "complete").gauge().value())
          .isZero();
      topology.send(MapScene.line(0));
      assertThat(topology.lastStatus().getSeen()).isEqualTo(MapScene.WIDTH);
    }
  }

  @Test
  void shouldReplaceAFinishedImageByAnotherOfTheSameName() {
    try (TestTopology topology = scene.topology()) {
      for (int y = 0; y < MapScene.HEIGHT; y++) {
        topology.send(MapScene.line(y));
      }
      topology.tiles();
      topology.send(TestModels.line("survey", "img", 5, 1, 0, 0, 5));
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getPipeline()).isEqualTo("survey");
      assertThat(status.getState()).isEqualTo(Wire.ImageState.COMPLETE);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      assertThat(tiles.get("img/quality/0/0").getWidth()).isEqualTo(5);
      assertThat(tiles).containsEntry("img/class/1/0", null);
    }
  }

  @Test
  void shouldNotLetAnotherImageSpoilOneThatIsBeingScanned() {
    try (TestTopology topology = scene.topology()) {
      topology.send(MapScene.line(0));
      topology.send(
          TestModels.line(
              "scored", "img", MapScene.WIDTH, MapScene.HEIGHT + 1, 0, 3, MapScene.WIDTH));
      topology.send(MapScene.line(1));
      topology.send(MapScene.line(2));
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getState()).isEqualTo(Wire.ImageState.COMPLETE);
      assertThat(status.getHeight()).isEqualTo(MapScene.HEIGHT);
      assertThat(topology.results()).hasSize(4);
      assertThat(topology.counter("spectra.unmapped")).isEqualTo(MapScene.WIDTH);
    }
  }

  @Test
  void shouldForgetWhatWasSeenOfAnImageHoweverLargeItSaysItIs() {
    int side = ImageGeometry.MAX_SIDE;
    try (TestTopology topology = scene.topology()) {
      topology.send(TestModels.line("scored", "huge", side, side, side - 1, side - 1, 1));
      topology.passTime(Duration.ofSeconds(20));
      assertThat(topology.tiles()).hasSize(5);
      topology.send(TestModels.line("scored", "huge", 1, 1, 0, 0, 1));
      assertThat(topology.tiles())
          .hasSize(2 * 5)
          .containsEntry("huge/class/255/255", null)
          .containsKey("huge/class/0/0");
    }
  }

  @Test
  void shouldRefuseResultsOfAnImageOfImpossibleSizeOrOfMoreLayersThanATopicTakes() {
    try (TestTopology topology = scene.topology()) {
      topology.send(MapScene.line(0));
      Wire.ResultBlock good = topology.results().get(0);
      topology.sendResult(
          new byte[] {1},
          good.toBuilder().setImageId("wide").setWidth(Integer.MAX_VALUE).build().toByteArray());
      Wire.ResultBlock.Builder deep = good.toBuilder().setImageId("deep");
      for (int i = 0; i < 600; i++) {
        deep.addBands(good.getBands(0).toBuilder().setName("b" + i));
      }
      topology.sendResult(new byte[] {1}, deep.build().toByteArray());
      assertThat(topology.deadLetters())
          .extracting(letter -> TestTopology.header(letter, DeadLetters.REASON))
          .containsExactly("malformed", "result-too-large");
      assertThat(topology.statuses()).allSatisfy(s -> assertThat(s.getImageId()).isEqualTo("img"));
    }
  }

  @Test
  void shouldDeadLetterForeignRecordsOnTheResultsTopic() {
    try (TestTopology topology = scene.topology()) {
      topology.sendResult(new byte[] {1}, new byte[] {1, 2, 3});
      topology.sendResult(null, null);
      assertThat(topology.deadLetters())
          .hasSize(2)
          .allSatisfy(
              letter ->
                  assertThat(TestTopology.header(letter, DeadLetters.TOPIC))
                      .isEqualTo("spectra.results"));
      topology.send(MapScene.line(0));
      assertThat(topology.lastStatus().getSeen()).isEqualTo(MapScene.WIDTH);
    }
  }
}
