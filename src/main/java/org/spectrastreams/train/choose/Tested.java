package org.spectrastreams.train.choose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.train.data.ConfusionMatrix;

/**
 * What a method said of spectra that it had never seen, everything about it having been chosen
 * without them.
 *
 * @param method the method
 * @param folds the fold of each spectrum, one array a repetition
 * @param probabilities repetitions × spectra × classes; null for a spectrum that nothing was said
 *     of
 * @param chosen what was taken in each fold, in words
 * @param seconds of one processor that it took
 */
public record Tested(
    String method,
    List<int[]> folds,
    List<double[][]> probabilities,
    List<String> chosen,
    double seconds) {

  /** A matrix for each fold of each repetition. */
  public List<ConfusionMatrix> matrices(int[] labels, int classes) {
    List<ConfusionMatrix> matrices = new ArrayList<>();
    for (int r = 0; r < folds.size(); r++) {
      Map<Integer, ConfusionMatrix> byFold = new HashMap<>();
      for (int i = 0; i < labels.length; i++) {
        if (probabilities.get(r)[i] != null) {
          byFold
              .computeIfAbsent(folds.get(r)[i], fold -> new ConfusionMatrix(classes))
              .add(labels[i], Probabilities.largest(probabilities.get(r)[i]));
        }
      }
      byFold.keySet().stream().sorted().forEach(fold -> matrices.add(byFold.get(fold)));
    }
    return matrices;
  }

  /** The matrix of all folds and repetitions together. */
  public ConfusionMatrix whole(int[] labels, int classes) {
    ConfusionMatrix sum = new ConfusionMatrix(classes);
    matrices(labels, classes).forEach(sum::addAll);
    return sum;
  }

  /** The probabilities of each spectrum, mean over the repetitions. */
  public double[][] mean() {
    int count = folds.get(0).length;
    double[][] mean = new double[count][];
    for (int i = 0; i < count; i++) {
      int said = 0;
      for (double[][] once : probabilities) {
        if (once[i] != null) {
          mean[i] = mean[i] == null ? new double[once[i].length] : mean[i];
          for (int c = 0; c < once[i].length; c++) {
            mean[i][c] += once[i][c];
          }
          said++;
        }
      }
      if (said > 0) {
        int times = said;
        mean[i] = Arrays.stream(mean[i]).map(sum -> sum / times).toArray();
      }
    }
    return mean;
  }
}
