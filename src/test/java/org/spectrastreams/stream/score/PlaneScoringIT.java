package org.spectrastreams.stream.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.network.PlaneModels;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Outcome;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.asking.SpectrumExplainer;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.ExplanationQuestion;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.PartedSpectrum;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.json.ExplanationJson;

/** Planes on their way through the topology: scored, flagged, refused and explained. */
class PlaneScoringIT {
  private static final int POINTS = PlaneModels.ROWS * PlaneModels.COLUMNS;

  @TempDir Path folder;

  private ServiceConfig config;

  @BeforeEach
  void writeModel() throws IOException {
    PlaneModels.write(folder.resolve("model-store"), "planes");
    Path pipelines = Files.createDirectories(folder.resolve("streams"));
    Files.writeString(pipelines.resolve("nmr.yaml"), "name: nmr\nmodel: planes\n");
    config =
        ServiceConfig.load(null, Map.of("SPECTRA_HOME", folder.toString()), Map.of())
            .with("http.port", "0")
            .with("disk.free.mb", "1");
  }

  private static RawBlock block(SpectrumBlock spectra) {
    return new RawBlock(
        "nmr",
        "compounds",
        Optional.of(ImageGeometry.of(spectra.count(), 1)),
        0,
        spectra,
        "a folder",
        true,
        0);
  }

  @Test
  void shouldScorePlanesWithAMapOfTheirWholeGrid() throws Exception {
    SpectrumBlock pictures =
        PlaneModels.pictures(3, 2 * PlaneModels.COLUMNS, 2 * PlaneModels.ROWS, 3);
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"))) {
      topology.send(block(pictures));
      ResultView result = ResultView.of(topology.results().get(0));

      assertThat(result.count()).isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        assertThat(result.outcomes().outcome(i).orElseThrow())
            .isInstanceOfSatisfying(
                Outcome.OneClass.class,
                found -> assertThat(PlaneModels.CLASSES).contains(found.name()));
        assertThat(result.activationMap(i)).hasSize(POINTS);
      }
      assertThat(result.block().getActivationMaps().getPoints()).isEqualTo(POINTS);
      assertThat(topology.lastStatus().getSeen()).isEqualTo(3);
    }
  }

  @Test
  void shouldScoreAPlaneInPartsAsAWholeOne() throws Exception {
    RawBlock one = block(PlaneModels.pictures(1, PlaneModels.COLUMNS, PlaneModels.ROWS, 4));
    byte[] whole = BlockEncoder.encode(one);
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"))) {
      byte[] key = one.key().getBytes(StandardCharsets.UTF_8);
      for (byte[] part : PartedSpectrum.split(whole)) {
        topology.send(key, part);
      }
      ResultView parted = ResultView.of(topology.results().get(0));
      assertThat(parted.activationMap(0)).hasSize(POINTS);
      assertThat(parted.block().getProvenance().getSourceOffset()).isEqualTo(1);
    }
  }

  @Test
  void shouldGiveAPictureOfNothingItsFlagAndNoClass() throws Exception {
    SpectrumBlock picture = PlaneModels.pictures(1, PlaneModels.COLUMNS, PlaneModels.ROWS, 4);
    float[] white = new float[POINTS];
    Arrays.fill(white, 1f);
    SpectrumBlock empty =
        new SpectrumBlock(
            picture.axis(),
            picture.second(),
            picture.quantity(),
            picture.x(),
            picture.y(),
            white,
            List.of());
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"))) {
      topology.send(block(empty));
      ResultView result = ResultView.of(topology.results().get(0));
      assertThat(result.qualityFlags(0)).containsExactly("FLAT");
      assertThat(result.outcomes().outcome(0).orElseThrow()).isInstanceOf(Outcome.NotJudged.class);
    }
  }

  @Test
  void shouldRejectWhatDoesNotFitTheGridAndSayWhatWasExpected() throws Exception {
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"))) {
      topology.send(block(PlaneModels.pictures(1, PlaneModels.COLUMNS - 1, PlaneModels.ROWS, 4)));
      TestRecord<byte[], byte[]> letter = topology.deadLetters().get(0);
      assertThat(TestTopology.header(letter, DeadLetters.REASON)).isEqualTo("wrong-dimensions");
      assertThat(TestTopology.header(letter, DeadLetters.MESSAGE))
          .contains("the picture has 45 × 40 points, the model reads 46 × 40");
    }
  }

  @Test
  void shouldExplainAPlaneByTheHeatMapOfAnyClass() throws Exception {
    RawBlock picture = block(PlaneModels.pictures(1, PlaneModels.COLUMNS, PlaneModels.ROWS, 4));
    try (TestTopology topology = new TestTopology(config, folder.resolve("state"));
        SpectrumExplainer explainer =
            new SpectrumExplainer(topology.deployment, topology.host, 1000, "test")) {
      for (String method : List.of("grad-cam", "grad-cam-pp")) {
        ExplanationView answer =
            ExplanationView.of(
                explainer.explain(
                    ExplanationQuestion.of("q", "", method, "right", 0, 0),
                    picture,
                    0,
                    BlockScorer.Place.NONE));
        assertThat(answer.weights()).hasSize(POINTS);
        assertThat(answer.second().orElseThrow().size()).isEqualTo(PlaneModels.ROWS);
        JsonNode json = ExplanationJson.of(answer, true);
        assertThat(json.get("axisKind").asText()).isEqualTo("pixel");
        assertThat(json.get("wavenumbers")).hasSize(PlaneModels.COLUMNS);
        assertThat(json.get("secondAxis")).hasSize(PlaneModels.ROWS);
        assertThat(json.get("bands")).isEmpty();
      }
    }
  }

  @Test
  void shouldRefuseAPipelineThatReadsBandsOfPlanes() {
    Pipeline whole = Pipeline.plain("nmr", "planes");
    Pipeline bands =
        new Pipeline(
            whole.name(),
            whole.title(),
            whole.model(),
            whole.quantities(),
            Pipeline.ActivationMapPolicy.BANDS,
            whole.explanations(),
            whole.imageTimeoutSeconds(),
            whole.assignments(),
            whole.bands());
    ModelStore store = new ModelStore(folder.resolve("model-store"));
    assertThat(LoadedPipeline.load(whole, store).model()).isPresent();
    assertThatThrownBy(() -> LoadedPipeline.load(bands, store))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("its model reads planes, which have none");
  }
}
