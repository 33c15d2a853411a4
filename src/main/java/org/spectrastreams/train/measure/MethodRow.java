package org.spectrastreams.train.measure;

import java.util.Arrays;
import java.util.List;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.train.choose.Tested;
import org.spectrastreams.train.data.ConfusionMatrix;

/**
 * One method of a comparison.
 *
 * @param method its name
 * @param folds balanced accuracy of every fold of every repetition, in their order
 * @param scores of all folds together
 * @param figures for a card: mean and deviation over the folds
 * @param seconds of one processor
 */
public record MethodRow(
    String method, double[] folds, GroupedScores scores, List<Figure> figures, double seconds) {
  /** Scores what a method said. */
  public static MethodRow of(
      Tested tested, int[] labels, int[] groups, int classes, String evaluation) {
    List<ConfusionMatrix> matrices = tested.matrices(labels, classes);
    return new MethodRow(
        tested.method(),
        matrices.stream().mapToDouble(ConfusionMatrix::balancedAccuracy).toArray(),
        GroupedScores.of(tested, labels, groups, classes),
        Figures.of(evaluation, tested.method(), matrices),
        tested.seconds());
  }

  /** The mean over the folds. */
  public double mean() {
    return Figures.mean(folds);
  }

  /** The standard deviation over the folds. */
  public double spread() {
    return Figures.deviation(folds);
  }

  /**
   * Whether another method of the same folds is as good: behind by less than one standard error of
   * the difference, fold by fold.
   */
  public boolean isMatchedBy(MethodRow other) {
    double[] differences = new double[folds.length];
    Arrays.setAll(differences, i -> folds[i] - other.folds[i]);
    double error = Figures.deviation(differences) / Math.sqrt(differences.length);
    return Figures.mean(differences) <= error;
  }
}
