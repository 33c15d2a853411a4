package org.spectrastreams.train.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.ExplanationMethod;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.lime.LimeResponse;
import org.spectrastreams.explain.lime.PublishedLime;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.explain.trust.SmoothNoise;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.model.engine.ScoringEngine;

/**
 * Every way to explain one model, and two that explain nothing, as functions from a spectrum and a
 * class to weights. Owns the engines behind them; serves one thread.
 */
final class Attributions implements AutoCloseable {
  /** A control: smooth random weights. */
  static final String RANDOM = "random";

  /** A control: the prepared spectrum itself as its explanation. */
  static final String RAW = "raw spectrum";

  /** Weights of one spectrum, which stand in the answer until the next call. */
  interface Weights {
    float[] of(float[] prepared, int classIndex);
  }

  private final ScoringEngine engine;
  private final EnsembleScores scores;
  private ExplainerEngine amortised;
  private final Map<String, Weights> methods = new LinkedHashMap<>();

  private Attributions(ModelPackage model) {
    this.engine = model.openEngine(Device.CPU, 2);
    this.scores = engine.newScores();
  }

  /**
   * Opens a model with all methods.
   *
   * @param spacing distance of the stable LIME's segments, cm⁻¹
   * @param samples perturbed spectra of an exact explanation, for the two kinds of LIME
   */
  static Attributions of(
      ModelPackage model, LimeBackground background, double spacing, int[] samples, int smooth) {
    Attributions all = twin(model, background, spacing, samples);
    all.amortised = model.openExplainer(Device.CPU, 2);
    ExplainerOutputs outputs = all.amortised.newOutputs();
    ContextScorer scorer = new ContextScorer(Contexts.of(model));
    ContextAssignment assignment = new ContextAssignment();
    all.methods.put(
        ExplanationMethod.LIME_AMORTISED.id(),
        (prepared, classIndex) -> {
          all.amortised.explain(prepared, new int[] {classIndex}, 1, outputs);
          return java.util.Arrays.copyOf(outputs.limeWeights(), outputs.points());
        });
    all.methods.put(
        ExplanationMethod.CRIME.id(),
        (prepared, classIndex) -> {
          int[] predicted = {classIndex};
          all.amortised.explain(prepared, predicted, 1, outputs);
          scorer.assign(prepared, outputs.latents(), predicted, 1, assignment);
          return scorer.contexts().meanWeights(assignment.context()[0]);
        });
    SmoothNoise noise =
        new SmoothNoise(model.axis().size(), smooth, new SplittableRandom(20_260_101));
    all.methods.put(
        RANDOM,
        (prepared, classIndex) -> {
          float[] weights = new float[prepared.length];
          noise.fill(weights);
          return weights;
        });
    all.methods.put(RAW, (prepared, classIndex) -> prepared);
    return all;
  }

  /** Opens a model with those methods alone that need nothing trained beside it. */
  static Attributions twin(
      ModelPackage model, LimeBackground background, double spacing, int[] samples) {
    Attributions all = new Attributions(model);
    all.methods.put(
        ExplanationMethod.CAM.id(),
        (prepared, classIndex) -> {
          all.engine.score(prepared, 1, all.scores);
          return java.util.Arrays.copyOf(all.scores.activationMap(), all.scores.points());
        });
    Explainer stable = new StableLime(all.engine, model.axis(), background, spacing);
    all.methods.put(
        ExplanationMethod.LIME.id(),
        (prepared, classIndex) -> stable.explain(prepared, 0, classIndex, samples[0], 1).weights());
    Explainer published = new PublishedLime(all.engine, background, LimeResponse.VOTE_FRACTION);
    all.methods.put(
        ExplanationMethod.LIME_PUBLISHED.id(),
        (prepared, classIndex) ->
            published.explain(prepared, 0, classIndex, samples[1], 1).weights());
    return all;
  }

  /** The methods by name, in the order of tables. */
  Map<String, Weights> methods() {
    return methods;
  }

  /** The engine that all methods explain. */
  ScoringEngine engine() {
    return engine;
  }

  /** The class that the ensemble predicts. */
  int predicted(float[] prepared) {
    engine.score(prepared, 1, scores);
    return scores.predicted()[0];
  }

  @Override
  public void close() {
    engine.close();
    if (amortised != null) {
      amortised.close();
    }
  }
}
