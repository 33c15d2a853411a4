package org.spectrastreams.train.imports;

import java.util.Arrays;
import java.util.List;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.OnnxGraphCheck;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.foreign.ForeignGraph;
import org.spectrastreams.network.foreign.ForeignModel;
import org.spectrastreams.network.foreign.Outputs;

/**
 * What a graph from elsewhere says by itself of some spectra: what a package made of it must say,
 * too.
 *
 * @param classes the number of classes
 * @param prepared the spectra, rows × points
 * @param probabilities rows × classes
 */
record ForeignTrial(int classes, float[] prepared, double[][] probabilities) {
  private static final double SUM = 1e-3;
  private static final int BATCH = 256;

  /**
   * Runs a graph.
   *
   * @throws IllegalArgumentException if it gives numbers that are none, or probabilities that do
   *     not sum to 1
   */
  static ForeignTrial of(
      ForeignModel model, List<String> names, Outputs meaning, float[] prepared) {
    int classes = names.size();
    try (ScoringEngine engine = open(model, classes, meaning)) {
      return new ForeignTrial(
          classes, prepared, probabilities(engine, prepared, model.points(), classes));
    }
  }

  /** The graph as it came, on the processor. */
  static ScoringEngine open(ForeignModel model, int classes, Outputs meaning) {
    GraphContract contract = ForeignGraph.contract(model.points(), classes);
    byte[] graph = ForeignGraph.write(model, classes, meaning);
    OnnxGraphCheck.check(graph, "the imported graph", contract);
    return OnnxEngine.open(graph, contract, Device.CPU, 1);
  }

  /** What an engine of one member says, rows × classes. */
  static double[][] probabilities(ScoringEngine engine, float[] prepared, int points, int classes) {
    double[][] rows = new double[prepared.length / points][];
    EnsembleScores scores = engine.newScoresWithoutMaps();
    for (int from = 0; from < rows.length; from += BATCH) {
      int count = Math.min(BATCH, rows.length - from);
      engine.score(
          Arrays.copyOfRange(prepared, from * points, (from + count) * points), count, scores);
      for (int i = 0; i < count; i++) {
        double[] row = new double[classes];
        for (int c = 0; c < classes; c++) {
          row[c] = scores.memberProbabilities()[i * classes + c];
        }
        rows[from + i] = checked(row);
      }
    }
    return rows;
  }

  private static double[] checked(double[] row) {
    boolean fits =
        Math.abs(Arrays.stream(row).sum() - 1) <= SUM
            && Arrays.stream(row).allMatch(p -> p >= -SUM);
    if (!fits) {
      throw new IllegalArgumentException(
          "the model says "
              + Arrays.toString(row)
              + " of a spectrum; expected probabilities that sum to 1: if these are values before"
              + " the softmax, the manifest must say outputs: logits");
    }
    return row;
  }

  /** The class of a spectrum. */
  int predicted(int row) {
    double[] of = probabilities[row];
    int best = 0;
    for (int c = 1; c < of.length; c++) {
      best = of[c] > of[best] ? c : best;
    }
    return best;
  }
}
