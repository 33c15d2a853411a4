package org.spectrastreams.model.engine;

import org.spectrastreams.model.engine.DeviceSettings.Precision;

/** A model as a host of engines sees it: what names it, and how its engines are opened. */
public interface HostedModel {
  /**
   * A graph that a host of engines may open: checked, and owned by the model it belongs to.
   *
   * @param onnx the file's bytes, not to be changed
   * @param contract what it reads and gives
   */
  record Graph(byte[] onnx, GraphContract contract) {}

  /** Names exactly this model; hosts may share what two models of the same digest need. */
  String digest();

  /**
   * Opens the ensemble and lets it prove itself before anything else.
   *
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the device cannot be used, or the model does not answer as it should
   */
  ScoringEngine openEngine(Device device, int threads);

  /**
   * Opens the amortised explainer.
   *
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the model has none or the device cannot be used
   */
  ExplainerEngine openExplainer(Device device, int threads);

  /** The ensemble's graph, for a host that opens it itself. */
  Graph ensemble();

  /** Whether it has an amortised explainer. */
  boolean hasExplainer();

  /**
   * The amortised explainer's graph, for a host that opens it itself.
   *
   * @throws EngineException if the model has none
   */
  Graph explainer();

  /**
   * Lets an engine of this model score the stored probe.
   *
   * @param precision of the engine's products: at {@link Precision#FLOAT32} every answer must be
   *     the stored one, but for rounding; at another every class, and probabilities within bounds,
   *     and how far they are off is said in the log
   * @throws EngineException if its answer is another
   */
  void prove(ScoringEngine engine, Precision precision);
}
