package org.spectrastreams.explain;

/**
 * Explains spectra of one model. Deterministic: the same spectrum, class, number of samples and
 * seed give the same weights, bit for bit, on the same machine. Holds room to work in and an engine
 * that it does not own; serves one thread at a time.
 */
public interface Explainer {
  /**
   * Explains one spectrum, which may be a row inside a larger array.
   *
   * @param prepared holds the spectrum from {@code offset}, on the model's axis and after its
   *     preprocessing; finite
   * @param classIndex the class to explain
   * @param samples how many perturbed spectra to score; ignored by methods that score none
   * @param seed of the design
   * @throws IllegalArgumentException if there is no such class, or {@code samples} is outside what
   *     the method accepts; the message says what that is
   * @throws org.spectrastreams.model.engine.EngineException if the engine fails
   */
  Explanation explain(float[] prepared, int offset, int classIndex, int samples, long seed);
}
