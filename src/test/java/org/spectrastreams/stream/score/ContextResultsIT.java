package org.spectrastreams.stream.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.bands.StrongestBands;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.maps.MapProcessor;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.json.ResultJson;
import org.spectrastreams.wire.proto.Wire;

/** Contexts, linearised votes and LIME bands in results and maps. */
class ContextResultsIT {
  private static final int COUNT = 40;

  @TempDir static Path folder;
  @TempDir Path states;
  private static ServiceConfig explained;

  @BeforeAll
  static void write() {
    explained = TestModels.writeExplained(folder);
  }

  private static RawBlock line() {
    return TestModels.line("scored", "img", COUNT, 2, 0, 1, COUNT);
  }

  private Wire.ResultBlock score(ServiceConfig config, RawBlock block) {
    try (TestTopology topology = new TestTopology(config, states.resolve("state"))) {
      topology.send(block);
      return topology.results().get(0);
    }
  }

  @Test
  void shouldGiveEverySpectrumItsContext() throws Exception {
    ServiceConfig config = explained;
    RawBlock block = line();
    Wire.ResultBlock result = score(config, block);
    ModelPackage model = new ModelStore(config.modelStore()).open("untrained");
    ContextAssignment expected = new ContextAssignment();
    ExplainerOutputs explained;
    EnsembleScores scores;
    float[] prepared = block.spectra().intensities(); // the model's chain only copies
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1);
        ExplainerEngine explainer = model.openExplainer(Device.CPU, 1)) {
      scores = engine.newScores();
      engine.score(prepared, COUNT, scores);
      explained = explainer.newOutputs();
      explainer.explain(prepared, scores.predicted(), COUNT, explained);
      new ContextScorer(Contexts.of(model))
          .assign(prepared, explained.latents(), scores.predicted(), COUNT, expected);
    }
    StrongestBands strongest = new StrongestBands(model.axis());
    float[] centres = new float[5];
    float[] weights = new float[5];
    int contradicted = 0;
    for (int i = 0; i < COUNT; i++) {
      ResultView row = ResultView.of(result);
      assertThat(row.context(i)).isEqualTo(expected.context()[i]);
      assertThat(row.contextDistance(i)).isEqualTo(expected.distance()[i]);
      assertThat(row.contextClass(i)).isEqualTo(expected.label()[i]);
      assertThat(row.linearisedClass(i)).isEqualTo(expected.linearised()[i]);
      assertThat(row.contradicts(i))
          .isEqualTo(expected.label()[i] != scores.predicted()[i])
          .isEqualTo(expected.contradicts()[i]);
      assertThat(row.isOutsideContext(i)).isEqualTo(expected.outside()[i]);
      assertThat(row.latent(i, 0)).isEqualTo(expected.projection()[2 * i]);
      assertThat(row.latent(i, 1)).isEqualTo(expected.projection()[2 * i + 1]);
      strongest.find(explained.limeWeights(), i * TestModels.AXIS.size(), 5, centres, weights, 0);
      assertThat(row.limeBands(i)).hasSize(5);
      assertThat(row.limeBands(i).get(0))
          .isEqualTo(new StrongestBands.Band(centres[0], weights[0]));
      assertThat(row.limeMap(i)).isEmpty();
      contradicted += row.contradicts(i) ? 1 : 0;
    }
    assertThat(contradicted).as("the test sees both").isBetween(1, COUNT - 1);
    assertThat(result.getProvenance().getExplanationMethodsList())
        .containsExactly("cam", "lime-amortised", "crime");
    assertThat(result.getProvenance().getUnreliableMethodsList())
        .singleElement()
        .satisfies(
            found -> {
              ExplanationManifest.Reliability known =
                  model.explanations().orElseThrow().reliabilityOf("crime").orElseThrow();
              assertThat(found.getMethod()).isEqualTo("crime");
              assertThat(found.getMeasure()).isEqualTo(known.measure());
              assertThat(found.getValue()).isEqualTo(known.value());
              assertThat(found.getExpected()).isEqualTo(known.expected());
            });
    assertThat(ResultJson.of(ResultView.of(result), 3, false).at("/context/id").asInt())
        .isEqualTo(expected.context()[3]);
  }

  @Test
  void shouldLeaveUnusableSpectraWithoutContext() throws Exception {
    ServiceConfig config = explained;
    RawBlock block = line();
    SpectrumBlock spectra = block.spectra();
    float[] values = spectra.intensities().clone();
    java.util.Arrays.fill(values, 0, TestModels.AXIS.size(), 0); // the first is dead
    Wire.ResultBlock result =
        score(
            config,
            TestModels.with(
                block,
                new SpectrumBlock(
                    spectra.axis(), spectra.quantity(), spectra.x(), spectra.y(), values)));
    ResultView row = ResultView.of(result);
    assertThat(row.predictedClass(0)).isEqualTo(Sentinels.NO_CLASS);
    assertThat(row.context(0)).isEqualTo(Sentinels.NO_CONTEXT);
    assertThat(row.contextDistance(0)).isNaN();
    assertThat(row.contextClass(0)).isEqualTo(Sentinels.NO_CLASS);
    assertThat(row.linearisedClass(0)).isEqualTo(Sentinels.NO_CLASS);
    assertThat(row.contradicts(0)).isFalse();
    assertThat(row.limeBands(0)).isEmpty();
    assertThat(ResultJson.of(row, 0, true).get("context").isNull()).isTrue();
    assertThat(ResultView.of(result).context(1)).isNotEqualTo(Sentinels.NO_CONTEXT);
  }

  @Test
  void shouldGiveTheSameBytesForTheSameBytes() {
    ServiceConfig config = explained;
    byte[][] found = new byte[2][];
    for (int run = 0; run < 2; run++) {
      try (TestTopology topology = new TestTopology(config, states.resolve("state" + run))) {
        topology.send(line());
        List<TestRecord<byte[], byte[]>> records = topology.resultRecords();
        found[run] = records.get(0).value();
      }
    }
    assertThat(found[0]).isEqualTo(found[1]);
  }

  @Test
  void shouldLeaveOutWhatThePipelineDoesNotWant(@TempDir Path pipelines) throws Exception {
    String before = Files.readString(explained.pipelinesDir().resolve("scored.yaml"));
    ServiceConfig config = explained.with("pipelines.dir", pipelines.toString());
    Path file = pipelines.resolve("scored.yaml");
    Files.writeString(file, before + "explanations: {context: off, limeBands: 0}\n");
    Wire.ResultBlock off = score(config, line());
    assertThat(off.getContext().isEmpty()).isTrue();
    assertThat(off.hasLimeBands()).isFalse();
    assertThat(off.getProvenance().getExplanationMethodsList()).containsExactly("cam");
    Files.writeString(file, before + "explanations: {limeBands: 0, limeMap: compact}\n");
    Wire.ResultBlock mapped = score(config, line());
    assertThat(mapped.hasLimeBands()).isFalse();
    assertThat(ResultView.of(mapped).limeMap(0)).hasSize(TestModels.AXIS.size());
    assertThat(ResultView.of(mapped).context(0)).isNotEqualTo(Sentinels.NO_CONTEXT);
  }

  private ServiceConfig withActivationMap(Path pipelines, String policy) throws IOException {
    String before = Files.readString(explained.pipelinesDir().resolve("scored.yaml"));
    Files.writeString(
        pipelines.resolve("scored.yaml"),
        before.replaceAll("activationMap: .*\n", "") + "activationMap: " + policy + "\n");
    return explained.with("pipelines.dir", pipelines.toString());
  }

  @Test
  void shouldScoreTheSameWithoutActivationMaps(@TempDir Path pipelines) throws IOException {
    ServiceConfig config = withActivationMap(pipelines, "none");
    Wire.ResultBlock bare = score(config, line());
    Wire.ResultBlock mapped = score(explained, line());

    assertThat(bare.hasActivationMaps()).isFalse();
    assertThat(bare.hasActivationBands()).isFalse();
    assertThat(bare.getProvenance().getExplanationMethodsList())
        .containsExactly("lime-amortised", "crime");
    assertThat(bare.getPredictedClass()).isEqualTo(mapped.getPredictedClass());
    assertThat(bare.getMeanProbabilities()).isEqualTo(mapped.getMeanProbabilities());
    assertThat(bare.getMemberVotes()).isEqualTo(mapped.getMemberVotes());
    assertThat(bare.getContext()).isEqualTo(mapped.getContext());
    assertThat(bare.getLimeBands()).isEqualTo(mapped.getLimeBands());
  }

  @Test
  void shouldListTheStrongestBandsInThePlaceOfActivationMaps(@TempDir Path pipelines)
      throws Exception {
    ServiceConfig config = withActivationMap(pipelines, "bands");
    Wire.ResultBlock listed = score(config, line());
    Wire.ResultBlock mapped = score(explained, line());

    assertThat(listed.hasActivationMaps()).isFalse();
    assertThat(listed.getProvenance().getExplanationMethodsList()).contains("cam");
    assertThat(listed.getProvenance().getExplanationMethod())
        .isEqualTo(mapped.getProvenance().getExplanationMethod());
    for (int i = 0; i < COUNT; i++) {
      ResultView row = ResultView.of(listed);
      ResultView whole = ResultView.of(mapped);
      float largest = 0;
      for (float weight : whole.activationMap(i)) {
        largest = Math.max(largest, Math.abs(weight));
      }
      assertThat(Math.abs(row.activationBands(i).get(0).weight()))
          .isCloseTo(largest, within(largest / 100)); // a map's value is one byte
      assertThat(whole.activationBands(i)).isEmpty();
      assertThat(ResultJson.of(row, i, true).at("/activationBands"))
          .hasSameSizeAs(row.activationBands(i));
    }
  }

  @Test
  void shouldScoreWithPackagesThatHaveNoExplanationsAsBefore() throws Exception {
    Wire.ResultBlock result = score(TestModels.write(states.resolve("plain")), line());
    assertThat(result.getContext().isEmpty()).isTrue();
    assertThat(result.hasLimeBands()).isFalse();
    assertThat(ResultView.of(result).context(0)).isEqualTo(Sentinels.NO_CONTEXT);
    assertThat(ResultJson.of(ResultView.of(result), 0, true).get("context").isNull()).isTrue();
  }

  @Test
  void shouldMapContextsBesideClasses() throws Exception {
    ServiceConfig config = explained;
    try (TestTopology topology = new TestTopology(config, states.resolve("state"))) {
      topology.send(line());
      Wire.ResultBlock result = topology.results().get(0);
      topology.passTime(MapProcessor.FLUSH);
      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getLayersList())
          .extracting(Wire.Layer::getId)
          .containsExactly(
              "class",
              "confidence",
              "agreement",
              "context",
              "contradiction",
              "linearised",
              "latent-1",
              "latent-2",
              "quality",
              "band:middle");
      Map<String, Wire.MapTile> tiles = topology.tiles();
      for (int i = 0; i < COUNT; i++) {
        ResultView row = ResultView.of(result);
        int pixel = COUNT + i; // the second line of the tile
        assertThat(
                tiles
                    .get("img/context/0/0")
                    .getValues()
                    .asReadOnlyByteBuffer()
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getShort(2 * pixel))
            .isEqualTo((short) row.context(i));
        assertThat(tiles.get("img/contradiction/0/0").getValues().byteAt(pixel))
            .isEqualTo((byte) (row.contradicts(i) ? 1 : 0));
        assertThat(tiles.get("img/linearised/0/0").getValues().byteAt(pixel))
            .isEqualTo((byte) row.linearisedClass(i));
        assertThat(
                tiles
                    .get("img/latent-2/0/0")
                    .getValues()
                    .asReadOnlyByteBuffer()
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getFloat(4 * pixel))
            .isEqualTo(row.latent(i, 1));
      }
      assertThat(tiles.get("img/context/0/0").getValues().substring(0, 2).toByteArray())
          .as("not seen")
          .containsExactly(-1, -1);
      assertThat(tiles.get("img/contradiction/0/0").getValues().byteAt(0))
          .isEqualTo((byte) Sentinels.TILE_CLASS_NOT_SEEN);
    }
  }
}
