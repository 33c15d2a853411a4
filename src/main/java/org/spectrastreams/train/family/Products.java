package org.spectrastreams.train.family;

/**
 * Sums of products of plain arrays. Sums run in four parts that are added at the end, always the
 * same ones, so that figures do not depend on processor or threads.
 */
final class Products {
  private static final int PARTS = 4;
  private static final int STRIP = 64;

  private Products() {}

  static double dot(double[] one, double[] other, int length) {
    return dot(one, other, 0, length);
  }

  /** Over the elements from one to before another. */
  static double dot(double[] one, double[] other, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + PARTS <= to; i += PARTS) {
      a += one[i] * other[i];
      b += one[i + 1] * other[i + 1];
      c += one[i + 2] * other[i + 2];
      d += one[i + 3] * other[i + 3];
    }
    for (; i < to; i++) {
      a += one[i] * other[i];
    }
    return a + b + (c + d);
  }

  /** The sum of the elements from one to before another. */
  static double sum(double[] values, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + PARTS <= to; i += PARTS) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < to; i++) {
      a += values[i];
    }
    return a + b + (c + d);
  }

  /** Over the length of the second. */
  static double squaredDistance(double[] one, double[] other) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + PARTS <= other.length; i += PARTS) {
      double first = one[i] - other[i];
      double second = one[i + 1] - other[i + 1];
      double third = one[i + 2] - other[i + 2];
      double fourth = one[i + 3] - other[i + 3];
      a += first * first;
      b += second * second;
      c += third * third;
      d += fourth * fourth;
    }
    for (; i < other.length; i++) {
      double last = one[i] - other[i];
      a += last * last;
    }
    return a + b + (c + d);
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
    add(sum, factor, vector, 0);
  }

  /** The same to the elements from one on. */
  static void add(double[] sum, double factor, double[] vector, int from) {
    for (int i = from; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  /** Adds multiples of four vectors to the first elements of a sum. */
  private static void add(
      double[] sum,
      int length,
      double[] f,
      double[] one,
      double[] two,
      double[] three,
      double[] r) {
    double f0 = f[0];
    double f1 = f[1];
    double f2 = f[2];
    double f3 = f[3];
    for (int i = 0; i < length; i++) {
      sum[i] += f0 * one[i] + f1 * two[i] + (f2 * three[i] + f3 * r[i]);
    }
  }

  /**
   * Σ wᵢ xᵢ xᵢᵀ, four rows at a time.
   *
   * @param weights one a row
   */
  static double[][] scatter(double[][] rows, double[] weights) {
    int width = rows[0].length;
    double[][] sum = new double[width][width];
    double[] factors = new double[PARTS];
    double[] nothing = new double[width];
    for (int i = 0; i < rows.length; i += PARTS) {
      double[][] four = new double[PARTS][];
      for (int r = 0; r < PARTS; r++) {
        four[r] = i + r < rows.length ? rows[i + r] : nothing;
      }
      for (int k = 0; k < width; k++) {
        for (int r = 0; r < PARTS; r++) {
          factors[r] = i + r < rows.length ? weights[i + r] * four[r][k] : 0;
        }
        add(sum[k], k + 1, factors, four[0], four[1], four[2], four[3]);
      }
    }
    for (int k = 0; k < width; k++) {
      for (int l = 0; l < k; l++) {
        sum[l][k] = sum[k][l];
      }
    }
    return sum;
  }

  /** The product of every row with every other. */
  static double[][] gram(double[][] rows) {
    double[] ones = new double[rows[0].length];
    java.util.Arrays.fill(ones, 1);
    return scatter(transposed(rows), ones);
  }

  /**
   * The products of rows with directions.
   *
   * @return rows × directions
   */
  static double[][] onto(double[][] rows, double[][] directions) {
    if (directions.length == 0) {
      return new double[rows.length][0];
    }
    double[][] columns = transposed(directions);
    double[] nothing = new double[directions.length];
    double[][] products = new double[rows.length][directions.length];
    double[] factors = new double[PARTS];
    // A strip of the columns stays near the processor while all rows pass over it.
    for (int strip = 0; strip < columns.length; strip += STRIP) {
      int end = Math.min(columns.length, strip + STRIP);
      for (int i = 0; i < rows.length; i++) {
        for (int j = strip; j < end; j += PARTS) {
          double[][] four = new double[PARTS][];
          for (int r = 0; r < PARTS; r++) {
            boolean inside = j + r < end;
            four[r] = inside ? columns[j + r] : nothing;
            factors[r] = inside ? rows[i][j + r] : 0;
          }
          add(products[i], directions.length, factors, four[0], four[1], four[2], four[3]);
        }
      }
    }
    return products;
  }

  static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return columns;
  }
}
