package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.growth.outcome.ToyImages;
import org.spectrastreams.server.maps.LayerInfo;
import org.spectrastreams.server.maps.PixelWindow;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.Layer;
import org.spectrastreams.wire.proto.Wire.MapTile;

/** What the viewer is told of outcomes that are no classes, and of pixels without one. */
class OutcomeAnswersIT {
  @TempDir Path folder;

  private JsonNode told;
  private ImageStatus status;
  private Map<String, MapTile> tiles;

  private void scan(String pipeline) throws IOException {
    ServiceConfig config = ToyImages.write(folder);
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"))) {
      topology.send(ToyImages.line(pipeline, "img", 0));
      status = topology.lastStatus();
      tiles = topology.tiles();
      told =
          new ObjectMapper()
              .readTree(
                  ViewerJson.write(
                      ViewerJson.image(status, Pipelines.load(config.pipelinesDir()), List.of())));
    }
  }

  private String csv(String id) throws IOException {
    Layer layer =
        status.getLayersList().stream()
            .filter(listed -> listed.getId().equals(id))
            .findFirst()
            .orElseThrow();
    StringBuilder out = new StringBuilder();
    CsvText.layer(
        status,
        LayerInfo.KNOWN.layer(layer),
        new PixelWindow(0, 0, 4, 1),
        tiles.get("img/" + id + "/0/0").getValues().toByteArray(),
        out);
    return out.substring(out.indexOf("x,y,"));
  }

  @Test
  void shouldTellTheLabelsOfAnImageAndWhatWasNotJudged() throws IOException {
    scan("toy-labels");

    assertThat(told.get("outcome").asText()).isEqualTo("labels");
    assertThat(told.at("/labels/1/name").asText()).isEqualTo("rising");
    assertThat(told.at("/labels/1/pixels").asInt()).isOne();
    assertThat(told.at("/labels/0/threshold").floatValue()).isEqualTo(0.5f);
    assertThat(told.at("/notJudged/0/reason").asText()).isEqualTo("noise");
    assertThat(told.at("/notJudged/0/pixels").asInt()).isOne();
    JsonNode reasons = told.at("/layers/3");
    assertThat(reasons.get("id").asText()).isEqualTo("not-judged");
    assertThat(reasons.get("noneTitle").asText()).isEqualTo("judged");
    assertThat(reasons.at("/names/0").asText()).isEqualTo("no signal above noise");
    assertThat(csv("labels")).isEqualTo("x,y,labels\n0,0,2.0\n1,0,0.0\n");
    assertThat(csv("not-judged"))
        .isEqualTo(
            """
            x,y,not-judged
            0,0,
            1,0,
            2,0,no signal above noise
            3,0,too poor to be judged: see its quality flags
            """);
  }

  @Test
  void shouldTellPixelsOutsideTheDomainFromPoorOnes() throws IOException {
    scan("gated");

    JsonNode classes = told.at("/layers/0");
    assertThat(classes.get("id").asText()).isEqualTo("class");
    assertThat(classes.get("notJudged").asInt()).isEqualTo(253);
    assertThat(csv("class")).startsWith("x,y,class\n0,0,not judged\n").endsWith("\n3,0,\n");
    assertThat(csv("fit")).startsWith("x,y,fit\n0,0,2.0\n");
  }
}
