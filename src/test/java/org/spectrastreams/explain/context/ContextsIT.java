package org.spectrastreams.explain.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.Npy;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

/** Contexts in their files and in their scorer. */
class ContextsIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 201);
  private static final List<String> CLASSES = List.of("matrix", "lacuna", "cell");

  @Test
  void shouldReadWhatItWrote() {
    Contexts written = RandomExplanations.contexts(AXIS, CLASSES, 7, 1);
    Contexts read = read(written.toJson(), written.toNpy(), CLASSES);
    assertThat(read.toJson()).isEqualTo(written.toJson());
    assertThat(read.toNpy()).isEqualTo(written.toNpy());
    assertThat(read.context(6)).isEqualTo(written.context(6));
    assertThat(read.centre(3)).isEqualTo(written.centre(3));
    assertThat(read.meanWeights(2)).isEqualTo(written.meanWeights(2));
    double all = 0;
    for (int k = 0; k < read.count(); k++) {
      all += read.occupancy(k);
    }
    assertThat(all).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void shouldRefuseFilesOfAnotherModelOrDamagedOnes() {
    Contexts written = RandomExplanations.contexts(AXIS, CLASSES, 3, 1);
    String json = new String(written.toJson(), StandardCharsets.UTF_8);
    byte[] npy = written.toNpy();
    refuse(json, npy, List.of("a", "b", "c"), "of a model of the classes");
    refuse(json.replace("\"format\" : 1", "\"format\" : 2"), npy, CLASSES, "format 2");
    refuse(json.replace("\"seed\" : 1", "\"seed\" : null"), npy, CLASSES, "contexts.json");
    refuse(json.replace("\"seed\" : 1,", ""), npy, CLASSES, "seed");
    refuse(json.replace("\"seed\" : 1", "\"seed\" : 1, \"more\" : 1"), npy, CLASSES, "more");
    refuse(json.replace("\"latent\" : 4", "\"latent\" : 5"), npy, CLASSES, "latent space of 5");
    refuse(json.replace("\"size\" : 7", "\"size\" : 8"), npy, CLASSES, "expected its size in sum");
    refuse(json.substring(0, json.length() / 2), npy, CLASSES, "contexts.json");
    refuse(
        json.replace("\"wavenumber\" : 1400.0", "\"wavenumber\" : 999.0"),
        npy,
        CLASSES,
        "the axis covers 1000.0–1800.0");
    assertThatThrownBy(() -> read(written.toJson(), Arrays.copyOf(npy, 200), CLASSES))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("contexts.npy");
    float[] values = new float[3 * (4 + 2 * 201)];
    values[10] = Float.NaN;
    byte[] damaged = new Npy(new int[] {3, 4 + 2 * 201}, values).toBytes();
    refuse(json, damaged, CLASSES, "NaN");
  }

  private static Contexts read(byte[] json, byte[] npy, List<String> classes) {
    Npy curves = Npy.read("contexts.npy", npy, -1, -1);
    return Contexts.read(json, curves.shape(), curves.values(), AXIS, classes);
  }

  private static void refuse(String json, byte[] npy, List<String> classes, String reason) {
    assertThatThrownBy(() -> read(json.getBytes(StandardCharsets.UTF_8), npy, classes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void shouldAssignTheNearestCentreAndVoteByTheCosineOfTheFormula() {
    Contexts contexts = RandomExplanations.contexts(AXIS, CLASSES, 9, 2);
    int points = AXIS.size();
    int rows = 40;
    float[] spectra = RandomModels.spectra(rows, points, 3);
    Random random = new Random(4);
    float[] latents = new float[rows * RandomExplanations.LATENT];
    int[] predicted = new int[rows];
    for (int i = 0; i < latents.length; i++) {
      latents[i] = (float) random.nextGaussian();
      predicted[i / RandomExplanations.LATENT] = i % CLASSES.size();
    }
    ContextAssignment found = new ContextAssignment();
    new ContextScorer(contexts).assign(spectra, latents, predicted, rows, found);
    assertThat(found.count()).isEqualTo(rows);
    for (int row = 0; row < rows; row++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      int similar = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < contexts.count(); k++) {
        double square = 0;
        for (int d = 0; d < RandomExplanations.LATENT; d++) {
          double apart = latents[row * RandomExplanations.LATENT + d] - contexts.centre(k)[d];
          square += apart * apart;
        }
        if (square < least) {
          least = square;
          nearest = k;
        }
        double[] w = range(contexts.meanWeights(k), 0, points);
        double[] mean = range(contexts.meanSpectrum(k), 0, points);
        double[] own = range(spectra, row * points, points);
        double dot = 0;
        double u = 0;
        double v = 0;
        for (int i = 0; i < points; i++) {
          dot += w[i] * mean[i] * w[i] * own[i];
          u += w[i] * mean[i] * w[i] * mean[i];
          v += w[i] * own[i] * w[i] * own[i];
        }
        double cosine = dot / Math.sqrt(u * v);
        if (cosine > most) {
          most = cosine;
          similar = k;
        }
      }
      assertThat(found.context()[row]).isEqualTo(nearest);
      assertThat((double) found.distance()[row])
          .isCloseTo(Math.sqrt(least), org.assertj.core.data.Percentage.withPercentage(1e-3));
      assertThat(found.outside()[row])
          .isEqualTo(found.distance()[row] > contexts.context(nearest).radius());
      assertThat(found.label()[row]).isEqualTo(contexts.context(nearest).label());
      assertThat(found.contradicts()[row]).isEqualTo(found.label()[row] != predicted[row]);
      assertThat(found.linearised()[row]).isEqualTo(contexts.context(similar).label());
      assertThat(found.projection()[2 * row + 1])
          .isEqualTo(latents[row * RandomExplanations.LATENT + 1]);
    }
  }

  private static double[] range(float[] values, int offset, int points) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points; i++) {
      least = Math.min(least, values[offset + i]);
      most = Math.max(most, values[offset + i]);
    }
    double[] mapped = new double[points];
    for (int i = 0; i < points; i++) {
      mapped[i] = 2 * (values[offset + i] - least) / (most - least) - 1;
    }
    return mapped;
  }

  @Test
  void shouldGiveTheSameAnswersWhateverTheBatch() {
    Contexts contexts = RandomExplanations.contexts(AXIS, CLASSES, 5, 2);
    int points = AXIS.size();
    float[] spectra = RandomModels.spectra(8, points, 3);
    float[] latents = new float[8 * RandomExplanations.LATENT];
    ContextAssignment whole = new ContextAssignment();
    ContextAssignment single = new ContextAssignment();
    ContextScorer scorer = new ContextScorer(contexts);
    scorer.assign(spectra, latents, new int[8], 8, whole);
    for (int row = 0; row < 8; row++) {
      scorer.assign(
          Arrays.copyOfRange(spectra, row * points, (row + 1) * points),
          new float[RandomExplanations.LATENT],
          new int[1],
          1,
          single);
      assertThat(single.linearised()[0]).isEqualTo(whole.linearised()[row]);
      assertThat(single.distance()[0]).isEqualTo(whole.distance()[row]);
    }
  }

  @Test
  void shouldCountAConstantSpectrumAsResemblingNothing() {
    Contexts contexts = RandomExplanations.contexts(AXIS, CLASSES, 5, 2);
    ContextAssignment found = new ContextAssignment();
    new ContextScorer(contexts).assign(new float[AXIS.size()], new float[4], new int[1], 1, found);
    assertThat(found.linearised()[0]).isEqualTo(contexts.context(0).label());
  }

  /** As they were on axes not in cm⁻¹, where bands were 16 of whatever unit wide. */
  @Test
  void shouldReadLinearModelsOfAPackageThatHasFewerBands(@TempDir Path store) throws Exception {
    ModelPackage model =
        RandomExplanations.write(store, new ModelId("few", "1.0.0"), AXIS, CLASSES, 2, 3);
    Map<String, byte[]> files = ModelPackageWriter.explanationFilesOf(model);
    float[] values = new float[3 * CLASSES.size() * 3];
    values[2] = 7; // the constant of context 0, class 0
    files.put(ModelPackage.LINEAR, new Npy(new int[] {3, CLASSES.size(), 3}, values).toBytes());
    LinearModels two =
        Contexts.of(
                ModelPackageWriter.writeExplanations(
                    store, model, model.explanations().orElseThrow(), files))
            .linear()
            .orElseThrow();

    assertThat(two.bands().count()).isEqualTo(2);
    assertThat(two.logOdds(0, 0, new float[2])).isEqualTo(7);
  }

  @Test
  void shouldFindContextsOfAPackageInItsExplainersAnswers(@TempDir Path store) throws Exception {
    RandomExplanations.write(store, new ModelId("random", "1.0.0"), AXIS, CLASSES, 2, 6);
    ModelPackage model = new ModelStore(store).open("random");
    Contexts contexts = Contexts.of(model);
    float[] spectra = RandomModels.spectra(6, AXIS.size(), 5);
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1);
        ExplainerEngine explainer = model.openExplainer(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(spectra, 6, scores);
      ExplainerOutputs outputs = explainer.newOutputs();
      explainer.explain(spectra, scores.predicted(), 6, outputs);
      ContextAssignment found = new ContextAssignment();
      new ContextScorer(contexts).assign(spectra, outputs.latents(), scores.predicted(), 6, found);
      for (int row = 0; row < 6; row++) {
        assertThat(found.context()[row]).isEqualTo(row);
        assertThat(found.distance()[row]).isLessThan(1e-4f);
        assertThat(found.contradicts()[row]).isFalse();
      }
    }
  }
}
