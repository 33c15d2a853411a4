package org.spectrastreams.stream.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.spectrum.PixelTruth;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** What a map shows of the results of its image. */
class MapTopologyIT {
  @TempDir Path folder;
  private MapScene scene;

  @BeforeEach
  void write() {
    scene = new MapScene(folder);
  }

  @Test
  void shouldMapEveryPixelToItsResult() throws Exception {
    try (TestTopology topology = scene.topology()) {
      List<Wire.ResultBlock> results = new ArrayList<>();
      for (int y = 0; y < MapScene.HEIGHT; y++) {
        topology.send(MapScene.line(y));
        results.addAll(topology.results());
      }
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getState()).isEqualTo(Wire.ImageState.COMPLETE);
      assertThat(status.getSeen()).isEqualTo(MapScene.WIDTH * MapScene.HEIGHT);
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
          assertThat(MapScene.classAt(tiles, "img/class", x, y)).isEqualTo(row.predictedClass(i));
          assertThat(MapScene.numberAt(tiles, "img/confidence", x, y)).isEqualTo(row.confidence(i));
          assertThat(MapScene.numberAt(tiles, "img/agreement", x, y)).isEqualTo(row.agreement(i));
          assertThat(MapScene.numberAt(tiles, "img/band:middle", x, y)).isEqualTo(row.band(0, i));
        }
      }
      assertThat(status.getClassCountsList())
          .containsExactlyElementsOf(Arrays.stream(counts).boxed().toList());
    }
  }

  @Test
  void shouldPublishChangedTilesOnceAFlushAndNotEveryRecord() {
    try (TestTopology topology = scene.topology()) {
      for (int x = 0; x < 20; x++) {
        topology.send(TestModels.line("scored", "img", MapScene.WIDTH, MapScene.HEIGHT, x, 0, 1));
      }
      assertThat(topology.tiles()).isEmpty();
      assertThat(topology.statuses()).hasSize(1); // that there is a new image is told at once
      topology.passTime(MapProcessor.FLUSH);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      assertThat(tiles).hasSize(5);
      assertThat(tiles.get("img/class/0/0").getSeen()).isEqualTo(20);
      assertThat(MapScene.classAt(tiles, "img/class", 20, 0))
          .isEqualTo(Sentinels.TILE_CLASS_NOT_SEEN);
      assertThat(topology.lastStatus().getSeen()).isEqualTo(20);
      topology.passTime(MapProcessor.FLUSH);
      assertThat(topology.tiles()).isEmpty();
      assertThat(topology.statuses()).isEmpty();
    }
  }

  /** One pixel of every tile: more tiles than are published at a flush. */
  private static RawBlock ofEveryTile(String image, int round) {
    int tiles = 40;
    RawBlock line = TestModels.line("scored", image, tiles * 64, 9, 0, 0, tiles);
    int[] x = IntStream.range(0, tiles).map(tile -> tile * 64 + round).toArray();
    SpectrumBlock spectra = line.spectra();
    return new RawBlock(
        line.pipeline(),
        image,
        line.geometry(),
        round,
        new SpectrumBlock(
            spectra.axis(), spectra.quantity(), x, spectra.y(), spectra.intensities()),
        line.source(),
        line.simulated(),
        0,
        0);
  }

  @Test
  void shouldPublishEveryImageThoughAnotherChangesMoreThanAFlushTakes() {
    try (TestTopology topology = scene.topology()) {
      for (int round = 0; round < 4; round++) {
        topology.send(ofEveryTile("a", round));
        topology.send(ofEveryTile("b", round));
        topology.passTime(MapProcessor.FLUSH);
      }

      assertThat(topology.tiles().keySet())
          .anyMatch(key -> key.startsWith("a/"))
          .anyMatch(key -> key.startsWith("b/"));
    }
  }

  private static void sendTraced(TestTopology topology, int y, String parent) {
    RawBlock line = TestModels.line("scored", "img", MapScene.WIDTH, MapScene.HEIGHT, 0, y, 3);
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
    try (TestTopology topology = scene.topology()) {
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
    try (TestTopology topology = scene.topology()) {
      RawBlock first = TestModels.line("scored", "img", MapScene.WIDTH, MapScene.HEIGHT, 3, 1, 4);
      topology.send(first);
      topology.send(flaggedCopy(first));
      topology.passTime(MapProcessor.FLUSH);
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getSeen()).isEqualTo(4);
      assertThat(status.getFlagged()).isEqualTo(4);
      assertThat(status.getClassCountsList()).containsOnly(0);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      assertThat(tiles.get("img/quality/0/0").getSeen()).isEqualTo(4);
      assertThat(MapScene.classAt(tiles, "img/class", 3, 1)).isEqualTo(Sentinels.TILE_NO_CLASS);
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
    try (TestTopology topology = scene.topology()) {
      List<RawBlock> measured = new ArrayList<>();
      for (int time = 0; time < 3; time++) {
        for (int sequence = 0; sequence < 20; sequence++) {
          measured.add(MapScene.again(MapScene.line(sequence % 2), sequence, 1000L * time, 0));
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
            assertThat(MapScene.numberAt(tiles, "img/band:middle", result.getX(i), result.getY(i)))
                .isEqualTo(row.band(0, i));
          }
        }
      }
      assertThat(topology.lastStatus().getSeen()).isEqualTo(2 * MapScene.WIDTH);
    }
  }

  @Test
  void shouldShowWhereTheModelIsWrongIfTruthIsTold() throws Exception {
    List<String> names = List.of(TestModels.CLASSES.get(1), "slide", TestModels.CLASSES.get(0));
    try (TestTopology topology = scene.topology()) {
      RawBlock line = MapScene.line(0);
      SpectrumBlock spectra = line.spectra();
      byte[] truth = new byte[MapScene.WIDTH];
      float[] values = spectra.intensities().clone();
      for (int x = 0; x < MapScene.WIDTH; x++) {
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
      topology.send(MapScene.line(1)); // a block that does not know it
      topology.passTime(MapProcessor.FLUSH);
      ResultView result = ResultView.of(topology.results().get(0));
      Map<String, Wire.MapTile> tiles = topology.tiles();
      for (int x = 0; x < MapScene.WIDTH; x++) {
        int code = x == 69 ? Sentinels.TILE_NO_CLASS : x % 3;
        assertThat(MapScene.classAt(tiles, "img/truth", x, 0)).isEqualTo(code);
        assertThat(MapScene.classAt(tiles, "img/truth", x, 1)).isEqualTo(Sentinels.TILE_NO_CLASS);
        int predicted = result.predictedClass(x);
        int verdict =
            switch (code) {
              case 0 -> predicted == Sentinels.NO_CLASS ? 4 : predicted == 1 ? 0 : 1;
              case 1 -> predicted == Sentinels.NO_CLASS ? 3 : 2;
              case 2 -> predicted == Sentinels.NO_CLASS ? 4 : predicted == 0 ? 0 : 1;
              default -> Sentinels.TILE_NO_CLASS;
            };
        assertThat(MapScene.classAt(tiles, "img/truth-verdict", x, 0))
            .as("%d", x)
            .isEqualTo(verdict);
      }
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getTruthNamesList()).isEqualTo(names);
      assertThat(status.getSeen()).isEqualTo(2 * MapScene.WIDTH);
    }
  }
}
