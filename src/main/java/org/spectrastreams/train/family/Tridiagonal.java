package org.spectrastreams.train.family;

/**
 * A symmetric matrix A = Q T Qᵀ with T of three diagonals, by Householder reflections (Golub, Van
 * Loan, Matrix Computations, 8.3.1). What is asked of A for many shifts is asked of T for next to
 * nothing. The arrays are owned by this record and not copied.
 *
 * @param diagonal of T
 * @param beside the elements beside the diagonal, the last of no meaning
 * @param reflectors v of the reflections H = I − f v vᵀ, the elements of number k from k + 1 on; Q
 *     = H₀ H₁ …
 * @param factors f of each; 0 for none
 */
record Tridiagonal(double[] diagonal, double[] beside, double[][] reflectors, double[] factors) {

  /** Of a matrix, which is left as it is. */
  static Tridiagonal of(double[][] matrix) {
    int size = matrix.length;
    double[][] a = new double[size][];
    for (int i = 0; i < size; i++) {
      a[i] = matrix[i].clone();
    }
    double[] beside = new double[size];
    double[] factors = new double[size];
    double[] before = new double[size]; // with a[k − 1], what is still to be taken from the rows
    double[] product = new double[size];
    for (int k = 0; k + 2 < size; k++) {
      double[] v = a[k];
      if (k > 0) {
        take(v, a[k - 1][k], before, before[k], a[k - 1], k);
      }
      double squares = Products.dot(v, v, k + 1, size);
      double length = v[k + 1] > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
      beside[k] = length;
      if (squares > 0) {
        v[k + 1] -= length;
        factors[k] = -1 / (length * v[k + 1]);
      }
      java.util.Arrays.fill(product, 0);
      for (int i = k + 1; i < size; i++) {
        if (k > 0) {
          take(a[i], a[k - 1][i], before, before[i], a[k - 1], k + 1);
        }
        Products.add(product, factors[k] * v[i], a[i], k + 1);
      }
      double along = Products.dot(product, v, k + 1, size);
      Products.add(product, -factors[k] / 2 * along, v, k + 1);
      double[] free = before;
      before = product;
      product = free;
    }
    for (int i = Math.max(0, size - 2); i < size && size > 2; i++) {
      take(a[i], a[size - 3][i], before, before[i], a[size - 3], size - 2);
    }
    double[] diagonal = new double[size];
    for (int i = 0; i < size; i++) {
      diagonal[i] = a[i][i];
    }
    if (size > 1) {
      beside[size - 2] = a[size - 2][size - 1];
    }
    return new Tridiagonal(diagonal, beside, a, factors);
  }

  private static void take(
      double[] line, double one, double[] first, double other, double[] second, int from) {
    for (int j = from; j < line.length; j++) {
      line[j] -= one * first[j] + other * second[j];
    }
  }

  int size() {
    return diagonal.length;
  }

  /** Turns columns y into Q y, in place. */
  void back(double[][] y) {
    double[] sums = new double[y[0].length];
    for (int k = size() - 3; k >= 0; k--) {
      double[] v = reflectors[k];
      java.util.Arrays.fill(sums, 0);
      for (int i = k + 1; i < y.length; i++) {
        Products.add(sums, v[i], y[i]);
      }
      for (int i = k + 1; i < y.length; i++) {
        Products.add(y[i], -factors[k] * v[i], sums);
      }
    }
  }

  /** Q. */
  double[][] turned() {
    int size = size();
    double[][] q = new double[size][size];
    for (int i = 0; i < size; i++) {
      q[i][i] = 1;
    }
    double[] sums = new double[size];
    for (int k = size - 3; k >= 0; k--) {
      double[] v = reflectors[k];
      java.util.Arrays.fill(sums, 0);
      for (int i = k + 1; i < size; i++) {
        Products.add(sums, v[i], q[i], k + 1);
      }
      for (int i = k + 1; i < size; i++) {
        Products.add(q[i], -factors[k] * v[i], sums, k + 1);
      }
    }
    return q;
  }

  /**
   * What (s A + λ I) times gives some vectors, for many scales and shifts at once.
   *
   * @param right the vectors, one array each
   * @param scales s of each answer
   * @param shifts λ of each answer, such that the sum is positive definite
   * @return answers × vectors, one array each
   */
  double[][][] solved(double[][] right, double[] scales, double[] shifts) {
    int size = size();
    double[][] turned = new double[right.length][];
    for (int r = 0; r < right.length; r++) {
      turned[r] = right[r].clone();
      for (int k = 0; k + 2 < size; k++) {
        double along = factors[k] * Products.dot(reflectors[k], turned[r], k + 1, size);
        Products.add(turned[r], -along, reflectors[k], k + 1);
      }
    }
    double[][] columns = new double[size][shifts.length * right.length];
    for (int s = 0; s < shifts.length; s++) {
      solve(scales[s], shifts[s], turned, columns, s * right.length);
    }
    back(columns);
    double[][][] answers = new double[shifts.length][right.length][size];
    for (int i = 0; i < size; i++) {
      for (int s = 0; s < shifts.length; s++) {
        for (int r = 0; r < right.length; r++) {
          answers[s][r][i] = columns[i][s * right.length + r];
        }
      }
    }
    return answers;
  }

  /** By L D Lᵀ of s T + λ I, into columns from one on. */
  private void solve(double scale, double shift, double[][] right, double[][] columns, int from) {
    int size = size();
    double[] pivots = new double[size];
    pivots[0] = scale * diagonal[0] + shift;
    for (int i = 1; i < size; i++) {
      double off = scale * beside[i - 1];
      pivots[i] = scale * diagonal[i] + shift - off * off / pivots[i - 1];
      if (!(pivots[i] > 0)) {
        // Not definite but for rounding: nothing is left in this direction besides the shift.
        pivots[i] = shift;
      }
    }
    for (int r = 0; r < right.length; r++) {
      double[] y = right[r].clone();
      for (int i = 1; i < size; i++) {
        y[i] -= scale * beside[i - 1] / pivots[i - 1] * y[i - 1];
      }
      for (int i = size - 1; i >= 0; i--) {
        double next = i + 1 < size ? scale * beside[i] * columns[i + 1][from + r] : 0;
        columns[i][from + r] = (y[i] - next) / pivots[i];
      }
    }
  }
}
