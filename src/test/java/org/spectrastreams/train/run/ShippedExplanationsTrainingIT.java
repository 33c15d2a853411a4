package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.train.data.ExplainedPixels;
import org.spectrastreams.train.recipe.Recipe;

/** The explanations that ship with the models. */
class ShippedExplanationsTrainingIT {
  private static final int MOST = 800;

  @ParameterizedTest
  @CsvSource({"tissue, 0.85", "cartilage, 0.9", "sers, 0.9"})
  void shouldFindContextsThatSpeakForTheClassOfHeldOutSpectra(String name, double least)
      throws IOException {
    ModelPackage model = new ModelStore(Path.of("model-store")).open(name);
    float[] spectra =
        ExplainedPixels.of(Recipe.read(name), model).heldOut().evenly(MOST).prepared();
    int points = model.axis().size();
    int count = spectra.length / points;
    int batch = 100;
    Contexts contexts = Contexts.of(model);
    int agree = 0;
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1);
        ExplainerEngine explainer = model.openExplainer(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      ExplainerOutputs outputs = explainer.newOutputs();
      ContextScorer scorer = new ContextScorer(contexts);
      ContextAssignment found = new ContextAssignment();
      for (int from = 0; from < count; from += batch) {
        int now = Math.min(batch, count - from);
        float[] part = Arrays.copyOfRange(spectra, from * points, (from + now) * points);
        engine.score(part, now, scores);
        explainer.explain(part, scores.predicted(), now, outputs);
        scorer.assign(part, outputs.latents(), scores.predicted(), now, found);
        for (int i = 0; i < now; i++) {
          assertThat(found.context()[i]).isBetween(0, contexts.count() - 1);
          assertThat(found.distance()[i]).isFinite();
          agree += found.label()[i] == scores.predicted()[i] ? 1 : 0;
        }
      }
    }
    assertThat((double) agree / count).as(name).isGreaterThan(least);
  }

  @ParameterizedTest
  @CsvSource({
    "tissue, cam lime lime-published lime-amortised crime expected-gradients context-linear",
    "cartilage, cam lime lime-published lime-amortised crime expected-gradients context-linear",
    "sers, cam lime lime-published lime-amortised crime expected-gradients context-linear"
  })
  void shouldBeReproducibleAndJudged(String name, String methods) {
    ExplanationManifest known =
        new ModelStore(Path.of("model-store")).open(name).explanations().orElseThrow();
    assertThat(known.figures())
        .filteredOn(figure -> figure.measure().startsWith("same context with another design"))
        .filteredOn(figure -> !figure.method().contains("as published"))
        .singleElement()
        .satisfies(figure -> assertThat(figure.value()).isGreaterThanOrEqualTo(0.95));
    assertThat(known.reliability())
        .extracting(Reliability::method)
        .containsExactlyInAnyOrder(methods.split(" "));
  }
}
