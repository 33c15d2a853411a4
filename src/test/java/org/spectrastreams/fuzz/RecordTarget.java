package org.spectrastreams.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.Npy;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.OnnxGraphCheck;
import org.spectrastreams.model.signature.ModelSignature;
import org.spectrastreams.network.foreign.ForeignModel;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.train.imports.ImportManifest;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.ExplanationQuestion;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.BlockDecoder;
import org.spectrastreams.wire.json.TileJson;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileState;

/**
 * A record of a topic, or a file of a model package, of an import or of the service.
 *
 * @param parser what reads it
 * @param folder where what it reads is stored in the project
 * @param seed which of the files there are of its kind, by a regular expression of their names
 */
record RecordTarget(Parser parser, Path folder, String seed) implements Target {
  private static final long MOST_SEED_BYTES = 65_536;
  private static final Path MESSAGES = Path.of("src/test/resources/golden/messages");
  private static final Path PACKAGES = Path.of("src/test/resources/golden/packages");

  /** Reads bytes, or throws. */
  interface Parser {
    void read(byte[] bytes) throws IOException, RejectedRecordException;
  }

  /** All of them. */
  static final List<String> NAMES =
      List.of(
          "wire-block",
          "wire-question",
          "wire-result",
          "wire-explanation",
          "wire-tile",
          "wire-image",
          "tile-state",
          "manifest",
          "explanations",
          "array",
          "signature",
          "import",
          "recipe",
          "configuration",
          "onnx",
          "onnx-import");

  /** One of them. */
  static Target of(String name) {
    return switch (name) {
      case "wire-block" -> message(new BlockDecoder(BlockLimits.DEFAULT)::decode, "SpectrumBlock");
      case "wire-question" -> message(ExplanationQuestion::decode, "ExplanationRequest");
      case "wire-result" -> message(ResultView::parse, "ResultBlock");
      case "wire-explanation" -> message(ExplanationView::parse, "ExplanationAnswer");
      case "wire-tile" -> message(bytes -> TileJson.of(Wire.MapTile.parseFrom(bytes)), "MapTile");
      case "wire-image" ->
          message(bytes -> TileJson.of(Wire.ImageStatus.parseFrom(bytes)), "ImageStatus");
      case "tile-state" ->
          from(RecordTarget::tileState, TileState.of(smallImage(), 0, 0, (byte[]) null).toBytes());
      case "manifest" -> new RecordTarget(ModelManifest::fromJson, PACKAGES, "model.json");
      case "explanations" ->
          new RecordTarget(ExplanationManifest::fromJson, PACKAGES, "explanations.json");
      case "array" ->
          from(
              bytes -> Npy.read("fuzz", bytes),
              new Npy(new int[] {2, 1}, new float[] {1, 2}).toBytes());
      case "signature" ->
          from(
              ModelSignature::parse,
              "{\"key\": \"00\", \"signature\": \"AA==\"}".getBytes(StandardCharsets.UTF_8));
      case "import" ->
          new RecordTarget(
              bytes -> ImportManifest.read(FuzzTarget.written("import.yaml", bytes)),
              Path.of("examples/import"),
              ".*yaml");
      case "recipe" ->
          new RecordTarget(
              bytes -> Recipe.read(FuzzTarget.written("recipe.yaml", bytes).toString()),
              Path.of("src/main/resources/recipes"),
              ".*yaml");
      case "configuration" ->
          from(
              bytes ->
                  ServiceConfig.load(FuzzTarget.written("service.yaml", bytes), Map.of(), Map.of()),
              "data:\n  dir: data\nhttp:\n  port: 8080\n".getBytes(StandardCharsets.UTF_8));
      case "onnx" ->
          from(
              bytes ->
                  OnnxGraphCheck.check(
                      bytes,
                      "fuzz.onnx",
                      GraphContract.ofEnsemble(OnnxSeed.POINTS, 1, OnnxSeed.CLASSES)),
              OnnxSeed.graph());
      case "onnx-import" ->
          from(
              bytes -> ForeignModel.read(bytes, OnnxSeed.POINTS, Optional.empty()),
              OnnxSeed.graph());
      default ->
          throw new IllegalArgumentException("parser " + name + "; expected one of " + NAMES);
    };
  }

  private static Target message(Parser parser, String name) {
    return new RecordTarget(parser, MESSAGES, name + ".binpb");
  }

  private static Target from(Parser parser, byte[] seed) {
    RecordTarget reading = new RecordTarget(parser, MESSAGES, "none");
    return new Target() {
      @Override
      public void parse(byte[] bytes) throws IOException {
        reading.parse(bytes);
      }

      @Override
      public List<byte[]> seeds() {
        return List.of(seed.clone());
      }
    };
  }

  private static Wire.ImageStatus smallImage() {
    return Wire.ImageStatus.newBuilder()
        .setWidth(3)
        .setHeight(2)
        .addLayers(Wire.Layer.newBuilder().setId("class").setEncoding(Wire.TileEncoding.CLASS_U8))
        .build();
  }

  /** What a map's store holds of a tile, which refuses by the exception of a broken invariant. */
  private static void tileState(byte[] bytes) throws IOException {
    Wire.ImageStatus image = smallImage();
    TileState state;
    try {
      state = TileState.of(image, 0, 0, bytes);
    } catch (IllegalStateException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
    state.publish(image, 0);
    TileState.of(image, 0, 0, state.toBytes());
  }

  @Override
  public void parse(byte[] bytes) throws IOException {
    try {
      parser.read(bytes);
    } catch (IOException
        | RejectedRecordException
        | IllegalArgumentException
        | EngineException refused) {
      Target.requireWords(refused);
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.getFileName().toString().matches(seed) && Files.size(file) <= MOST_SEED_BYTES) {
          seeds.add(Files.readAllBytes(file));
        }
      }
    }
    return seeds;
  }
}
