package org.spectrastreams.stream.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.PixelTruth;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

class MapTopologyIT {
  private static final int WIDTH = 70;
  private static final int HEIGHT = 3;

  @TempDir Path folder;
  private ServiceConfig config;

  @BeforeEach
  void write() {
    config = TestModels.write(folder);
  }

  private TestTopology topology() {
    return new TestTopology(config, folder.resolve("state"));
  }

  private static RawBlock line(int y) {
    return TestModels.line("scored", "img", WIDTH, HEIGHT, 0, y, WIDTH);
  }

  @Test
  void shouldMapEveryPixelToItsResult() throws Exception {
    try (TestTopology topology = topology()) {
      List<Wire.ResultBlock> results = new ArrayList<>();
      for (int y = 0; y < HEIGHT; y++) {
        topology.send(line(y));
        results.addAll(topology.results());
      }
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getState()).isEqualTo(Wire.ImageState.COMPLETE);
      assertThat(status.getSeen()).isEqualTo(WIDTH * HEIGHT);
      assertThat(status.getPipeline()).isEqualTo("scored");
      assertThat(status.getSimulated()).isTrue();
      assertThat(status.getLayersList())
          .extracting(Wire.Layer::getId)
          .containsExactly("class", "confidence", "agreement", "quality", "band:middle");
      assertThat(status.getLayers(4).getTitle()).isEqualTo("Middle");
      Map<String, Wire.MapTile> tiles = topology.tiles();
      assertThat(tiles).hasSize(2 * 5);
      int[] counts = new int[TestModels.CLASSES.size()];
      for (Wire.ResultBlock result : results) {
        for (int i = 0; i < result.getXCount(); i++) {
          int x = result.getX(i);
          int y = result.getY(i);
          ResultView row = ResultView.of(result);
          counts[row.predictedClass(i)]++;
          assertThat(classAt(tiles, "img/class", x, y)).isEqualTo(row.predictedClass(i));
          assertThat(numberAt(tiles, "img/confidence", x, y)).isEqualTo(row.confidence(i));
          assertThat(numberAt(tiles, "img/agreement", x, y)).isEqualTo(row.agreement(i));
          assertThat(numberAt(tiles, "img/band:middle", x, y)).isEqualTo(row.band(0, i));
        }
      }
      assertThat(status.getClassCountsList())
          .containsExactlyElementsOf(Arrays.stream(counts).boxed().toList());
    }
  }

  private static int classAt(Map<String, Wire.MapTile> tiles, String layer, int x, int y) {
    Wire.MapTile tile = tiles.get(layer + "/" + x / 64 + "/" + y / 64);
    return tile.getValues().byteAt((y - tile.getY0()) * tile.getWidth() + x - tile.getX0()) & 0xff;
  }

  private static float numberAt(Map<String, Wire.MapTile> tiles, String layer, int x, int y) {
    Wire.MapTile tile = tiles.get(layer + "/" + x / 64 + "/" + y / 64);
    return tile.getValues()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .getFloat(4 * ((y - tile.getY0()) * tile.getWidth() + x - tile.getX0()));
  }

  @Test
  void shouldPublishChangedTilesOnceAFlushAndNotEveryRecord() {
    try (TestTopology topology = topology()) {
      for (int x = 0; x < 20; x++) {
        topology.send(TestModels.line("scored", "img", WIDTH, HEIGHT, x, 0, 1));
      }
      assertThat(topology.tiles()).isEmpty();
      assertThat(topology.statuses()).hasSize(1); // that there is a new image is told at once
      topology.passTime(MapProcessor.FLUSH);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      assertThat(tiles).hasSize(5);
      assertThat(tiles.get("img/class/0/0").getSeen()).isEqualTo(20);
      assertThat(classAt(tiles, "img/class", 20, 0)).isEqualTo(Sentinels.TILE_CLASS_NOT_SEEN);
      assertThat(topology.lastStatus().getSeen()).isEqualTo(20);
      topology.passTime(MapProcessor.FLUSH);
      assertThat(topology.tiles()).isEmpty();
      assertThat(topology.statuses()).isEmpty();
    }
  }

  private static void sendTraced(TestTopology topology, int y, String parent) {
    RawBlock line = TestModels.line("scored", "img", WIDTH, HEIGHT, 0, y, 3);
    Headers headers = new RecordHeaders();
    headers.add("traceparent", parent.getBytes(StandardCharsets.US_ASCII));
    topology.send(
        new TestRecord<>(
            line.key().getBytes(StandardCharsets.UTF_8), BlockEncoder.encode(line), headers));
  }

  @Test
  void shouldPublishAMapAsPartOfTheTraceOfItsLastResult() {
    String first = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String second = first.replace('b', 'c');
    try (TestTopology topology = topology()) {
      sendTraced(topology, 0, first);
      assertThat(topology.statusRecords())
          .extracting(record -> TestTopology.header(record, "traceparent"))
          .containsExactly(first);
      sendTraced(topology, 1, second);
      topology.passTime(MapProcessor.FLUSH);
      assertThat(topology.tileRecords())
          .hasSize(5)
          .allMatch(record -> second.equals(TestTopology.header(record, "traceparent")));
      assertThat(topology.statusRecords())
          .extracting(record -> TestTopology.header(record, "traceparent"))
          .containsExactly(second);
    }
  }

  @Test
  void shouldLetTheLastResultOfAPixelWinAndCountItOnce() {
    try (TestTopology topology = topology()) {
      RawBlock first = TestModels.line("scored", "img", WIDTH, HEIGHT, 3, 1, 4);
      topology.send(first);
      topology.send(flaggedCopy(first));
      topology.passTime(MapProcessor.FLUSH);
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getSeen()).isEqualTo(4);
      assertThat(status.getFlagged()).isEqualTo(4);
      assertThat(status.getClassCountsList()).containsOnly(0);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      assertThat(tiles.get("img/quality/0/0").getSeen()).isEqualTo(4);
      assertThat(classAt(tiles, "img/class", 3, 1)).isEqualTo(Sentinels.TILE_NO_CLASS);
      topology.send(first);
      topology.passTime(MapProcessor.FLUSH);
      status = topology.lastStatus();
      assertThat(status.getSeen()).isEqualTo(4);
      assertThat(status.getFlagged()).isZero();
      assertThat(status.getClassCountsList().stream().mapToInt(i -> i).sum()).isEqualTo(4);
    }
  }

  private static RawBlock flaggedCopy(RawBlock block) {
    SpectrumBlock spectra = block.spectra();
    return TestModels.with(
        block,
        new SpectrumBlock(
            spectra.axis(),
            spectra.quantity(),
            spectra.x(),
            spectra.y(),
            new float[spectra.intensities().length]));
  }

  @Test
  void shouldShowTheNewestMeasurementOfAPixelWhateverTheOrder() throws Exception {
    try (TestTopology topology = topology()) {
      List<RawBlock> measured = new ArrayList<>();
      for (int time = 0; time < 3; time++) {
        for (int sequence = 0; sequence < 20; sequence++) {
          measured.add(again(line(sequence % 2), sequence, 1000L * time, 0));
        }
      }
      Collections.shuffle(measured, new Random(7));
      measured.forEach(topology::send);
      topology.passTime(MapProcessor.FLUSH);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      for (Wire.ResultBlock result : topology.results()) {
        ResultView row = ResultView.of(result);
        if (result.getAcquiredAtMs() == 2000 && result.getSequence() >= 18) {
          for (int i = 0; i < row.count(); i++) {
            assertThat(numberAt(tiles, "img/band:middle", result.getX(i), result.getY(i)))
                .isEqualTo(row.band(0, i));
          }
        }
      }
      assertThat(topology.lastStatus().getSeen()).isEqualTo(2 * WIDTH);
    }
  }

  /** Another measurement of the same pixels: each one's spectra are as strong as it is late. */
  private static RawBlock again(RawBlock block, long sequence, long acquired, long generation) {
    SpectrumBlock spectra = block.spectra();
    float[] values = spectra.intensities().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1 + sequence / 100f + acquired / 10_000f + generation;
    }
    return new RawBlock(
        block.pipeline(),
        block.imageId(),
        block.geometry(),
        sequence,
        new SpectrumBlock(spectra.axis(), spectra.quantity(), spectra.x(), spectra.y(), values),
        block.source(),
        block.simulated(),
        acquired,
        generation);
  }

  @Test
  void shouldShowWhereTheModelIsWrongIfTruthIsTold() throws Exception {
    List<String> names = List.of(TestModels.CLASSES.get(1), "slide", TestModels.CLASSES.get(0));
    try (TestTopology topology = topology()) {
      RawBlock line = line(0);
      SpectrumBlock spectra = line.spectra();
      byte[] truth = new byte[WIDTH];
      float[] values = spectra.intensities().clone();
      for (int x = 0; x < WIDTH; x++) {
        truth[x] = (byte) (x == 69 ? PixelTruth.UNKNOWN : x % 3);
      }
      Arrays.fill(values, 0, 6 * spectra.axis().size(), 0); // no class there
      topology.send(
          TestModels.with(
              line,
              new SpectrumBlock(
                  spectra.axis(),
                  Optional.empty(),
                  spectra.quantity(),
                  spectra.x(),
                  spectra.y(),
                  values,
                  List.of(),
                  Optional.of(new PixelTruth(names, truth)))));
      topology.send(line(1)); // a block that does not know it
      topology.passTime(MapProcessor.FLUSH);
      ResultView result = ResultView.of(topology.results().get(0));
      Map<String, Wire.MapTile> tiles = topology.tiles();
      for (int x = 0; x < WIDTH; x++) {
        int code = x == 69 ? Sentinels.TILE_NO_CLASS : x % 3;
        assertThat(classAt(tiles, "img/truth", x, 0)).isEqualTo(code);
        assertThat(classAt(tiles, "img/truth", x, 1)).isEqualTo(Sentinels.TILE_NO_CLASS);
        int predicted = result.predictedClass(x);
        int verdict =
            switch (code) {
              case 0 -> predicted == Sentinels.NO_CLASS ? 4 : predicted == 1 ? 0 : 1;
              case 1 -> predicted == Sentinels.NO_CLASS ? 3 : 2;
              case 2 -> predicted == Sentinels.NO_CLASS ? 4 : predicted == 0 ? 0 : 1;
              default -> Sentinels.TILE_NO_CLASS;
            };
        assertThat(classAt(tiles, "img/truth-verdict", x, 0)).as("%d", x).isEqualTo(verdict);
      }
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getTruthNamesList()).isEqualTo(names);
      assertThat(status.getSeen()).isEqualTo(2 * WIDTH);
    }
  }

  @Test
  void shouldBeginAnewWithALaterScanAndNotMapWhatIsLeftOfTheEarlier() {
    try (TestTopology topology = topology()) {
      for (int y = 0; y < HEIGHT; y++) {
        topology.send(line(y).ofGeneration(5));
      }
      Wire.ImageStatus first = topology.lastStatus();
      assertThat(first.getState()).isEqualTo(Wire.ImageState.COMPLETE);
      topology.tiles();
      topology.send(line(1).ofGeneration(6));
      Wire.ImageStatus second = topology.lastStatus();
      assertThat(second.getGeneration()).isEqualTo(6);
      assertThat(second.getSeen()).isEqualTo(WIDTH);
      assertThat(second.getState()).isEqualTo(Wire.ImageState.SCANNING);
      assertThat(second.getFirstResultMs()).isGreaterThan(first.getFirstResultMs());
      topology.send(again(line(0), 999, 0, 5));
      topology.passTime(MapProcessor.FLUSH);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      assertThat(tiles.get("img/class/0/0").getImageBegunMs()).isEqualTo(second.getFirstResultMs());
      assertThat(classAt(tiles, "img/class", 0, 0)).isEqualTo(Sentinels.TILE_CLASS_NOT_SEEN);
      assertThat(classAt(tiles, "img/class", 0, 1)).isLessThan(TestModels.CLASSES.size());
      assertThat(topology.counter("spectra.unmapped")).isEqualTo(WIDTH);
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
    try (TestTopology topology = topology()) {
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
          assertThat(classAt(tiles, "img/class", x, y))
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
    try (TestTopology topology = topology()) {
      List<Integer> pixels = new ArrayList<>();
      for (int i = 0; i < WIDTH * HEIGHT; i++) {
        pixels.add(i);
        if (i % 3 == 0) {
          pixels.add(i);
        }
      }
      Collections.shuffle(pixels, new Random(5));
      for (int pixel : pixels) {
        topology.send(
            TestModels.line("scored", "img", WIDTH, HEIGHT, pixel % WIDTH, pixel / WIDTH, 1));
      }
      topology.passTime(MapProcessor.FLUSH);
      List<Wire.ImageStatus> statuses = topology.statuses();
      assertThat(statuses).anyMatch(status -> status.getState() == Wire.ImageState.COMPLETE);
      assertThat(statuses.get(statuses.size() - 1).getSeen()).isEqualTo(WIDTH * HEIGHT);
      assertThat(statuses.get(statuses.size() - 1).getState()).isEqualTo(Wire.ImageState.COMPLETE);
    }
  }

  @Test
  void shouldCallAnImageIncompleteAfterItsTimeOutAndKeepItsMap() {
    try (TestTopology topology = topology()) {
      topology.send(line(0));
      topology.passTime(Duration.ofSeconds(19)); // the pipeline says 20
      assertThat(topology.lastStatus().getState()).isEqualTo(Wire.ImageState.SCANNING);
      topology.passTime(Duration.ofSeconds(2));
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getState()).isEqualTo(Wire.ImageState.INCOMPLETE);
      assertThat(status.getSeen()).isEqualTo(WIDTH);
      assertThat(topology.tiles()).doesNotContainValue(null).isNotEmpty();
    }
  }

  @Test
  void shouldReviveAnIncompleteImageWithALatePixel() {
    try (TestTopology topology = topology()) {
      topology.send(line(0));
      topology.passTime(Duration.ofSeconds(21));
      assertThat(topology.lastStatus().getState()).isEqualTo(Wire.ImageState.INCOMPLETE);
      topology.send(line(1));
      assertThat(topology.lastStatus().getState()).isEqualTo(Wire.ImageState.SCANNING);
      topology.passTime(Duration.ofSeconds(10));
      topology.send(line(2));
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getState()).isEqualTo(Wire.ImageState.COMPLETE);
      assertThat(status.getSeen()).isEqualTo(WIDTH * HEIGHT);
      topology.passTime(Duration.ofSeconds(60));
      assertThat(topology.statuses()).isEmpty();
    }
  }

  @Test
  void shouldForgetAFinishedImageAfterItsRetention() {
    config = config.with("image.retention.hours", "1");
    try (TestTopology topology = topology()) {
      for (int y = 0; y < HEIGHT; y++) {
        topology.send(line(y));
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
      topology.send(line(0));
      assertThat(topology.lastStatus().getSeen()).isEqualTo(WIDTH);
    }
  }

  @Test
  void shouldReplaceAFinishedImageByAnotherOfTheSameName() {
    try (TestTopology topology = topology()) {
      for (int y = 0; y < HEIGHT; y++) {
        topology.send(line(y));
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
    try (TestTopology topology = topology()) {
      topology.send(line(0));
      topology.send(TestModels.line("scored", "img", WIDTH, HEIGHT + 1, 0, 3, WIDTH));
      topology.send(line(1));
      topology.send(line(2));
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getState()).isEqualTo(Wire.ImageState.COMPLETE);
      assertThat(status.getHeight()).isEqualTo(HEIGHT);
      assertThat(topology.results()).hasSize(4);
      assertThat(topology.counter("spectra.unmapped")).isEqualTo(WIDTH);
    }
  }

  @Test
  void shouldForgetWhatWasSeenOfAnImageHoweverLargeItSaysItIs() {
    int side = ImageGeometry.MAX_SIDE;
    try (TestTopology topology = topology()) {
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
    try (TestTopology topology = topology()) {
      topology.send(line(0));
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
    try (TestTopology topology = topology()) {
      topology.sendResult(new byte[] {1}, new byte[] {1, 2, 3});
      topology.sendResult(null, null);
      assertThat(topology.deadLetters())
          .hasSize(2)
          .allSatisfy(
              letter ->
                  assertThat(TestTopology.header(letter, DeadLetters.TOPIC))
                      .isEqualTo("spectra.results"));
      topology.send(line(0));
      assertThat(topology.lastStatus().getSeen()).isEqualTo(WIDTH);
    }
  }
}
