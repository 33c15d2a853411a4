package org.spectrastreams.stream.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.proto.Wire;

/** What becomes of the pipelines that the control topic asks for, with the real engine. */
class PipelineSwitchIT {
  private static final int COUNT = 10;
  private static final long ADDED = 1_000;

  @TempDir Path folder;

  private TestTopology topology;
  private PipelineSwitch pipelines;
  private int sequence;

  @BeforeEach
  void start() throws IOException {
    ServiceConfig config = TestModels.write(folder);
    RandomModels.write(
        folder.resolve("model-store"),
        new ModelId("untrained", "1.1.0"),
        TestModels.AXIS,
        List.of("x", "y"),
        TestModels.MEMBERS);
    topology = new TestTopology(config, folder.resolve("state"));
    pipelines =
        new PipelineSwitch(new ModelStore(config.modelStore()), topology.host, topology.deployment);
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  private static Wire.PipelineModels.Builder wanted(String name, long changed) {
    return Wire.PipelineModels.newBuilder()
        .setPipeline(name)
        .setChangedAtMs(changed)
        .setChangedBy("test");
  }

  private static Wire.PipelineModels.Builder defined(
      String name, long changed, String version, String more) {
    Wire.PipelineModels.Builder defined = wanted(name, changed).setDefinedAtMs(changed);
    String fields = "\"name\":\"" + name + "\"" + (more.isEmpty() ? "" : "," + more);
    if (!version.isEmpty()) {
      defined.setActive(Wire.ModelVersion.newBuilder().setModel("untrained@" + version));
      fields += ",\"model\":\"untrained@" + version + "\"";
    }
    return defined.setDefinition("{" + fields + "}");
  }

  private void send(String pipeline, String image) {
    topology.send(TestModels.line(pipeline, image, COUNT, 40, 0, sequence++, COUNT));
  }

  private Wire.ResultBlock score(String pipeline, String image) {
    send(pipeline, image);
    List<Wire.ResultBlock> results = topology.results();
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private void rejects(String pipeline, String reason, String... why) {
    send(pipeline, "img");
    List<TestRecord<byte[], byte[]>> letters = topology.deadLetters();
    assertThat(letters).hasSize(1);
    assertThat(TestTopology.header(letters.get(0), "spectra.error.reason")).isEqualTo(reason);
    assertThat(TestTopology.header(letters.get(0), "spectra.error.message")).contains(why);
  }

  @Test
  void shouldServeAnAddedPipelineFromTheNextRecordOnAndSayWhichDefinitionMadeEachResult() {
    rejects("added", "unknown-pipeline", "is not one of [scored, survey]");
    assertThat(pipelines.apply(defined("added", ADDED, "1.1.0", "").build(), false)).isEmpty();
    Wire.ResultBlock result = score("added", "img");
    assertThat(result.getPipeline()).isEqualTo("added");
    assertThat(result.getClassNamesList()).containsExactly("x", "y");
    assertThat(result.getProvenance().getModelVersion()).isEqualTo("1.1.0");
    assertThat(result.getProvenance().getPipelineDefinedAtMs()).isEqualTo(ADDED);
    assertThat(topology.counter("spectra.results", "pipeline", "added")).isEqualTo(COUNT);
    assertThat(score("scored", "other").getProvenance().getPipelineDefinedAtMs()).isZero();

    String band = "\"bands\":[{\"name\":\"low\",\"at\":1100}]";
    assertThat(pipelines.apply(defined("added", ADDED + 1, "1.1.0", band).build(), false))
        .isEmpty();
    Wire.ResultBlock changed = score("added", "img");
    assertThat(changed.getBandsCount()).isEqualTo(1);
    assertThat(changed.getProvenance().getPipelineDefinedAtMs()).isEqualTo(ADDED + 1);
  }

  @Test
  void shouldRejectWhatNamesARemovedPipelineAndKeepNothingOfIt() {
    score("scored", "img");
    int engines = topology.host.engines();
    long removed = 1_767_225_600_000L;
    assertThat(pipelines.apply(wanted("scored", removed).setRemoved(true).build(), false))
        .isEmpty();
    rejects(
        "scored",
        "pipeline-removed",
        "pipeline scored was removed at 2026-01-01T00:00:00Z by test",
        "./spectra resend --reason pipeline-removed");
    assertThat(topology.host.engines()).isLessThan(engines);
    assertThat(topology.registry.find("spectra.results").tag("pipeline", "scored").meters())
        .isEmpty();
    assertThat(topology.registry.find("spectra.rejected").tag("pipeline", "scored").meters())
        .isEmpty();
    topology.statuses();
    topology.passTime(Duration.ofMinutes(10));
    assertThat(topology.lastStatus().getState())
        .as("its image, which nothing is added to")
        .isEqualTo(Wire.ImageState.INCOMPLETE);

    assertThat(pipelines.apply(wanted("scored", removed + 1).build(), false)).isEmpty();
    assertThat(score("scored", "next").getProvenance().getModelVersion())
        .as("the newest version, as the configuration says")
        .isEqualTo("1.1.0");
    assertThat(topology.counter("spectra.results", "pipeline", "scored")).isEqualTo(COUNT);
  }

  @Test
  void shouldGoOnAsBeforeWhereADefinitionCannotBeServed() {
    assertThat(pipelines.apply(defined("added", ADDED, "9.9.9", "").build(), false))
        .singleElement()
        .asString()
        .contains("is refused, there is no such pipeline", "no model 'untrained@9.9.9'");
    rejects("added", "unknown-pipeline", "cannot be served by this instance", "untrained@9.9.9");
    assertThat(
            pipelines.apply(
                defined("scored", ADDED, "1.0.0", "")
                    .setDefinition("{\"name\":\"scored\",\"x\":1}")
                    .build(),
                false))
        .singleElement()
        .asString()
        .contains("is refused, the one before stays in use", "unknown field 'x'");
    assertThat(
            pipelines.apply(
                defined("scored", ADDED, "1.0.0", "\"title\":\"survey\"")
                    .setDefinition("{\"name\":\"survey\"}")
                    .build(),
                false))
        .singleElement()
        .asString()
        .contains("the definition is that of survey");
    Wire.PipelineModels.Builder digest = defined("scored", ADDED, "1.0.0", "");
    digest.getActiveBuilder().setDigest("f".repeat(64));
    assertThat(pipelines.apply(digest.build(), false))
        .singleElement()
        .asString()
        .contains("the package here has digest");
    Wire.ResultBlock result = score("scored", "img");
    assertThat(result.getProvenance().getPipelineDefinedAtMs()).isZero();
    assertThat(result.getBandsCount()).isEqualTo(1);
  }

  @Test
  void shouldServeTheLastOfTwoDefinitionsOfOneMomentAsARestartedInstanceDoes() {
    pipelines.apply(defined("added", ADDED, "", "\"title\":\"One\"").build(), false);
    Wire.PipelineModels other = defined("added", ADDED, "", "\"title\":\"Other\"").build();
    assertThat(pipelines.apply(other, false)).isEmpty();
    assertThat(topology.deployment.get().active("added").orElseThrow().pipeline().title())
        .isEqualTo("Other");
    Object before = topology.deployment.get();
    pipelines.apply(other, false);
    assertThat(topology.deployment.get()).as("nothing is changed by it").isSameAs(before);
  }

  @Test
  void shouldTakeThatNoFileHasAResetPipelineForAnAnswer() {
    pipelines.apply(defined("added", ADDED, "", "").build(), false);
    assertThat(pipelines.apply(wanted("added", ADDED + 1).build(), false)).isEmpty();
    assertThat(topology.deployment.get().names()).doesNotContain("added");
  }

  @Test
  void shouldAnswerAChangeThatFailsWithTheReason() {
    topology.deployment.onChange(
        changed -> {
          if (changed.names().contains("added")) {
            throw new IllegalStateException("a listener that fails");
          }
        });
    assertThat(pipelines.apply(defined("added", ADDED, "", "").build(), false))
        .singleElement()
        .asString()
        .contains("failed here: a listener that fails");
  }

  @Test
  void shouldStartWithTheDefinitionBeforeWhereTheWantedOneCannotBeServed() {
    Wire.PipelineModels before = defined("added", ADDED, "1.0.0", "").build();
    Wire.PipelineModels asked = defined("added", ADDED + 1, "9.9.9", "").setBefore(before).build();
    assertThat(pipelines.apply(asked, true)).hasSize(1);
    assertThat(score("added", "img").getProvenance().getPipelineDefinedAtMs()).isEqualTo(ADDED);
  }

  @Test
  void shouldNotMixBandsOfOneNameThatReadDifferentThings() {
    score("scored", "img");
    double mapped = topology.counter("spectra.unmapped");
    String band = "\"title\":\"T\",\"bands\":[{\"name\":\"middle\",\"at\":%s,\"halfWidth\":8}]";
    pipelines.apply(defined("scored", ADDED, "1.1.0", band.formatted("1400")).build(), false);
    score("scored", "img");
    assertThat(topology.counter("spectra.unmapped")).as("the same band").isEqualTo(mapped);
    pipelines.apply(defined("scored", ADDED + 1, "1.1.0", band.formatted("1404")).build(), false);
    score("scored", "img");
    assertThat(topology.counter("spectra.unmapped")).isEqualTo(mapped + COUNT);
  }

  @Test
  void shouldKeepTheHalfThatWasMappedBeforeAChangeOfBandsThoughTheScanPausesAfterIt() {
    topology.send(TestModels.line("scored", "img", COUNT, 40, 0, 0, COUNT).ofGeneration(7));
    String band = "\"title\":\"T\",\"bands\":[{\"name\":\"middle\",\"at\":1404,\"halfWidth\":8}]";
    pipelines.apply(defined("scored", ADDED, "1.1.0", band).build(), false);
    topology.send(TestModels.line("scored", "img", COUNT, 40, 0, 1, COUNT).ofGeneration(7));
    topology.passTime(Duration.ofMinutes(10));
    assertThat(topology.lastStatus().getState()).isEqualTo(Wire.ImageState.INCOMPLETE);
    topology.tiles();
    topology.send(TestModels.line("scored", "img", COUNT, 40, 0, 2, COUNT).ofGeneration(7));
    topology.passTime(Duration.ofMinutes(10));
    assertThat(topology.tiles()).as("nothing is erased, nothing mixed").isEmpty();
    assertThat(topology.statuses()).isEmpty();
    topology.send(TestModels.line("scored", "img", COUNT, 40, 0, 0, COUNT).ofGeneration(8));
    assertThat(topology.lastStatus().getState())
        .as("the next scan")
        .isEqualTo(Wire.ImageState.SCANNING);
  }
}
