package org.spectrastreams.train.family;

/** Sums of products of plain arrays, in the order of their elements. */
final class Products {
  private Products() {}

  static double dot(double[] one, double[] other, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  /** Over the length of the second. */
  static double squaredDistance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < other.length; i++) {
      double d = one[i] - other[i];
      sum += d * d;
    }
    return sum;
  }

  static double[] times(double[] values, double factor) {
    double[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] *= factor;
    }
    return result;
  }

  static double[][] times(double[][] values, double factor) {
    double[][] result = new double[values.length][];
    for (int i = 0; i < result.length; i++) {
      result[i] = times(values[i], factor);
    }
    return result;
  }

  /** Adds a multiple of a vector to a sum. */
  static void add(double[] sum, double factor, double[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  /**
   * Σ wᵢ xᵢ xᵢᵀ.
   *
   * @param weights one a row
   */
  static double[][] scatter(double[][] rows, double[] weights) {
    int width = rows[0].length;
    double[][] sum = new double[width][width];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      for (int k = 0; k < width; k++) {
        double factor = weights[i] * row[k];
        double[] line = sum[k];
        for (int l = 0; l <= k; l++) {
          line[l] += factor * row[l];
        }
      }
    }
    for (int k = 0; k < width; k++) {
      for (int l = 0; l < k; l++) {
        sum[l][k] = sum[k][l];
      }
    }
    return sum;
  }
}
