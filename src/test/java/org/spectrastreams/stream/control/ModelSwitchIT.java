package org.spectrastreams.stream.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Overheard;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.ShadowVerdict;
import org.spectrastreams.wire.proto.Wire;

/** What becomes of the versions that the control topic asks for, with the real engine. */
class ModelSwitchIT {
  private static final int COUNT = 10;

  @TempDir Path folder;

  private ModelPackage second;
  private TestTopology topology;
  private PipelineSwitch models;
  private long sequence;

  @BeforeEach
  void start() throws IOException {
    ServiceConfig config = TestModels.write(folder);
    topology = new TestTopology(config, folder.resolve("state"));
    second = write("1.1.0", TestModels.AXIS, TestModels.CLASSES);
    models =
        new PipelineSwitch(new ModelStore(config.modelStore()), topology.host, topology.deployment);
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  private ModelPackage write(String version, SpectralAxis axis, List<String> classes)
      throws IOException {
    return RandomModels.write(
        folder.resolve("model-store"),
        new ModelId("untrained", version),
        axis,
        classes,
        TestModels.MEMBERS + 1);
  }

  private static Wire.ModelVersion version(String number) {
    return Wire.ModelVersion.newBuilder().setModel("untrained@" + number).build();
  }

  private static Wire.PipelineModels.Builder wanted(String number) {
    return Wire.PipelineModels.newBuilder().setPipeline("scored").setActive(version(number));
  }

  private Wire.ResultBlock score(String image) {
    topology.send(TestModels.line("scored", image, COUNT, 40, 0, (int) sequence++, COUNT));
    List<Wire.ResultBlock> results = topology.results();
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private String versionOf(String image) {
    return score(image).getProvenance().getModelVersion();
  }

  private double shadowed(String... tags) {
    return topology.registry.find("spectra.shadow").tags(tags).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void shouldUseAVersionFromTheNextRecordOnAndSayWhichMadeEachResult() {
    assertThat(versionOf("img")).isEqualTo("1.0.0");
    assertThat(models.apply(wanted("1.1.0").build(), false)).isEmpty();
    Wire.ResultBlock result = score("img");
    assertThat(result.getProvenance().getModelVersion()).isEqualTo("1.1.0");
    assertThat(result.getProvenance().getModelDigest()).isEqualTo(second.digest());
    assertThat(result.getMembers()).isEqualTo(TestModels.MEMBERS + 1);
    assertThat(
            ModelSwitch.inUse(topology.deployment.get().find("scored").orElseThrow())
                .getPrevious()
                .getModel())
        .isEqualTo("untrained@1.0.0");
    assertThat(models.apply(wanted("1.0.0").build(), false)).isEmpty();
    assertThat(versionOf("img")).isEqualTo("1.0.0");
  }

  @Test
  void shouldGoOnWithTheOldVersionWhereTheNewOneIsBadAndSayWhy() throws Exception {
    assertThat(models.apply(wanted("9.9.9").build(), false))
        .singleElement()
        .asString()
        .contains("untrained@9.9.9 is refused, untrained@1.0.0 stays in use", "no model");

    Path graph = second.folder().resolve(ModelPackage.GRAPH);
    byte[] bytes = Files.readAllBytes(graph);
    bytes[bytes.length / 2] ^= 1;
    Files.write(graph, bytes);
    assertThat(models.apply(wanted("1.1.0").build(), false))
        .singleElement()
        .asString()
        .contains("ensemble.onnx has SHA-256", "the file was changed or damaged");

    write("1.2.0", TestModels.AXIS, List.of("a", "b", "d"));
    assertThat(models.apply(wanted("1.2.0").build(), false))
        .singleElement()
        .asString()
        .contains("it names [a, b, d], the model in use [a, b, c]");

    write("1.3.0", SpectralAxis.uniform(900, 4, 226), TestModels.CLASSES);
    assertThat(models.apply(wanted("1.3.0").build(), false))
        .singleElement()
        .asString()
        .contains("spectra that the model in use accepts would be rejected");

    assertThat(versionOf("img")).isEqualTo("1.0.0");
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void shouldTellOfVersionsThatComeIntoTheStoreWhileItRuns() throws Exception {
    StoreWatch watch = new StoreWatch(new ModelStore(folder.resolve("model-store")));
    try (Overheard overheard = new Overheard()) {
      assertThat(watch.look(topology.deployment.get()))
          .containsExactly("pipeline scored could use untrained@1.1.0");
      assertThat(overheard.log()).as("what was there when it started").isEmpty();

      write("1.10.0", TestModels.AXIS, TestModels.CLASSES);
      assertThat(watch.look(topology.deployment.get()))
          .containsExactly("pipeline scored could use untrained@1.10.0");
      assertThat(overheard.log())
          .singleElement()
          .asString()
          .contains("the model store has a new version, untrained@1.10.0");
    }
  }

  @Test
  void shouldRefuseAnotherPackageUnderTheSameVersion() {
    Wire.PipelineModels other =
        wanted("1.1.0").setActive(version("1.1.0").toBuilder().setDigest("f".repeat(64))).build();
    assertThat(models.apply(other, false))
        .singleElement()
        .asString()
        .contains("the package here has digest " + second.digest());
    assertThat(versionOf("img")).isEqualTo("1.0.0");
  }

  @Test
  void shouldStartWithTheVersionBeforeWhereTheWantedOneIsMissing() {
    Wire.PipelineModels asked = wanted("9.9.9").setPrevious(version("1.1.0")).build();
    assertThat(models.apply(asked, true)).hasSize(1);
    assertThat(versionOf("img")).isEqualTo("1.1.0");
  }

  @Test
  void shouldGiveAShareOfTheImagesToTheCanaryEachImageWhole() {
    Wire.PipelineModels asked =
        wanted("1.0.0").setCanary(version("1.1.0")).setCanaryShare(0.5).build();
    assertThat(models.apply(asked, false)).isEmpty();
    Set<String> versions = new TreeSet<>();
    for (int image = 0; image < 12; image++) {
      String first = versionOf("image-" + image);
      assertThat(versionOf("image-" + image)).isEqualTo(first);
      versions.add(first);
    }
    assertThat(versions).containsExactly("1.0.0", "1.1.0");
    assertThat(models.apply(wanted("1.0.0").build(), false)).isEmpty();
    for (int image = 0; image < 12; image++) {
      assertThat(versionOf("image-" + image)).isEqualTo("1.0.0");
    }
  }

  @Test
  void shouldCompareAShadowAndPublishNothingOfIt() {
    Wire.ResultBlock before = score("img");
    sequence--;
    assertThat(models.apply(wanted("1.0.0").setShadow(version("1.1.0")).build(), false)).isEmpty();
    Wire.ResultBlock beside = score("img");
    assertThat(beside.getShadow().getModel().getModel()).isEqualTo("untrained@1.1.0");
    assertThat(beside.getShadow().getComparison().size()).isEqualTo(COUNT);
    assertThat(beside.toBuilder().clearShadow().build())
        .as("the same but for its place and what it is compared with")
        .isEqualTo(
            before.toBuilder()
                .setProvenance(before.getProvenance().toBuilder().setSourceOffset(1))
                .build());
    assertThat(shadowed("pipeline", "scored", "model", "untrained@1.1.0")).isEqualTo(COUNT);
    assertThat(shadowed("comparison", "failed")).isZero();
    assertThat(models.apply(wanted("1.0.0").setShadow(version("1.0.0")).build(), false)).isEmpty();
    score("img");
    assertThat(shadowed("model", "untrained@1.0.0", "comparison", "differs"))
        .as("it agrees with itself")
        .isZero();
    assertThat(shadowed("model", "untrained@1.0.0", "comparison", "agrees")).isPositive();
  }

  @Test
  void shouldShowInAMapWhereOneShadowAgrees() {
    score("without");
    assertThat(models.apply(wanted("1.0.0").setShadow(version("1.0.0")).build(), false)).isEmpty();
    int first = (int) sequence;
    score("img");
    score("without");
    assertThat(models.apply(wanted("1.0.0").setShadow(version("1.1.0")).build(), false)).isEmpty();
    score("img");
    topology.passTime(Duration.ofSeconds(1));
    Map<String, Wire.MapTile> tiles = topology.tiles();
    assertThat(tiles)
        .as("it was begun before there was a shadow")
        .doesNotContainKey("without/shadow/0/0");
    byte[] codes = tiles.get("img/shadow/0/0").getValues().toByteArray();
    int width = tiles.get("img/shadow/0/0").getWidth();
    for (int x = 0; x < COUNT; x++) {
      assertThat(codes[first * width + x])
          .as("with itself")
          .isIn((byte) ShadowVerdict.AGREES.code(), (byte) ShadowVerdict.NEITHER_JUDGES.code());
      assertThat(codes[(first + 2) * width + x] & 0xff)
          .as("another shadow than that of the image's beginning is not compared")
          .isEqualTo(Sentinels.TILE_NO_CLASS);
    }
    assertThat(
            topology.statuses().stream()
                .filter(status -> status.getImageId().equals("img"))
                .reduce((one, later) -> later)
                .orElseThrow()
                .getShadow()
                .getModel())
        .isEqualTo("untrained@1.0.0");
  }

  @Test
  void shouldChangeNothingWhereWhatIsWantedIsInUse() {
    Object before = topology.deployment.get();
    assertThat(models.apply(wanted("1.0.0").build(), false)).isEmpty();
    assertThat(topology.deployment.get()).isSameAs(before);
  }

  @Test
  void shouldSayThatItLacksThePipeline() {
    assertThat(models.apply(wanted("1.1.0").setPipeline("other").build(), false))
        .containsExactly("this instance has no pipeline other");
    assertThat(models.apply(wanted("1.1.0").setPipeline("survey").build(), false))
        .singleElement()
        .asString()
        .contains("is a survey and has no model");
  }
}
