package org.spectrastreams.explain.methods;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.ExplanationMethod;
import org.spectrastreams.explain.context.Context;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.lime.PublishedLime;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.model.engine.ScoringEngine;

/**
 * Every method of one model for one thread: opens what a method needs when it is first asked for,
 * and closes it all.
 */
public final class ModelExplainer implements AutoCloseable {
  private final ModelPackage model;
  private final Device device;
  private final int threads;
  private final ScoringEngine engine;
  private final EnsembleScores scores;
  private final int points;
  private Explainer stable;
  private Explainer published;
  private ExplainerEngine network;
  private ExplainerOutputs outputs;
  private ContextScorer contexts;
  private ContextAssignment assignment;

  /** A context that a spectrum was given. */
  public record Found(
      Context context,
      double distance,
      boolean outside,
      boolean contradicts,
      int linearisedClass,
      float latentX,
      float latentY) {}

  /**
   * Opens the ensemble.
   *
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the device cannot be used or the model does not answer its probe
   */
  public ModelExplainer(ModelPackage model, Device device, int threads) {
    this.model = model;
    this.device = device;
    this.threads = threads;
    this.engine = model.openEngine(device, threads);
    this.scores = engine.newScores();
    this.points = model.axis().size();
  }

  /** The samples that a method takes unless asked otherwise; 0 for one that takes none. */
  public int defaultSamples(ExplanationMethod method) {
    return switch (method) {
      case LIME ->
          model
              .explanations()
              .map(known -> known.lime().samples())
              .orElse(StableLime.DEFAULT_SAMPLES);
      case LIME_PUBLISHED -> PublishedLime.DEFAULT_SAMPLES;
      case CAM, LIME_AMORTISED, CRIME -> 0;
    };
  }

  /** What the model's package says of a method's reliability; empty where it was not measured. */
  public Optional<Reliability> reliability(ExplanationMethod method) {
    return model.explanations().stream()
        .flatMap(known -> known.reliability().stream())
        .filter(known -> known.method().equals(method.id()))
        .findFirst();
  }

  /** Scores one prepared spectrum; the answer stands until the next call of this object. */
  public EnsembleScores score(float[] prepared, int offset) {
    engine.score(Arrays.copyOfRange(prepared, offset, offset + points), 1, scores);
    return scores;
  }

  /**
   * Explains one prepared spectrum.
   *
   * @param samples as {@link Explainer#explain}
   * @throws IllegalArgumentException if the method cannot explain this class, or {@code samples} is
   *     outside what it accepts
   * @throws EngineException if the package lacks what the method needs, or an engine fails
   */
  public Explanation explain(
      ExplanationMethod method,
      float[] prepared,
      int offset,
      int classIndex,
      int samples,
      long seed) {
    return switch (method) {
      case CAM -> activationMap(prepared, offset, classIndex);
      case LIME -> stable().explain(prepared, offset, classIndex, samples, seed);
      case LIME_PUBLISHED -> published().explain(prepared, offset, classIndex, samples, seed);
      case LIME_AMORTISED -> amortised(prepared, offset, classIndex);
      case CRIME -> {
        requirePredicted(method, prepared, offset, classIndex);
        Context context = context(prepared, offset).context();
        yield Explanation.ofWeights(
            method, context.label(), contexts.contexts().meanWeights(context.id()));
      }
    };
  }

  private Explanation activationMap(float[] prepared, int offset, int classIndex) {
    requirePredicted(ExplanationMethod.CAM, prepared, offset, classIndex);
    float[] map = Arrays.copyOf(scores.activationMap(), points);
    return Explanation.ofWeights(ExplanationMethod.CAM, classIndex, map);
  }

  private void requirePredicted(
      ExplanationMethod method, float[] prepared, int offset, int classIndex) {
    int predicted = score(prepared, offset).predicted()[0];
    if (classIndex != predicted) {
      throw new IllegalArgumentException(
          "method "
              + method
              + " explains the predicted class alone, "
              + model.classes().get(predicted)
              + ": leave the class out, or choose lime");
    }
  }

  private Explainer stable() {
    if (stable == null) {
      stable = new StableLime(model, engine);
    }
    return stable;
  }

  private Explainer published() {
    if (published == null) {
      published = new PublishedLime(model, engine);
    }
    return published;
  }

  private Explanation amortised(float[] prepared, int offset, int classIndex) {
    if (classIndex < 0 || classIndex >= model.classes().size()) {
      throw new IllegalArgumentException(
          "class " + classIndex + "; expected 0 to " + (model.classes().size() - 1));
    }
    encode(prepared, offset, classIndex);
    return Explanation.ofWeights(
        ExplanationMethod.LIME_AMORTISED, classIndex, Arrays.copyOf(outputs.limeWeights(), points));
  }

  private void encode(float[] prepared, int offset, int classIndex) {
    if (network == null) {
      network = model.openExplainer(device, threads);
      outputs = network.newOutputs();
    }
    float[] spectrum = Arrays.copyOfRange(prepared, offset, offset + points);
    network.explain(spectrum, new int[] {classIndex}, 1, outputs);
  }

  /**
   * The context of one prepared spectrum.
   *
   * @throws EngineException if the package has no contexts, or an engine fails
   */
  public Found context(float[] prepared, int offset) {
    if (contexts == null) {
      contexts = new ContextScorer(Contexts.of(model));
      assignment = new ContextAssignment();
    }
    int predicted = score(prepared, offset).predicted()[0];
    encode(prepared, offset, predicted);
    float[] spectrum = Arrays.copyOfRange(prepared, offset, offset + points);
    contexts.assign(spectrum, outputs.latents(), new int[] {predicted}, 1, assignment);
    return new Found(
        contexts.contexts().context(assignment.context()[0]),
        assignment.distance()[0],
        assignment.outside()[0],
        assignment.contradicts()[0],
        assignment.linearised()[0],
        assignment.projection()[0],
        assignment.projection()[1]);
  }

  @Override
  public void close() {
    if (network != null) {
      network.close();
    }
    engine.close();
  }
}
