package org.spectrastreams.explain.lime;

/** The Cholesky factor of a symmetric positive definite matrix, to solve systems with it. */
final class CholeskyFactor {
  private final int size;
  private final double[] lower;

  private CholeskyFactor(int size, double[] lower) {
    this.size = size;
    this.lower = lower;
  }

  /**
   * Factors a matrix in its own place.
   *
   * @param matrix size × size, row-major, of which the lower triangle is read; then owned by the
   *     factor
   * @throws IllegalArgumentException if it is not positive definite
   */
  static CholeskyFactor of(double[] matrix, int size) {
    for (int i = 0; i < size; i++) {
      int row = i * size;
      for (int j = 0; j <= i; j++) {
        int other = j * size;
        double sum = matrix[row + j] - dot(matrix, row, other, j);
        if (i == j) {
          if (!(sum > 0)) {
            throw new IllegalArgumentException("matrix of rank " + i + "; expected " + size);
          }
          matrix[row + i] = Math.sqrt(sum);
        } else {
          matrix[row + j] = sum / matrix[other + j];
        }
      }
    }
    return new CholeskyFactor(size, matrix);
  }

  /** Four sums side by side, so that the processor need not wait for one addition after another. */
  private static double dot(double[] values, int a, int b, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      s0 += values[a + k] * values[b + k];
      s1 += values[a + k + 1] * values[b + k + 1];
      s2 += values[a + k + 2] * values[b + k + 2];
      s3 += values[a + k + 3] * values[b + k + 3];
    }
    for (; k < count; k++) {
      s0 += values[a + k] * values[b + k];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Replaces a right-hand side by the solution. */
  void solve(double[] vector) {
    for (int i = 0; i < size; i++) {
      double sum = vector[i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i * size + k] * vector[k];
      }
      vector[i] = sum / lower[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      double value = vector[i] / lower[i * size + i];
      vector[i] = value;
      for (int k = 0; k < i; k++) {
        vector[k] -= lower[i * size + k] * value;
      }
    }
  }
}
