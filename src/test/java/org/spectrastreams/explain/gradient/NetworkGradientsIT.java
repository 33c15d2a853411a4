package org.spectrastreams.explain.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.context.RandomExplanations;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.lime.LimeResponse;
import org.spectrastreams.explain.methods.ExpectedGradientsMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.explain.methods.ModelExplainer;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.GradientEngine;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

/** Gradients in the served graph of a package, and expected gradients over them. */
class NetworkGradientsIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 201);
  private static final List<String> CLASSES = List.of("a", "b", "c");

  @TempDir static Path store;
  private static ModelPackage model;

  @BeforeAll
  static void write() throws IOException {
    model = RandomExplanations.write(store, new ModelId("known", "1.0.0"), AXIS, CLASSES, 3, 3);
  }

  private static double logOdds(ScoringEngine engine, float[] spectrum, int classIndex) {
    EnsembleScores scores = engine.newScoresWithoutMaps();
    engine.score(spectrum, 1, scores);
    return LimeResponse.LOG_ODDS.of(scores, 0, classIndex);
  }

  @Test
  void shouldGiveTheLogOddsThatLimeExplainsAndTheSlopeOfThem() {
    float[] spectra = RandomModels.spectra(70, AXIS.size(), 4); // more than one slice
    int points = AXIS.size();
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      GradientEngine gradients = engine.gradients().orElseThrow();
      double[] odds = new double[70];
      float[] slopes = new float[70 * points];
      gradients.gradients(spectra, 70, 1, odds, slopes);
      for (int row : new int[] {0, 69}) {
        float[] own = java.util.Arrays.copyOfRange(spectra, row * points, (row + 1) * points);
        assertThat(odds[row]).isCloseTo(logOdds(engine, own, 1), within(1e-4));
        double step = 0.002;
        float[] up = own.clone();
        float[] down = own.clone();
        double along = 0;
        for (int j = 80; j < 90; j++) {
          up[j] += (float) step;
          down[j] -= (float) step;
          along += slopes[row * points + j];
        }
        double difference = (logOdds(engine, up, 1) - logOdds(engine, down, 1)) / (2 * step);
        // A leaky rectifier may turn over between the two.
        assertThat(along).isCloseTo(difference, within(0.02 * Math.abs(difference) + 0.005));
      }
    }
  }

  @Test
  void shouldSumToTheLogOddsAboveThoseOfTheDonors() {
    LimeBackground background = LimeBackground.of(model);
    try (ModelExplainer explainer = ModelExplainer.open(model, Device.CPU, 1)) {
      double usual = 0;
      for (int d = 0; d < background.donors(); d++) {
        float[] donor = new float[AXIS.size()];
        for (int j = 0; j < donor.length; j++) {
          donor[j] = background.donor(d, j);
        }
        usual += logOdds(explainer.engine(), donor, 2) / background.donors();
      }
      // An untrained network tells little apart: the spectrum of 40 that it tells best.
      float[] own = {};
      double wanted = 0;
      for (int seed = 100; seed < 140; seed++) {
        float[] tried = RandomModels.spectra(1, AXIS.size(), seed);
        double above = logOdds(explainer.engine(), tried, 2) - usual;
        if (Math.abs(above) > Math.abs(wanted)) {
          wanted = above;
          own = tried;
        }
      }

      Explanation found = explainer.explain(new ExpectedGradientsMethod(), own, 0, 2, 64 * 128, 1);

      double sum = 0;
      for (float weight : found.weights()) {
        sum += weight;
      }
      assertThat(sum).isCloseTo(wanted, within(0.1 * Math.abs(wanted)));
      assertThat(found.localPrediction()).isCloseTo(wanted + usual, within(1e-4));
      assertThat(found.departure()).isPresent();
    }
  }

  @Test
  void shouldBeAMethodOfModelsWhoseGraphHasGradients() {
    assertThat(ExplanationMethods.of(model))
        .extracting(method -> method.id())
        .contains("expected-gradients");
  }

  @Test
  void shouldGiveTheSameLogOddsWithoutTheirSlope() {
    float[] spectra = RandomModels.spectra(70, AXIS.size(), 4); // more than one slice
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      GradientEngine gradients = engine.gradients().orElseThrow();
      double[] odds = new double[70];
      double[] alone = new double[70];
      gradients.gradients(spectra, 70, 1, odds, spectra.clone());

      gradients.logOdds(spectra, 70, 1, alone);

      for (int row = 0; row < 70; row++) {
        assertThat(alone[row]).as("row " + row).isCloseTo(odds[row], within(1e-4));
      }
      assertThatThrownBy(() -> gradients.logOdds(spectra, 70, 1, new double[69]))
          .isInstanceOf(EngineException.class)
          .hasMessage("room for 69 log-odds of 70 spectra; expected one each");
    }
  }

  @Test
  void shouldRefuseAClassThatTheModelDoesNotKnow() {
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      GradientEngine gradients = engine.gradients().orElseThrow();
      float[] own = RandomModels.spectra(1, AXIS.size(), 1);
      assertThatThrownBy(() -> gradients.gradients(own, 1, 3, new double[1], own.clone()))
          .isInstanceOf(EngineException.class)
          .hasMessage("class 3; expected 0 to 2");
      assertThatThrownBy(() -> gradients.gradients(own, 2, 0, new double[2], own.clone()))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("expected 1 spectrum or more of 201 points each");
    }
  }
}
