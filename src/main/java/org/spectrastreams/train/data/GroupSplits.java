package org.spectrastreams.train.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.spectrastreams.network.Shuffle;

/**
 * Ways to divide spectra into sets that share no group: no image, no block of columns, no spectra
 * alike. Neighbouring pixels resemble each other, so that a random division of pixels flatters
 * every model.
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
    Shuffle.of(assigned, new Random(seed));
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
      Shuffle.of(order, random);
      for (int group : order) {
        assigned[group] = next++ % sets;
      }
    }
    return assigned;
  }

  /**
   * The group of each spectrum when spectra that are alike belong together: two are in one group if
   * a chain of spectra leads from one to the other, each correlated with the next above a bound.
   * Spectra of different groups are therefore all correlated below the bound or at it. Labels play
   * no part. Takes time in proportion to count² × points: for lists of a few thousand spectra.
   *
   * @param spectra {@code count} rows of equal length; rows without any variation are alone
   * @param bound Pearson's correlation along the row, below 1
   * @return group numbers from 0, in the order of their first spectra
   */
  public static int[] alike(float[] spectra, int count, double bound) {
    if (!(bound > -1 && bound < 1)) {
      throw new IllegalArgumentException(
          "spectra alike above a correlation of " + bound + "; expected a bound between -1 and 1");
    }
    double[][] rows = standardised(spectra, count);
    int[] groups = new int[count];
    Arrays.fill(groups, -1);
    int next = 0;
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int first = 0; first < count; first++) {
      if (groups[first] >= 0) {
        continue;
      }
      groups[first] = next;
      open.add(first);
      while (!open.isEmpty()) {
        double[] row = rows[open.remove()];
        for (int other = first + 1; other < count; other++) {
          if (groups[other] < 0 && product(row, rows[other]) > bound) {
            groups[other] = next;
            open.add(other);
          }
        }
      }
      next++;
    }
    return groups;
  }

  /** Rows of mean 0 and length 1, so that their products are correlations. */
  private static double[][] standardised(float[] spectra, int count) {
    int points = spectra.length / count;
    double[][] rows = new double[count][points];
    for (int row = 0; row < count; row++) {
      double mean = 0;
      for (int i = 0; i < points; i++) {
        mean += spectra[row * points + i] / (double) points;
      }
      double squares = 0;
      for (int i = 0; i < points; i++) {
        rows[row][i] = spectra[row * points + i] - mean;
        squares += rows[row][i] * rows[row][i];
      }
      double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
      for (int i = 0; i < points; i++) {
        rows[row][i] *= scale;
      }
    }
    return rows;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  /**
   * Divides spectra into sets that never part a group: the largest group first, each into the set
   * that has the fewest spectra of the group's most frequent class, then the fewest in all, then
   * the lowest number.
   *
   * @param groups the group of each spectrum, numbers from 0
   * @param classes the class of each spectrum
   * @return the set of each spectrum
   */
  public static int[] together(int[] groups, int[] classes, int sets) {
    int groupCount = Arrays.stream(groups).max().orElseThrow() + 1;
    int classCount = Arrays.stream(classes).max().orElseThrow() + 1;
    int[][] sizes = new int[groupCount][classCount];
    for (int row = 0; row < groups.length; row++) {
      sizes[groups[row]][classes[row]]++;
    }
    int[] setOfGroup = new int[groupCount];
    int[][] filled = new int[sets][classCount];
    IntStream.range(0, groupCount)
        .boxed()
        .sorted(Comparator.comparingInt(group -> -Arrays.stream(sizes[group]).sum()))
        .forEach(
            group -> {
              int main = mostFrequent(sizes[group]);
              int chosen =
                  IntStream.range(0, sets)
                      .boxed()
                      .min(
                          Comparator.<Integer>comparingInt(set -> filled[set][main])
                              .thenComparingInt(set -> Arrays.stream(filled[set]).sum()))
                      .orElseThrow();
              setOfGroup[group] = chosen;
              for (int c = 0; c < classCount; c++) {
                filled[chosen][c] += sizes[group][c];
              }
            });
    return Arrays.stream(groups).map(group -> setOfGroup[group]).toArray();
  }

  private static int mostFrequent(int[] counts) {
    int best = 0;
    for (int c = 1; c < counts.length; c++) {
      if (counts[c] > counts[best]) {
        best = c;
      }
    }
    return best;
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
}
