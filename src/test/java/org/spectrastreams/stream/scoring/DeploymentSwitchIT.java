package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.context.RandomExplanations;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.stream.asking.SpectrumExplainer;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.ExplanationQuestion;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RefusedExplanationException;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** Another version of a model takes over between two records. */
class DeploymentSwitchIT {
  private static final int COUNT = 12;

  @TempDir Path folder;
  private ServiceConfig config;
  private ModelPackage second;

  @BeforeEach
  void write() throws IOException {
    config = TestModels.writeExplained(folder);
    second = TestModels.writeVersion(folder.resolve("another-store"), "1.1.0");
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
      topology.deployment.change(
          now -> now.withPipeline(now.find("scored").orElseThrow().activate(next)));
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
          now -> now.withPipeline(rolledBack.activate(rolledBack.previous().orElseThrow())));
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
      topology.deployment.change(now -> now.withPipeline(now.find("survey").orElseThrow()));
      assertThat(score(topology).getProvenance().getModelVersion()).isEqualTo("1.0.0");
      assertThat(topology.host.engines()).isEqualTo(engines);
    }
  }

  @Test
  void shouldShowContextsOfOneVersionInAnImageAndListEveryVersionThatMadeIt() throws Exception {
    ModelPackage explained =
        RandomExplanations.write(
            folder.resolve("another-store"),
            new ModelId("untrained", "1.2.0"),
            TestModels.AXIS,
            TestModels.CLASSES,
            TestModels.MEMBERS,
            6);
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"))) {
      topology.send(TestModels.line("scored", "img", COUNT, 2, 0, 0, COUNT));
      LoadedPipeline next = version(topology, explained);
      topology.deployment.change(
          now -> now.withPipeline(now.find("scored").orElseThrow().activate(next)));
      topology.send(TestModels.line("scored", "img", COUNT, 2, 0, 1, COUNT));
      assertThat(topology.results())
          .allSatisfy(result -> assertThat(result.getContext().isEmpty()).isFalse());
      topology.passTime(Duration.ofSeconds(1));
      assertThat(topology.lastStatus().getModelsList())
          .extracting(Wire.ModelVersion::getModel)
          .containsExactly("untrained@1.0.0", "untrained@1.2.0");
      ByteBuffer contexts = Packed.over(topology.tiles().get("img/context/0/0").getValues());
      for (int x = 0; x < COUNT; x++) {
        assertThat(contexts.getShort(2 * x) & 0xffff).isLessThan(6);
        assertThat(contexts.getShort(2 * (COUNT + x)) & 0xffff).isEqualTo(Sentinels.TILE_NO_INDEX);
      }
    }
  }

  @Test
  void shouldExplainAResultByTheVersionThatMadeIt() throws Exception {
    RawBlock block = TestModels.line("scored", "img", COUNT, 2, 0, 0, COUNT);
    ExplanationQuestion question = ExplanationQuestion.of("q", "", "cam", "", 0, 1);
    Wire.ModelVersion made =
        Wire.ModelVersion.newBuilder()
            .setModel("untrained@1.1.0")
            .setDigest(second.digest())
            .build();
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"));
        SpectrumExplainer explainer =
            new SpectrumExplainer(
                topology.deployment,
                topology.host,
                Optional.of(new ModelStore(folder.resolve("another-store"))),
                5_000,
                "test")) {
      BlockScorer.Place place = BlockScorer.Place.NONE;
      assertThat(explainer.explain(question, block, 0, place).getProvenance().getModelVersion())
          .isEqualTo("1.0.0");
      assertThat(
              explainer
                  .explain(question, Optional.of(made), block, 0, place)
                  .getProvenance()
                  .getModelDigest())
          .isEqualTo(second.digest());
      Wire.ModelVersion gone = made.toBuilder().setDigest("0".repeat(64)).build();
      assertThatThrownBy(() -> explainer.explain(question, Optional.of(gone), block, 0, place))
          .isInstanceOf(RefusedExplanationException.class)
          .hasMessageContaining(second.digest());
    }
  }
}
