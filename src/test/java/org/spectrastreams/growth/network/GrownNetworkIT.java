package org.spectrastreams.growth.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.growth.outcome.ToyImages;
import org.spectrastreams.network.toy.ToyPackages;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.json.ResultJson;
import org.spectrastreams.wire.proto.Wire;

/**
 * A network that one folder of test code adds (network/toy, trained by ToyTrainingIT) goes through
 * the topologies into maps and into the JSON that the viewer reads.
 */
class GrownNetworkIT {
  @TempDir Path folder;

  private ServiceConfig write() throws Exception {
    ServiceConfig config = TestModels.write(folder);
    ToyPackages.write(config.modelStore(), TestModels.AXIS, TestModels.CLASSES, TestModels.MEMBERS);
    Files.writeString(config.pipelinesDir().resolve("grown.yaml"), "name: grown\nmodel: toy\n");
    return config;
  }

  @Test
  void shouldServeANetworkOfOneFolderThroughStreamMapsAndViewer() throws Exception {
    try (TestTopology topology = new TestTopology(write(), folder.resolve("state"))) {
      topology.send(ToyImages.line("grown", "img", 0));

      ResultView result = ResultView.of(topology.results().get(0));
      JsonNode seen = ResultJson.of(result, 0, false);
      assertThat(seen.get("model").asText()).isEqualTo("toy@1.0.0");
      assertThat(TestModels.CLASSES).contains(seen.get("class").asText());
      assertThat(result.activationMap(0)).hasSize(TestModels.AXIS.size());
      assertThat(ResultJson.of(result, 3, false).get("class").isNull()).isTrue();

      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getLayersList()).extracting(Wire.Layer::getId).contains("class");
      assertThat(status.getClassNamesList()).isEqualTo(TestModels.CLASSES);
      byte[] classes = topology.tiles().get("img/class/0/0").getValues().toByteArray();
      assertThat(List.of((int) classes[0]))
          .containsExactly(TestModels.CLASSES.indexOf(seen.get("class").asText()));
      assertThat(classes[3] & 0xff).isIn(Sentinels.TILE_NO_CLASS, Sentinels.TILE_NOT_JUDGED);
    }
  }
}
