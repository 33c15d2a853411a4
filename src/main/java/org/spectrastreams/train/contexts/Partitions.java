package org.spectrastreams.train.contexts;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How alike two groupings of the same things are, whatever the groups are called. */
public final class Partitions {
  private Partitions() {}

  /**
   * The adjusted Rand index (Hubert and Arabie 1985): 1 for equal groupings, 0 in the mean of
   * random ones.
   *
   * @param one the group of each thing, 0 or more
   * @param other the same by another grouping, as long
   */
  public static double adjustedRand(int[] one, int[] other) {
    int rows = Arrays.stream(one).max().orElse(-1) + 1;
    int columns = Arrays.stream(other).max().orElse(-1) + 1;
    long[][] counts = new long[rows][columns];
    for (int i = 0; i < one.length; i++) {
      counts[one[i]][other[i]]++;
    }
    double both = 0;
    for (long[] row : counts) {
      both += Arrays.stream(row).mapToDouble(Partitions::pairs).sum();
    }
    double ofOne = Arrays.stream(counts).mapToDouble(row -> pairs(Arrays.stream(row).sum())).sum();
    double ofOther =
        IntStream.range(0, columns)
            .mapToDouble(c -> pairs(Arrays.stream(counts).mapToLong(row -> row[c]).sum()))
            .sum();
    double all = pairs(one.length);
    double expected = all == 0 ? 0 : ofOne * ofOther / all;
    double most = (ofOne + ofOther) / 2;
    return most == expected ? 1 : (both - expected) / (most - expected);
  }

  /** Of the things that either marks, the share that both mark; 1 where neither marks any. */
  public static double jaccard(boolean[] one, boolean[] other) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < one.length; i++) {
      both += one[i] && other[i] ? 1 : 0;
      either += one[i] || other[i] ? 1 : 0;
    }
    return either == 0 ? 1 : (double) both / either;
  }

  private static double pairs(long count) {
    return count * (count - 1) / 2.0;
  }
}
