package org.spectrastreams.train.family;

import java.util.Comparator;
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
  private static final double EPSILON = Math.ulp(1.0);

  static SymmetricAxes of(double[][] matrix) {
    int size = matrix.length;
    double[] diagonal = new double[size];
    double[] beside = new double[size];
    double[][] vectors = tridiagonal(matrix, diagonal, beside);
    diagonalise(diagonal, beside, vectors);
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer k) -> -diagonal[k]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[size];
    double[][] sorted = new double[size][];
    for (int k = 0; k < size; k++) {
      values[k] = Math.max(0, diagonal[order[k]]);
      sorted[k] = vectors[order[k]];
    }
    return new SymmetricAxes(values, sorted);
  }

  /** How many eigenvalues are above a part of the largest. */
  int above(double part) {
    int kept = 0;
    while (kept < values.length && values[kept] > part * values[0]) {
      kept++;
    }
    return kept;
  }

  /**
   * Leaves three diagonals.
   *
   * @param beside receives the elements beside the diagonal, the last of no meaning
   * @return the transposed of the orthogonal matrix that does it
   */
  private static double[][] tridiagonal(double[][] matrix, double[] diagonal, double[] beside) {
    int size = matrix.length;
    double[][] a = new double[size][];
    for (int i = 0; i < size; i++) {
      a[i] = matrix[i].clone();
    }
    double[] factors = new double[size];
    double[] p = new double[size];
    for (int k = 0; k + 2 < size; k++) {
      double[] v = a[k];
      double squares = 0;
      for (int i = k + 1; i < size; i++) {
        squares += v[i] * v[i];
      }
      double length = v[k + 1] > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
      beside[k] = length;
      if (squares == 0) {
        continue;
      }
      v[k + 1] -= length;
      factors[k] = -1 / (length * v[k + 1]);
      double along = 0;
      for (int i = k + 1; i < size; i++) {
        double sum = 0;
        for (int j = k + 1; j < size; j++) {
          sum += a[i][j] * v[j];
        }
        p[i] = factors[k] * sum;
        along += p[i] * v[i];
      }
      for (int i = k + 1; i < size; i++) {
        p[i] -= factors[k] / 2 * along * v[i];
      }
      for (int i = k + 1; i < size; i++) {
        double[] line = a[i];
        double vi = v[i];
        double pi = p[i];
        for (int j = k + 1; j < size; j++) {
          line[j] -= vi * p[j] + pi * v[j];
        }
      }
    }
    for (int i = 0; i < size; i++) {
      diagonal[i] = a[i][i];
    }
    if (size > 1) {
      beside[size - 2] = a[size - 2][size - 1];
    }
    return transposed(reflections(a, factors));
  }

  /** The product of the reflections, the first one outermost. */
  private static double[][] reflections(double[][] a, double[] factors) {
    int size = a.length;
    double[][] q = new double[size][size];
    for (int i = 0; i < size; i++) {
      q[i][i] = 1;
    }
    double[] sums = new double[size];
    for (int k = size - 3; k >= 0; k--) {
      double[] v = a[k];
      java.util.Arrays.fill(sums, 0);
      for (int i = k + 1; i < size; i++) {
        for (int j = k + 1; j < size; j++) {
          sums[j] += v[i] * q[i][j];
        }
      }
      for (int i = k + 1; i < size; i++) {
        double factor = factors[k] * v[i];
        for (int j = k + 1; j < size; j++) {
          q[i][j] -= factor * sums[j];
        }
      }
    }
    return q;
  }

  private static double[][] transposed(double[][] q) {
    double[][] t = new double[q.length][q.length];
    for (int i = 0; i < q.length; i++) {
      for (int j = 0; j < q.length; j++) {
        t[j][i] = q[i][j];
      }
    }
    return t;
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
