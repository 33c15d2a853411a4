package org.spectrastreams.model;

/**
 * Scores batches of prepared spectra with an ensemble. One instance serves one thread; it owns
 * native memory and must be closed by whoever opened it.
 */
public interface ScoringEngine extends AutoCloseable {
  /** Room for this engine's answers, to be reused from batch to batch. */
  EnsembleScores newScores();

  /**
   * Scores {@code count} spectra in one native call.
   *
   * @param prepared spectra on the model's axis after the model's preprocessing, row-major, count ×
   *     points; rows may not hold NaN or infinities
   * @param scores receives the answers
   * @throws EngineException if the engine fails; the batch then has no answer
   */
  void score(float[] prepared, int count, EnsembleScores scores);

  @Override
  void close();
}
