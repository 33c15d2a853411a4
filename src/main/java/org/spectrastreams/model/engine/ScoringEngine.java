package org.spectrastreams.model.engine;

import java.util.Optional;

/**
 * Scores batches of prepared spectra with an ensemble. One instance serves one thread; it owns
 * native memory and must be closed by whoever opened it.
 */
public interface ScoringEngine extends AutoCloseable {
  /** Room for this engine's answers, to be reused from batch to batch. */
  EnsembleScores newScores();

  /**
   * Room for answers without activation maps. An engine that is given it may leave out the work for
   * them and be more than twice as fast; what it computes is the same. By default, room with maps.
   */
  default EnsembleScores newScoresWithoutMaps() {
    return newScores();
  }

  /**
   * Scores {@code count} spectra in one native call.
   *
   * @param prepared spectra on the model's axis after the model's preprocessing, row-major, count ×
   *     points; rows may not hold NaN or infinities
   * @param scores receives the answers
   * @throws EngineException if the engine fails; the batch then has no answer
   */
  void score(float[] prepared, int count, EnsembleScores scores);

  /** The processor threads that one batch may use, 1 or more; who makes batches may use as many. */
  default int threads() {
    return 1;
  }

  /**
   * The same ensemble's gradients; empty where its graph has none. Closed with this engine, and for
   * the same thread.
   */
  default Optional<GradientEngine> gradients() {
    return Optional.empty();
  }

  @Override
  void close();
}
