package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.proto.Wire;

/** Another version of a model takes over between two records. */
class DeploymentSwitchTest {
  private static final int COUNT = 12;

  @TempDir Path folder;
  private ServiceConfig config;
  private ModelPackage second;

  @BeforeEach
  void write() throws IOException {
    config = TestModels.writeExplained(folder);
    second =
        RandomModels.write(
            folder.resolve("another-store"),
            new ModelId("untrained", "1.1.0"),
            TestModels.AXIS,
            TestModels.CLASSES,
            TestModels.MEMBERS + 1);
  }

  private Wire.ResultBlock score(TestTopology topology) {
    topology.send(TestModels.line("scored", "img", COUNT, 2, 0, 0, COUNT));
    List<Wire.ResultBlock> results = topology.results();
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private LoadedPipeline version(TestTopology topology, ModelPackage model) {
    return new LoadedPipeline(
        topology.deployment.get().active("scored").orElseThrow().pipeline(),
        Optional.of(model),
        model.explanations().map(known -> Contexts.of(model)));
  }

  @Test
  void shouldScoreTheNextRecordByTheVersionDeployedMeanwhileAndRollBack() {
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"))) {
      Wire.ResultBlock before = score(topology);
      assertThat(before.getProvenance().getModelVersion()).isEqualTo("1.0.0");
      assertThat(before.getContext().size()).isPositive();
      int engines = topology.host.engines();

      LoadedPipeline next = version(topology, second);
      topology.deployment.change(now -> now.with(now.find("scored").orElseThrow().activate(next)));
      Wire.ResultBlock after = score(topology);
      assertThat(after.getProvenance().getModelVersion()).isEqualTo("1.1.0");
      assertThat(after.getProvenance().getModelDigest()).isEqualTo(second.digest());
      assertThat(after.getMembers()).isEqualTo(TestModels.MEMBERS + 1);
      assertThat(after.getContext().size()).as("it has learnt no contexts").isZero();
      assertThat(topology.host.engines())
          .as("the old version's are given back")
          .isLessThan(engines);
      assertThat(topology.registry.find("spectra.context.drift").gauge()).isNull();

      Deployment.Versions rolledBack = topology.deployment.get().find("scored").orElseThrow();
      topology.deployment.change(
          now -> now.with(rolledBack.activate(rolledBack.previous().orElseThrow())));
      assertThat(score(topology))
          .as("the same version gives the same result but for its place")
          .isEqualTo(
              before.toBuilder()
                  .setProvenance(before.getProvenance().toBuilder().setSourceOffset(2))
                  .build());
      assertThat(topology.counter("spectra.results", "pipeline", "scored")).isEqualTo(3 * COUNT);
      assertThat(topology.registry.find("spectra.context.drift").gauge()).isNotNull();
    }
  }

  @Test
  void shouldKeepTheEnginesOfModelsThatStay() {
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"))) {
      score(topology);
      int engines = topology.host.engines();
      topology.deployment.change(now -> now.with(now.find("survey").orElseThrow()));
      assertThat(score(topology).getProvenance().getModelVersion()).isEqualTo("1.0.0");
      assertThat(topology.host.engines()).isEqualTo(engines);
    }
  }
}
