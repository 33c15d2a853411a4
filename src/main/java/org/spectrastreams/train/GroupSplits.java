package org.spectrastreams.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Ways to divide spectra into sets that share no group: no image, no block of columns. Neighbouring
 * pixels resemble each other, so that a random division of pixels flatters every model.
 */
public final class GroupSplits {
  private GroupSplits() {}

  /**
   * One division of spectra; each array holds row numbers, ascending.
   *
   * @param validation chooses epochs, members and settings
   * @param test is looked at once, at the end
   */
  public record Split(int[] train, int[] validation, int[] test) {
    /** The rows that are not tested: training, then validation. */
    public int[] development() {
      return IntStream.concat(Arrays.stream(train), Arrays.stream(validation)).sorted().toArray();
    }
  }

  /**
   * The block of contiguous columns that each column belongs to.
   *
   * @param width the number of columns of the image
   * @param blocks the number of blocks, 1 to {@code width}; their widths differ by one at most
   */
  public static int[] columnBlocks(int width, int blocks) {
    if (blocks < 1 || blocks > width) {
      throw new IllegalArgumentException(
          blocks + " blocks of " + width + " columns; expected 1 to " + width + " blocks");
    }
    return IntStream.range(0, width).map(x -> (int) ((long) x * blocks / width)).toArray();
  }

  /**
   * A random group for each of {@code count} spectra, groups of equal size. This is the leaky
   * division that ignores neighbourhood, for comparison only.
   */
  public static int[] random(int count, int groups, long seed) {
    int[] assigned = IntStream.range(0, count).map(i -> i % groups).toArray();
    shuffle(assigned, new Random(seed));
    return assigned;
  }

  /**
   * Divides groups into sets such that the groups of each class are spread evenly.
   *
   * @param groupClasses the class of each group
   * @param sets the number of sets
   * @return the set of each group
   */
  public static int[] stratified(int[] groupClasses, int sets, long seed) {
    TreeMap<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int group = 0; group < groupClasses.length; group++) {
      byClass.computeIfAbsent(groupClasses[group], c -> new ArrayList<>()).add(group);
    }
    Random random = new Random(seed);
    int[] assigned = new int[groupClasses.length];
    int next = 0;
    for (List<Integer> groups : byClass.values()) {
      int[] order = groups.stream().mapToInt(Integer::intValue).toArray();
      shuffle(order, random);
      for (int group : order) {
        assigned[group] = next++ % sets;
      }
    }
    return assigned;
  }

  /**
   * The division that tests on one set, validates on another and trains on all others. With four
   * sets and every {@code test} validated on the next, these are the permutations of Hartigan 2025
   * with train : validation : test = 2 : 1 : 1.
   *
   * @param setOfRow the set of each spectrum
   */
  public static Split holdOut(int[] setOfRow, int test, int validation) {
    if (test == validation) {
      throw new IllegalArgumentException(
          "set " + test + " for both validation and test; expected two different sets");
    }
    return new Split(
        rows(setOfRow, set -> set != test && set != validation),
        rows(setOfRow, set -> set == validation),
        rows(setOfRow, set -> set == test));
  }

  private static int[] rows(int[] setOfRow, java.util.function.IntPredicate wanted) {
    return IntStream.range(0, setOfRow.length).filter(i -> wanted.test(setOfRow[i])).toArray();
  }

  private static void shuffle(int[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }
}
