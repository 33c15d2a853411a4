package org.spectrastreams.train.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ModelExplainer;
import org.spectrastreams.explain.trust.SmoothNoise;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.ScoringEngine;

/**
 * Every way to explain one model that it has all for, and two that explain nothing, as functions
 * from a spectrum and a class to weights, each with its standard number of samples. Owns the
 * engines behind them; serves one thread.
 */
final class Attributions implements AutoCloseable {
  /** A control: smooth random weights. */
  static final String RANDOM = "random";

  /** A control: the prepared spectrum itself as its explanation. */
  static final String RAW = "raw spectrum";

  private static final int THREADS = 2;

  /** Weights of one spectrum, which stand in the answer until the next call. */
  interface Weights {
    /**
     * Explains a class.
     *
     * @param design the seed of the design, where a method has one
     */
    float[] of(float[] prepared, int classIndex, long design);
  }

  private final ModelExplainer explainer;
  private final Map<String, Weights> methods = new LinkedHashMap<>();

  private Attributions(ModelExplainer explainer) {
    this.explainer = explainer;
    for (ExplanationMethod method : explainer.available()) {
      // A map explains the class that its own network predicts, and no other.
      methods.put(
          method.id(),
          (prepared, classIndex, design) ->
              explainer
                  .explain(
                      method,
                      prepared,
                      0,
                      method.explainsAnyClass() ? classIndex : predicted(prepared),
                      0,
                      design)
                  .weights());
    }
  }

  /**
   * Opens a model with all methods and both controls.
   *
   * @param smooth the width of the peaks of random weights, points
   */
  static Attributions of(ModelPackage model, int smooth) {
    Attributions all = new Attributions(ModelExplainer.open(model, Device.CPU, THREADS));
    SmoothNoise noise =
        new SmoothNoise(model.axis().size(), smooth, new SplittableRandom(20_260_101));
    all.methods.put(
        RANDOM,
        (prepared, classIndex, design) -> {
          float[] weights = new float[prepared.length];
          noise.fill(weights);
          return weights;
        });
    all.methods.put(RAW, (prepared, classIndex, design) -> prepared);
    return all;
  }

  /**
   * Opens a model with those methods alone that need nothing trained beside it.
   *
   * @param spacing distance of the stable LIME's segments, cm⁻¹
   */
  static Attributions twin(ModelPackage model, LimeBackground background, double spacing) {
    return new Attributions(
        ModelExplainer.borrowing(model, background, spacing, Device.CPU, THREADS));
  }

  /** The methods by name, in the order of tables. */
  Map<String, Weights> methods() {
    return methods;
  }

  /** The engine that all methods explain. */
  ScoringEngine engine() {
    return explainer.engine();
  }

  /** The class that the ensemble predicts. */
  int predicted(float[] prepared) {
    return explainer.score(prepared, 0).predicted()[0];
  }

  @Override
  public void close() {
    explainer.close();
  }
}
