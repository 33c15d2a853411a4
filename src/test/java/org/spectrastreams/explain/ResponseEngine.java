package org.spectrastreams.explain;

import java.util.function.ToDoubleFunction;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;

/** An "ensemble" of one member and two classes that computes a known function of a spectrum. */
public final class ResponseEngine implements ScoringEngine {
  private final int points;
  private final ToDoubleFunction<float[]> probability;
  private int rows;

  /** Gives class 1 this probability. */
  public ResponseEngine(int points, ToDoubleFunction<float[]> probability) {
    this.points = points;
    this.probability = probability;
  }

  /** The rows scored so far. */
  public int rows() {
    return rows;
  }

  @Override
  public EnsembleScores newScores() {
    return new EnsembleScores(1, 2, points);
  }

  @Override
  public void score(float[] prepared, int count, EnsembleScores scores) {
    scores.resize(count);
    rows += count;
    float[] row = new float[points];
    for (int i = 0; i < count; i++) {
      System.arraycopy(prepared, i * points, row, 0, points);
      double p = probability.applyAsDouble(row);
      scores.memberProbabilities()[2 * i] = (float) (1 - p);
      scores.memberProbabilities()[2 * i + 1] = (float) p;
      scores.predicted()[i] = p > 0.5 ? 1 : 0;
    }
  }

  @Override
  public void close() {}
}
