package org.spectrastreams.model.engine;

/**
 * Explains batches of prepared spectra with a model's amortised explainer, and places them in the
 * latent space of its contexts. One instance serves one thread; it owns native memory and must be
 * closed by whoever opened it.
 */
public interface ExplainerEngine extends AutoCloseable {
  /** Room for this engine's answers, to be reused from batch to batch. */
  ExplainerOutputs newOutputs();

  /**
   * Explains {@code count} spectra.
   *
   * @param prepared spectra on the model's axis after the model's preprocessing, row-major, count ×
   *     points; rows may not hold NaN or infinities
   * @param classes the class to explain for each
   * @param outputs receives the answers
   * @throws EngineException if the engine fails; the batch then has no answer
   */
  void explain(float[] prepared, int[] classes, int count, ExplainerOutputs outputs);

  @Override
  void close();
}
