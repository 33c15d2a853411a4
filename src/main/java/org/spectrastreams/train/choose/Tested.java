package org.spectrastreams.train.choose;

import java.util.ArrayList;
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
 * @param predicted the class of each, repetitions × spectra
 * @param chosen what was taken in each fold, in words
 * @param seconds of one processor that it took
 */
public record Tested(
    String method,
    List<int[]> folds,
    List<double[][]> probabilities,
    List<int[]> predicted,
    List<String> chosen,
    double seconds) {

  /** Whether a spectrum was told to be of a class in one repetition. */
  public boolean tells(int repetition, int spectrum, int label) {
    return probabilities.get(repetition)[spectrum] != null
        && predicted.get(repetition)[spectrum] == label;
  }

  /**
   * A matrix for each fold of each repetition. Where no fold holds spectra of every class, as where
   * each is one patient, it is one for each repetition: what is recognised of the classes at hand
   * is no balanced accuracy, nor is its mean over the folds.
   */
  public List<ConfusionMatrix> matrices(int[] labels, int classes) {
    List<ConfusionMatrix> matrices = new ArrayList<>();
    for (int r = 0; r < folds.size(); r++) {
      Map<Integer, ConfusionMatrix> byFold = new HashMap<>();
      for (int i = 0; i < labels.length; i++) {
        if (probabilities.get(r)[i] != null) {
          byFold
              .computeIfAbsent(folds.get(r)[i], fold -> new ConfusionMatrix(classes))
              .add(labels[i], predicted.get(r)[i]);
        }
      }
      ConfusionMatrix all = new ConfusionMatrix(classes);
      byFold.values().forEach(all::addAll);
      if (byFold.values().stream().anyMatch(one -> one.present() == all.present())) {
        byFold.keySet().stream().sorted().forEach(fold -> matrices.add(byFold.get(fold)));
      } else {
        matrices.add(all);
      }
    }
    return matrices;
  }

  /** The matrix of all folds and repetitions together. */
  public ConfusionMatrix whole(int[] labels, int classes) {
    ConfusionMatrix sum = new ConfusionMatrix(classes);
    matrices(labels, classes).forEach(sum::addAll);
    return sum;
  }
}
