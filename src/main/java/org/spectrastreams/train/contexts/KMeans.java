package org.spectrastreams.train.contexts;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * K-means with k-means++ starts (Arthur and Vassilvitskii 2007), the best of several; the same seed
 * gives the same groups.
 *
 * @param centres groups × dimensions, row-major
 * @param groups the group of each row
 * @param spread the sum of squared distances to the own centre
 */
record KMeans(double[] centres, int[] groups, double spread) {
  private static final int STARTS = 8;
  private static final int MOST_ROUNDS = 100;

  /**
   * Groups rows.
   *
   * @param rows count × dimensions, row-major
   * @param wanted the number of groups, 1 or more; fewer come out where fewer rows differ
   */
  static KMeans of(double[] rows, int dimensions, int wanted, long seed) {
    int count = rows.length / dimensions;
    if (wanted < 1 || count < wanted) {
      throw new IllegalArgumentException(
          wanted + " groups of " + count + " rows; expected 1 group or more and as many rows");
    }
    SplittableRandom random = new SplittableRandom(seed);
    KMeans best = null;
    for (int start = 0; start < STARTS; start++) {
      KMeans found = run(rows, dimensions, wanted, random.split());
      if (best == null || found.spread < best.spread) {
        best = found;
      }
    }
    return best;
  }

  private static KMeans run(double[] rows, int dimensions, int wanted, SplittableRandom random) {
    int count = rows.length / dimensions;
    double[] centres = start(rows, dimensions, wanted, random);
    int[] groups = new int[count];
    Arrays.fill(groups, -1);
    int k = centres.length / dimensions;
    double spread = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean changed = false;
      spread = 0;
      for (int n = 0; n < count; n++) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < k; c++) {
          double square = square(rows, n, centres, c, dimensions);
          if (square < least) {
            least = square;
            nearest = c;
          }
        }
        changed |= groups[n] != nearest;
        groups[n] = nearest;
        spread += least;
      }
      if (!changed) {
        break;
      }
      double[] sums = new double[centres.length];
      int[] sizes = new int[k];
      for (int n = 0; n < count; n++) {
        sizes[groups[n]]++;
        for (int d = 0; d < dimensions; d++) {
          sums[groups[n] * dimensions + d] += rows[n * dimensions + d];
        }
      }
      for (int c = 0; c < k; c++) {
        for (int d = 0; d < dimensions && sizes[c] > 0; d++) {
          centres[c * dimensions + d] = sums[c * dimensions + d] / sizes[c];
        }
      }
    }
    return withoutEmpty(centres, groups, spread, dimensions);
  }

  private static KMeans withoutEmpty(
      double[] centres, int[] groups, double spread, int dimensions) {
    int k = centres.length / dimensions;
    int[] number = new int[k];
    Arrays.fill(number, -1);
    for (int group : groups) {
      number[group] = 0;
    }
    int used = 0;
    double[] kept = new double[centres.length];
    for (int c = 0; c < k; c++) {
      if (number[c] == 0) {
        System.arraycopy(centres, c * dimensions, kept, used * dimensions, dimensions);
        number[c] = used++;
      }
    }
    return new KMeans(
        Arrays.copyOf(kept, used * dimensions),
        Arrays.stream(groups).map(group -> number[group]).toArray(),
        spread);
  }

  private static double[] start(
      double[] rows, int dimensions, int wanted, SplittableRandom random) {
    int count = rows.length / dimensions;
    double[] centres = new double[wanted * dimensions];
    double[] squares = new double[count];
    Arrays.fill(squares, Double.POSITIVE_INFINITY);
    int next = random.nextInt(count);
    for (int c = 0; c < wanted; c++) {
      System.arraycopy(rows, next * dimensions, centres, c * dimensions, dimensions);
      double sum = 0;
      for (int n = 0; n < count; n++) {
        squares[n] = Math.min(squares[n], square(rows, n, centres, c, dimensions));
        sum += squares[n];
      }
      double place = random.nextDouble() * sum;
      next = 0;
      while (next < count - 1 && place >= squares[next]) {
        place -= squares[next++];
      }
    }
    return centres;
  }

  private static double square(double[] rows, int n, double[] centres, int c, int dimensions) {
    double square = 0;
    for (int d = 0; d < dimensions; d++) {
      double apart = rows[n * dimensions + d] - centres[c * dimensions + d];
      square += apart * apart;
    }
    return square;
  }

  /** The number of groups. */
  int count() {
    return Arrays.stream(groups).max().orElse(-1) + 1;
  }

  /**
   * The mean silhouette (Rousseeuw 1987) of rows chosen at random, −1 … 1; 0 for a single group.
   *
   * @param most the most rows that are compared with each other
   */
  double silhouette(double[] rows, int dimensions, int most, long seed) {
    if (count() < 2) {
      return 0;
    }
    int[] chosen =
        new SplittableRandom(seed)
            .ints(Math.min(most, groups.length), 0, groups.length)
            .distinct()
            .toArray();
    double sum = 0;
    int counted = 0;
    for (int n : chosen) {
      double[] distances = new double[count()];
      int[] sizes = new int[count()];
      for (int other : chosen) {
        if (other != n) {
          sizes[groups[other]]++;
          distances[groups[other]] += Math.sqrt(square(rows, n, rows, other, dimensions));
        }
      }
      double nearest = Double.POSITIVE_INFINITY;
      for (int g = 0; g < sizes.length; g++) {
        if (g != groups[n] && sizes[g] > 0) {
          nearest = Math.min(nearest, distances[g] / sizes[g]);
        }
      }
      if (sizes[groups[n]] > 0 && nearest < Double.POSITIVE_INFINITY) {
        double own = distances[groups[n]] / sizes[groups[n]];
        sum += own == nearest ? 0 : (nearest - own) / Math.max(own, nearest);
      }
      counted++;
    }
    return sum / counted;
  }
}
