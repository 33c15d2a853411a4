package org.spectrastreams.model.engine;

import org.spectrastreams.model.engine.GraphContract.Meaning;

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

  /**
   * Computes log-odds alone, which takes a fraction of the time of their gradients.
   *
   * @param logOdds receives what {@link #gradients} gives, count values
   * @throws EngineException if the engine fails
   */
  default void logOdds(float[] prepared, int count, int classIndex, double[] logOdds) {
    gradients(prepared, count, classIndex, logOdds, new float[prepared.length]);
  }

  /**
   * Computes one of the graph's maps of a class, count × points.
   *
   * @param map which, an output of the graph's contract
   * @param maps receives one value for every point of the input
   * @throws EngineException if the graph has no such map, or the engine fails
   */
  default void maps(Meaning map, float[] prepared, int count, int classIndex, float[] maps) {
    throw new EngineException("the graph has no output of " + map);
  }
}
