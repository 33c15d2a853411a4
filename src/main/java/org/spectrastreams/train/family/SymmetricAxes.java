package org.spectrastreams.train.family;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The eigenvectors of a symmetric, positive semidefinite matrix, those of the largest eigenvalues
 * first: Householder reflections to three diagonals, then implicit QL steps with Wilkinson's shift
 * (Golub, Van Loan, Matrix Computations, 8.3). Spectra are so alike that eigenvalues span fifteen
 * orders of magnitude; what is small beside the largest one counts as zero.
 *
 * @param values the eigenvalues, none negative
 * @param vectors one array each, of length 1
 */
record SymmetricAxes(double[] values, double[][] vectors) {
  private static final int MOST_STEPS = 300;

  /** Vectors are few where so many times as many would be less than all. */
  private static final int FEW = 3;

  private static final double EPSILON = Math.ulp(1.0);

  static SymmetricAxes of(double[][] matrix) {
    return of(Tridiagonal.of(matrix));
  }

  private static SymmetricAxes of(Tridiagonal reduced) {
    int size = reduced.size();
    double[] diagonal = reduced.diagonal().clone();
    double[][] vectors = Products.transposed(reduced.turned());
    diagonalise(diagonal, reduced.beside().clone(), vectors);
    int[] order = largestFirst(diagonal);
    double[] values = new double[size];
    double[][] sorted = new double[size][];
    for (int k = 0; k < size; k++) {
      values[k] = Math.max(0, diagonal[order[k]]);
      sorted[k] = vectors[order[k]];
    }
    return new SymmetricAxes(values, sorted);
  }

  /**
   * Those of the largest eigenvalues alone, where these are few: for a fraction of the time, by
   * {@linkplain LeadingVectors inverse iteration}.
   *
   * @param most how many at most
   * @param part of the largest eigenvalue that others must exceed
   */
  static SymmetricAxes leading(double[][] matrix, int most, double part) {
    Tridiagonal reduced = Tridiagonal.of(matrix);
    int size = reduced.size();
    double[] all = reduced.diagonal().clone();
    diagonalise(all, reduced.beside().clone(), new double[size][0]);
    int[] order = largestFirst(all);
    double[] values = Arrays.stream(order).mapToDouble(k -> Math.max(0, all[k])).toArray();
    int kept = Math.min(most, above(values, part));
    if (FEW * kept < size) {
      Optional<double[][]> vectors = LeadingVectors.of(reduced, Arrays.copyOf(values, kept));
      if (vectors.isPresent()) {
        return new SymmetricAxes(Arrays.copyOf(values, kept), vectors.get());
      }
    }
    SymmetricAxes full = of(reduced);
    return new SymmetricAxes(Arrays.copyOf(full.values, kept), Arrays.copyOf(full.vectors, kept));
  }

  private static int[] largestFirst(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer k) -> -values[k]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** How many eigenvalues are above a part of the largest. */
  int above(double part) {
    return above(values, part);
  }

  private static int above(double[] values, double part) {
    int kept = 0;
    while (kept < values.length && values[kept] > part * values[0]) {
      kept++;
    }
    return kept;
  }

  private static void diagonalise(double[] d, double[] e, double[][] vectors) {
    int size = d.length;
    e[size - 1] = 0;
    double norm = 0;
    for (int i = 0; i < size; i++) {
      norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
    }
    double nothing = EPSILON * norm / 16;
    for (int first = 0; first < size; first++) {
      for (int step = 0; ; step++) {
        int last = first;
        while (last + 1 < size
            && Math.abs(e[last])
                > Math.max(nothing, EPSILON * (Math.abs(d[last]) + Math.abs(d[last + 1])))) {
          last++;
        }
        if (last == first) {
          break;
        }
        if (step == MOST_STEPS) {
          throw new ArithmeticException(
              "no eigenvalues of a matrix of " + size + " rows: its values are not finite");
        }
        sweep(d, e, vectors, first, last);
      }
    }
  }

  /** One implicit QL step from the last row of a block to its first. */
  private static void sweep(double[] d, double[] e, double[][] vectors, int first, int last) {
    double g = (d[first + 1] - d[first]) / (2 * e[first]);
    g = d[last] - d[first] + e[first] / (g + Math.copySign(Math.hypot(g, 1), g));
    double sine = 1;
    double cosine = 1;
    double moved = 0;
    for (int i = last - 1; i >= first; i--) {
      double f = sine * e[i];
      double b = cosine * e[i];
      double r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= moved;
        e[last] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = d[i + 1] - moved;
      r = (d[i] - g) * sine + 2 * cosine * b;
      moved = sine * r;
      d[i + 1] = g + moved;
      g = cosine * r - b;
      double[] upper = vectors[i];
      double[] lower = vectors[i + 1];
      for (int k = 0; k < upper.length; k++) {
        double value = lower[k];
        lower[k] = sine * upper[k] + cosine * value;
        upper[k] = cosine * upper[k] - sine * value;
      }
    }
    d[first] -= moved;
    e[first] = g;
    e[last] = 0;
  }
}
