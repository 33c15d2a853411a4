package org.spectrastreams.growth.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.maps.MapLayer;
import org.spectrastreams.stream.maps.MapLayers;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.json.ResultJson;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileFormat;

/**
 * A kind of result and a layer of a map, each one class in this folder: scored by the stream,
 * mapped, and told to clients, without a change to the project.
 */
class GrownResultIT {
  private static final int WIDTH = 9;

  @TempDir Path folder;

  private ServiceConfig config() throws IOException {
    ServiceConfig config = TestModels.write(folder);
    Files.writeString(
        config.pipelinesDir().resolve("grown.yaml"),
        "name: " + ToyKind.PIPELINE + "\nmodel: untrained\n");
    return config;
  }

  private static RawBlock line(String pipeline) {
    return TestModels.line(pipeline, pipeline, WIDTH, 1, 0, 0, WIDTH);
  }

  @Test
  void shouldScoreMapAndTellAKindThatTheProjectDoesNotKnow() throws Exception {
    try (TestTopology topology = new TestTopology(config(), folder.resolve("state"))) {
      RawBlock block = line(ToyKind.PIPELINE);
      topology.send(block);

      ResultView result = ResultView.of(topology.results().get(0));
      assertThat(result.block().getReadingsList())
          .extracting(Wire.Reading::getName)
          .containsExactly(ToyKind.NAME);
      Wire.ImageStatus image = topology.lastStatus();
      assertThat(image.getLayersList())
          .extracting(Wire.Layer::getId)
          .endsWith("quality", "reading:peak", ToyLayers.ID);
      Map<String, Wire.MapTile> tiles = topology.tiles();
      for (int i = 0; i < WIDTH; i++) {
        float peak = ToyKind.peak(block.spectra(), i);
        assertThat(ResultJson.of(result, i, false).at("/readings/0/value").floatValue())
            .isEqualTo(peak);
        assertThat(text(image, tiles, "reading:peak", i)).isEqualTo(Float.toString(peak));
        assertThat(text(image, tiles, ToyLayers.ID, i)).isEqualTo(peak > 1 ? "1" : "0");
      }
    }
  }

  /** A pixel as the CSV of a layer has it. */
  private static String text(
      Wire.ImageStatus image, Map<String, Wire.MapTile> tiles, String id, int pixel) {
    Wire.Layer listed =
        image.getLayersList().stream().filter(layer -> layer.getId().equals(id)).findFirst().get();
    MapLayer layer = MapLayers.found().layer(listed);
    Wire.MapTile tile = tiles.get(image.getImageId() + "/" + id + "/0/0");
    return layer
        .text(Packed.over(tile.getValues()), pixel * layer.format().bytesPerPixel(), image)
        .orElseThrow();
  }

  @Test
  void shouldLeaveTheResultsOfOtherPipelinesAsTheyAre() throws Exception {
    try (TestTopology topology = new TestTopology(config(), folder.resolve("state"))) {
      topology.send(line("scored"));
      assertThat(topology.results().get(0).getReadingsCount()).isZero();
      assertThat(topology.lastStatus().getLayersList())
          .extracting(Wire.Layer::getId)
          .doesNotContain("reading:peak", ToyLayers.ID);
    }
  }

  @Test
  void shouldNameTheCodesOfTheNewLayer() {
    Wire.ImageStatus image = Wire.ImageStatus.getDefaultInstance();
    MapLayer layer =
        MapLayers.found()
            .layer(
                Wire.Layer.newBuilder()
                    .setId(ToyLayers.ID)
                    .setEncoding(Wire.TileEncoding.CLASS_U8)
                    .build());
    assertThat(layer.format()).isEqualTo(TileFormat.CLASS_U8);
    assertThat(layer.codes().orElseThrow().names(image)).contains(ToyLayers.ANSWERS);
    assertThat(layer.listed().getTitle()).isEqualTo("Above one");
  }

  @Test
  void shouldReadLayersOfAServiceThatKnowsMoreByTheirEncoding() {
    Wire.ImageStatus image = Wire.ImageStatus.newBuilder().addAllClassNames(List.of("a")).build();
    MapLayer layer =
        MapLayers.found()
            .layer(
                Wire.Layer.newBuilder()
                    .setId("of-another-service")
                    .setTitle("Other")
                    .setEncoding(Wire.TileEncoding.CLASS_U8)
                    .build());
    byte[] pixels = {0, (byte) 254, (byte) 255};
    assertThat(layer.text(Packed.over(pixels), 0, image)).contains("a");
    assertThat(layer.text(Packed.over(pixels), 1, image)).contains("");
    assertThat(layer.text(Packed.over(pixels), 2, image)).isEmpty();
  }
}
