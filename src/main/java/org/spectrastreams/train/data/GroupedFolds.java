package org.spectrastreams.train.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.spectrastreams.network.Shuffle;

/** Folds of whole groups with the classes spread evenly, in an order that a seed decides. */
public final class GroupedFolds {
  private GroupedFolds() {}

  /**
   * The fold of each spectrum. There are as many folds as asked for, or as there are groups. A
   * class of fewer groups than folds is missing from some of them: scores are those of all folds
   * together.
   *
   * @param labels the class of each spectrum
   * @param groups the group of each spectrum, any numbers
   * @return numbers from 0; no group is in two of them
   */
  public static int[] of(int[] labels, int[] groups, int folds, long seed) {
    int[] order = new int[labels.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Random random = new Random(seed);
    Shuffle.of(order, random);
    Map<Integer, Integer> renumbered = new HashMap<>();
    for (int row : order) {
      renumbered.putIfAbsent(groups[row], renumbered.size());
    }
    int[] numbered = Arrays.stream(groups).map(renumbered::get).toArray();
    int most = Math.max(2, Math.min(folds, renumbered.size()));
    int[] found = GroupSplits.together(numbered, labels, most);
    // A fold may have stayed empty where one group is most of the spectra.
    Map<Integer, Integer> used = new HashMap<>();
    for (int fold : found) {
      used.putIfAbsent(fold, used.size());
    }
    return Arrays.stream(found).map(used::get).toArray();
  }
}
