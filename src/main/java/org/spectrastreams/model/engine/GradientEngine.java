package org.spectrastreams.model.engine;

/**
 * Log-odds of a class and their gradient by every point of the prepared spectrum. One instance
 * serves one thread; whoever opened the engine that gives it closes it.
 */
public interface GradientEngine {
  /**
   * Computes log-odds and gradients of {@code count} spectra.
   *
   * @param prepared spectra on the model's axis after the model's preprocessing, row-major, count ×
   *     points, finite
   * @param classIndex the class
   * @param logOdds receives ln(p / (1 − p)) of the class's mean member probability p, count values
   * @param gradients receives the derivative of that value by each point, count × points
   * @throws EngineException if the engine fails; the batch then has no answer
   */
  void gradients(float[] prepared, int count, int classIndex, double[] logOdds, float[] gradients);
}
