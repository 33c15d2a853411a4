package org.spectrastreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.OnnxPart;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.StringStringEntryProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

/** What the store accepts, and everything that it must not. */
class ModelStoreIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(600, 4, 300);
  private static final ModelId ID = new ModelId("random", "1.0.0");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path original;
  @TempDir Path root;

  private Path folder;
  private ModelStore store;

  @BeforeAll
  static void writeOnce() throws IOException {
    RandomModels.write(original, ID, AXIS, List.of("a", "b", "c"), 2);
  }

  @BeforeEach
  void copy() throws IOException {
    store = new ModelStore(root);
    folder = copyAs(ID);
  }

  private Path copyAs(ModelId id) throws IOException {
    Path to = Files.createDirectories(root.resolve(id.name()).resolve(id.version()));
    try (Stream<Path> files = Files.list(original.resolve("random/1.0.0"))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
    return to;
  }

  /** Changes the manifest as someone would who knows the format. */
  private void edit(Consumer<ObjectNode> change) throws IOException {
    Path file = folder.resolve("model.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    change.accept(manifest);
    JSON.writeValue(file.toFile(), manifest);
  }

  /** Changes a file and its digest. */
  private void reseal(String name, UnaryOperator<byte[]> change) throws IOException {
    byte[] changed = change.apply(Files.readAllBytes(folder.resolve(name)));
    Files.write(folder.resolve(name), changed);
    edit(manifest -> ((ObjectNode) manifest.get("files")).put(name, Sha256.of(changed)));
  }

  private void resealGraph(Consumer<ModelProto.Builder> change) throws IOException {
    reseal(
        "ensemble.onnx",
        bytes -> {
          try {
            ModelProto.Builder model = ModelProto.parseFrom(bytes).toBuilder();
            change.accept(model);
            return model.build().toByteArray();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void shouldRefuse(String... reasons) {
    assertThatThrownBy(() -> store.open("random").openEngine(Device.CPU, 1).close())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("random@1.0.0")
        .hasMessageContainingAll(reasons);
  }

  @Test
  void shouldOpenWhatWasWritten() throws Exception {
    ModelPackage opened = store.open("random");
    assertThat(opened.manifest())
        .isEqualTo(
            RandomModels.manifest(ID, AXIS, List.of("a", "b", "c"), 2)
                .withFiles(opened.manifest().files()));
    assertThat(opened.digest()).isEqualTo(new ModelStore(original).open("random").digest());
    assertThat(opened.axis()).isEqualTo(AXIS);
    assertThat(opened.members()).isEqualTo(2);
    opened.openEngine(Device.CPU, 1).close();
  }

  @Test
  void shouldWriteTheSameBytesAgainAndReplaceAnOlderPackage() throws Exception {
    Files.writeString(folder.resolve("probe.json"), "damaged");
    ModelPackage again = RandomModels.write(root, ID, AXIS, List.of("a", "b", "c"), 2);
    assertThat(again.digest()).isEqualTo(new ModelStore(original).open("random").digest());
    try (Stream<Path> left = Files.list(root.resolve("random"))) {
      assertThat(left).containsExactly(folder);
    }
  }

  @Test
  void shouldTakeTheNewestVersionByNumberAndNameWhatThereIs() throws Exception {
    for (String version : List.of("1.10.0", "1.9.0")) {
      folder = copyAs(new ModelId("random", version));
      edit(manifest -> manifest.put("version", version));
    }
    assertThat(store.list().stream().map(ModelId::toString))
        .containsExactly("random@1.0.0", "random@1.9.0", "random@1.10.0");
    assertThat(store.open("random").id().version()).isEqualTo("1.10.0");
    assertThat(store.open("random@1.9.0").id().version()).isEqualTo("1.9.0");
    assertThatThrownBy(() -> store.open("random@2.0.0"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("random@1.9.0");
    assertThatThrownBy(() -> store.open("../random")).hasMessageContaining("no model '../random'");
    assertThatThrownBy(() -> new ModelStore(root.resolve("nowhere")).open("random"))
        .hasMessageContaining("no models");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ensemble.onnx", "probe.json", "MODEL_CARD.md"})
  void shouldRefuseAPackageWithOneChangedByte(String name) throws Exception {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve(name), bytes);
    shouldRefuse(name, "SHA-256");
  }

  @Test
  void shouldRefuseAPackageWithAFileMissing() throws Exception {
    Files.delete(folder.resolve("MODEL_CARD.md"));
    shouldRefuse("MODEL_CARD.md is missing");
    edit(manifest -> ((ObjectNode) manifest.get("files")).remove("MODEL_CARD.md"));
    shouldRefuse("no digest of [MODEL_CARD.md]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "/etc/hostname",
        "members/../../outside",
        "..",
        "",
        "a//b",
        "a\\b",
        "./x",
        "a/b/c/d/e",
        "~root"
      })
  void shouldRefusePathsThatLeaveThePackage(String path) throws Exception {
    Files.writeString(root.resolve("random/outside"), "secret");
    edit(manifest -> ((ObjectNode) manifest.get("files")).put(path, "0".repeat(64)));
    shouldRefuse("names a file '" + path + "'");
  }

  @Test
  void shouldRefuseSymbolicLinks() throws Exception {
    Path card = folder.resolve("MODEL_CARD.md");
    Path elsewhere = Files.move(card, root.resolve("card"));
    Files.createSymbolicLink(card, elsewhere);
    shouldRefuse("MODEL_CARD.md is a symbolic link");
    Files.delete(card);
    Files.move(elsewhere, card);
    store.open("random");

    Path inside = Files.createDirectory(folder.resolve("members"));
    Path member = Files.writeString(inside.resolve("one.zip"), "1");
    edit(
        manifest ->
            ((ObjectNode) manifest.get("files"))
                .put("members/one.zip", Sha256.of("1".getBytes(StandardCharsets.UTF_8))));
    store.open("random");
    Files.delete(member);
    Files.delete(inside);
    Path outside = Files.createDirectory(root.resolve("outside"));
    Files.writeString(outside.resolve("one.zip"), "1");
    Files.createSymbolicLink(inside, outside);
    shouldRefuse("members is a symbolic link");

    Files.delete(inside);
    Path moved = Files.move(folder, root.resolve("moved"));
    Files.createSymbolicLink(folder, moved);
    shouldRefuse("1.0.0 is a symbolic link");
  }

  @Test
  void shouldReadNoMoreThanAllowed() throws Exception {
    Files.write(folder.resolve("big.bin"), new byte[101]);
    PackageFiles files = new PackageFiles(folder);
    assertThat(files.read("big.bin", 101)).hasSize(101);
    assertThatThrownBy(() -> files.read("big.bin", 100))
        .hasMessageContaining("has 101 bytes; expected 100 at most");
  }

  @Test
  void shouldRefuseAManifestOfAnotherModelOrFormat() throws Exception {
    edit(manifest -> manifest.put("name", "other"));
    shouldRefuse("other@1.0.0");
    edit(manifest -> manifest.put("name", "random").put("format", 2));
    shouldRefuse("format 2");
    edit(manifest -> manifest.put("format", 1).put("extra", 2));
    shouldRefuse("extra");
    edit(manifest -> manifest.remove(List.of("extra", "classes")));
    shouldRefuse("classes");
    Files.writeString(folder.resolve("model.json"), "{\"format\": 1, \"format\": 1}");
    shouldRefuse("Duplicate field 'format'");
    Files.writeString(folder.resolve("model.json"), "no json");
    shouldRefuse("not a model manifest at line 1");
  }

  @Test
  void shouldRefuseAManifestWhosePartsDisagree() throws Exception {
    edit(manifest -> ((ArrayNode) manifest.at("/graph/inputs/0/shape")).set(0, 301));
    shouldRefuse("300 points but the network reads 301");
    edit(manifest -> ((ArrayNode) manifest.at("/graph/inputs/0/shape")).set(0, 300));
    edit(manifest -> manifest.putArray("classes").add("a").add("b"));
    shouldRefuse("2 classes for a network of 3");
    edit(manifest -> manifest.putArray("classes").add("a").add("b").add("a"));
    shouldRefuse("expected different names");
  }

  @Test
  void shouldRefuseGraphsThatDisagreeWithTheManifest() throws Exception {
    edit(manifest -> manifest.put("members", 3));
    shouldRefuse("3 members for a graph of 2");
    edit(manifest -> ((ArrayNode) manifest.at("/graph/outputs/0/shape")).set(0, 3));
    shouldRefuse("member_probabilities=FLOAT[N, 2, 3]", "member_probabilities=FLOAT[N, 3, 3]");
    edit(manifest -> manifest.put("members", 2));
    edit(manifest -> ((ArrayNode) manifest.at("/graph/outputs/0/shape")).set(0, 2));
    resealGraph(model -> model.getGraphBuilder().getInputBuilder(0).setName("spectrum"));
    shouldRefuse("ensemble.onnx inputs are {class=INT32[N], spectrum=FLOAT[N, 300]}");
    resealGraph(
        model -> {
          model.getGraphBuilder().getInputBuilder(0).setName("spectra");
          model.getGraphBuilder().removeOutput(2);
        });
    shouldRefuse("ensemble.onnx outputs are");
  }

  @Test
  void shouldRefuseUnknownOperatorSets() throws Exception {
    resealGraph(model -> model.getOpsetImportBuilder(0).setVersion(99));
    shouldRefuse("operator set '' version 99");
    resealGraph(model -> model.getOpsetImportBuilder(0).setVersion(17).setDomain("evil.ops"));
    shouldRefuse("operator set 'evil.ops'");
    resealGraph(ModelProto.Builder::clearOpsetImport);
    shouldRefuse("no operator set");
  }

  @Test
  void shouldRefuseWeightsInOtherFiles() throws Exception {
    resealGraph(
        model ->
            model
                .getGraphBuilder()
                .getInitializerBuilder(0)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                    StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue("../../etc/passwd")));
    shouldRefuse("lies in another file");
  }

  @Test
  void shouldRefuseAGraphThatIsNone() throws Exception {
    reseal("ensemble.onnx", bytes -> new byte[] {8, 8});
    shouldRefuse("without a graph");
    reseal("ensemble.onnx", bytes -> "not a graph".getBytes(StandardCharsets.UTF_8));
    shouldRefuse("not an ONNX file");
  }

  @Test
  void shouldOpenPackagesWrittenBeforeNetworksHadNamesAndContracts() throws Exception {
    // Their graphs knew nothing of gradients.
    reseal(
        "ensemble.onnx",
        bytes ->
            OnnxPart.of(bytes, List.of("member_probabilities", "predicted", "activation_map")));
    edit(manifest -> manifest.remove(List.of("network", "graph")));
    ModelPackage opened = store.open("random");
    assertThat(opened.manifest().network().kind()).isEmpty();
    assertThat(opened.manifest().graph()).isEqualTo(GraphContract.ofEnsemble(300, 2, 3));
    try (ScoringEngine engine = opened.openEngine(Device.CPU, 1)) {
      assertThat(engine.gradients()).isEmpty();
    }
  }

  @Test
  void shouldOpenPackagesWhoseProbeIsOneSpectrum() throws Exception {
    reseal(
        "probe.json",
        bytes -> {
          try {
            ObjectNode probe = (ObjectNode) JSON.readTree(bytes);
            ObjectNode one = (ObjectNode) probe.remove("cases").get(0);
            one.remove("mapDoubt");
            return JSON.writeValueAsBytes(probe.setAll(one));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    store.open("random").openEngine(Device.CPU, 1).close();
  }

  @Test
  void shouldFindTheOutputsByTheirMeaningWhateverTheyAreCalled() throws Exception {
    resealGraph(
        model -> {
          GraphProto.Builder graph = model.getGraphBuilder();
          graph.getOutputBuilder(1).setName("vote");
          for (int node = 0; node < graph.getNodeCount(); node++) {
            if (graph.getNode(node).getOutput(0).equals("predicted")) {
              graph.getNodeBuilder(node).setOutput(0, "vote");
            }
          }
        });
    shouldRefuse("vote=INT32[N]", "predicted=INT32[N]");
    edit(manifest -> ((ObjectNode) manifest.at("/graph/outputs/1")).put("name", "vote"));
    store.open("random").openEngine(Device.CPU, 1).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memberProbabilities", "activationMap", "prepared"})
  void shouldRefuseAProbeWithAnotherAnswer(String what) throws Exception {
    reseal(
        "probe.json",
        bytes -> {
          try {
            ObjectNode probe = (ObjectNode) JSON.readTree(bytes);
            ArrayNode numbers = (ArrayNode) probe.at("/cases/2/" + what);
            double value = numbers.get(1).doubleValue();
            numbers.set(1, JSON.getNodeFactory().numberNode(value + 0.5));
            return JSON.writeValueAsBytes(probe);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    store.open("random");
    shouldRefuse("the probe spectrum's", "at 1", "the stored answer is");
  }

  @Test
  void shouldRefuseAProbeOfAnotherClassOrShape() throws Exception {
    reseal("probe.json", bytes -> replaced(bytes, "\"predicted\":\\d", "\"predicted\":7"));
    shouldRefuse("probe.json does not fit");
    reseal("probe.json", bytes -> "{}".getBytes(StandardCharsets.UTF_8));
    shouldRefuse("probe.json is no probe");
  }

  private static byte[] replaced(byte[] text, String pattern, String by) {
    return new String(text, StandardCharsets.UTF_8)
        .replaceAll(pattern, by)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What the cards of contexts draw: absorbance with its bands, no deviations. */
  @Test
  void shouldTellAPreparedSpectrumAsItWasBeforeStandardisation() {
    ModelPackage tissue = new ModelStore(Path.of("model-store")).open("tissue");
    float[] mean = tissue.beforeStandardisation(new float[tissue.axis().size()]);

    int amideOne = tissue.axis().indexNearest(1655);
    assertThat(mean).hasSize(801);
    assertThat(mean[amideOne]).isBetween(0.05f, 0.15f); // of a vector of length 1
    assertThat(mean[tissue.axis().indexNearest(1300)]).isBetween(0f, mean[amideOne] / 3);
  }
}
