package org.spectrastreams.model.engine;

/** A model as a host of engines sees it: what names it, and how its engines are opened. */
public interface HostedModel {
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
}
