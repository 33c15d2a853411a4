package org.spectrastreams.explain.lime;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which segments of a spectrum are replaced by which donor's, in every row of a design, and the
 * regression that belongs to it. Depends on the background, the seed and the number of rows, never
 * on the explained spectrum. Immutable.
 *
 * <p>The segments are dealt, in runs of two neighbours, into ten groups, one row each; then the
 * next donor comes, with other groups. So every donor replaces every segment exactly once, and no
 * row more than about a tenth of the spectrum.
 *
 * <p>The regression: change of the response = −Σ m_k β_k + Σ m_k (γ_k a_k + δ_k b_k), where m_k
 * says whether segment k is replaced and a_k, b_k are the donor's level and slope there,
 * standardised over <em>all</em> donors. These two take the differences between the donors out of
 * β, which is left as the effect of what the spectrum has, against the mean donor. No intercept:
 * the surrogate goes through the spectrum itself. Penalties: on the second differences of β, and on
 * the size of γ and δ.
 */
final class SegmentDesign {
  private static final int RUN = 2;
  private static final int GROUPS = 10;
  private static final double SMOOTHNESS = 0.1;
  private static final double DONOR_PENALTY = 0.1;
  private static final double RIDGE = 1e-3;

  /** Both halves of the design together. */
  static final int WHOLE = -1;

  private final int segments;
  private final int rows;
  private final int perBlock;
  private final int[] donors;
  private final int[][] replaced;
  private final Segments features;
  private final CholeskyFactor whole;
  private final CholeskyFactor[] halves;

  SegmentDesign(Segments features, int donorCount, int rows, long seed) {
    this.features = features;
    this.segments = features.count();
    this.rows = rows;
    perBlock = Math.min(GROUPS, Math.max(2, (segments + RUN - 1) / RUN));
    donors = new int[rows];
    replaced = new int[rows][];
    deal(donorCount, new SplittableRandom(seed));
    whole = factor(WHOLE);
    halves = new CholeskyFactor[] {factor(0), factor(1)};
  }

  private void deal(int donorCount, SplittableRandom random) {
    int[] order = new int[donorCount];
    Arrays.setAll(order, d -> d);
    int[] dealt = new int[segments];
    for (int first = 0; first < rows; first += perBlock) {
      int block = first / perBlock;
      if (block % donorCount == 0) {
        shuffle(order, random);
      }
      int offset = random.nextInt(RUN);
      int[] groups = new int[(segments + offset - 1) / RUN + 1];
      Arrays.setAll(groups, run -> run % perBlock);
      shuffle(groups, random);
      int[] sizes = new int[perBlock];
      for (int k = 0; k < segments; k++) {
        dealt[k] = groups[(k + offset) / RUN];
        sizes[dealt[k]]++;
      }
      for (int row = first; row < Math.min(rows, first + perBlock); row++) {
        int group = row - first;
        donors[row] = order[block % donorCount];
        replaced[row] = new int[sizes[group]];
        int found = 0;
        for (int k = 0; k < segments; k++) {
          if (dealt[k] == group) {
            replaced[row][found++] = k;
          }
        }
      }
    }
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  int rows() {
    return rows;
  }

  int donor(int row) {
    return donors[row];
  }

  /** The segments that are replaced in a row, ascending; owned by the design. */
  int[] replaced(int row) {
    return replaced[row];
  }

  /** Whole donors go to one half, so that the halves share none as long as donors last. */
  private boolean belongs(int row, int half) {
    return half == WHOLE || row / perBlock % 2 == half;
  }

  private CholeskyFactor factor(int half) {
    int size = 3 * segments;
    double[] matrix = new double[size * size];
    double[] values = new double[size];
    int[] columns = new int[size];
    int used = 0;
    double cells = 0;
    for (int row = 0; row < rows; row++) {
      if (belongs(row, half)) {
        used++;
        cells += replaced[row].length;
        int count = fill(row, columns, values);
        for (int a = 0; a < count; a++) {
          for (int b = 0; b < count; b++) {
            matrix[columns[a] * size + columns[b]] += values[a] * values[b];
          }
        }
      }
    }
    double share = cells / ((double) used * segments);
    double unit = used * share * (1 - share);
    penalise(matrix, size, unit);
    return CholeskyFactor.of(matrix, size);
  }

  private void penalise(double[] matrix, int size, double unit) {
    double[] difference = {1, -2, 1};
    for (int k = 0; k + 2 < segments; k++) {
      for (int a = 0; a < 3; a++) {
        for (int b = 0; b < 3; b++) {
          matrix[(k + a) * size + k + b] += SMOOTHNESS * unit * difference[a] * difference[b];
        }
      }
    }
    for (int i = 0; i < size; i++) {
      matrix[i * size + i] += unit * (i < segments ? RIDGE : DONOR_PENALTY);
    }
  }

  /** The entries of one row that are not 0. */
  private int fill(int row, int[] columns, double[] values) {
    int count = 0;
    for (int k : replaced[row]) {
      columns[count] = k;
      values[count++] = -1;
      columns[count] = segments + k;
      values[count++] = features.level(donors[row], k);
      columns[count] = 2 * segments + k;
      values[count++] = features.slope(donors[row], k);
    }
    return count;
  }

  /**
   * Fits the surrogate.
   *
   * @param change of the response in every row, against the spectrum itself
   * @param half 0, 1 or {@link #WHOLE}
   * @return β, then γ and δ
   */
  double[] fit(double[] change, int half) {
    int size = 3 * segments;
    double[] solution = new double[size];
    double[] values = new double[size];
    int[] columns = new int[size];
    for (int row = 0; row < rows; row++) {
      if (belongs(row, half)) {
        int count = fill(row, columns, values);
        for (int a = 0; a < count; a++) {
          solution[columns[a]] += values[a] * change[row];
        }
      }
    }
    (half == WHOLE ? whole : halves[half]).solve(solution);
    return solution;
  }

  /** The share of the variance of the changes that a fit to the whole explains. */
  double rSquared(double[] change, double[] solution) {
    double[] values = new double[solution.length];
    int[] columns = new int[solution.length];
    double mean = Arrays.stream(change, 0, rows).sum() / rows;
    double left = 0;
    double all = 0;
    for (int row = 0; row < rows; row++) {
      double residue = change[row];
      int count = fill(row, columns, values);
      for (int a = 0; a < count; a++) {
        residue -= values[a] * solution[columns[a]];
      }
      left += residue * residue;
      all += (change[row] - mean) * (change[row] - mean);
    }
    return all > 0 ? 1 - left / all : 0;
  }
}
