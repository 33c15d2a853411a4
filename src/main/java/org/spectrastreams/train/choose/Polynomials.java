package org.spectrastreams.train.choose;

import org.spectrastreams.spectrum.SpectralAxis;

/** Polynomials of an axis that are of length 1 and at right angles to one another. */
final class Polynomials {
  /** The second pass takes away what rounding left of the first. */
  private static final int PASSES = 2;

  private Polynomials() {}

  /**
   * Those of degree 0 to {@code count} − 1, by Gram and Schmidt.
   *
   * @param axis of the points, more than {@code count}
   * @return count × points
   */
  static double[][] of(SpectralAxis axis, int count) {
    double[][] terms = new double[count][axis.size()];
    double middle = (axis.min() + axis.max()) / 2;
    double half = Math.max(axis.max() - middle, Double.MIN_NORMAL);
    for (int k = 0; k < count; k++) {
      for (int p = 0; p < axis.size(); p++) {
        terms[k][p] = Math.pow((axis.at(p) - middle) / half, k);
      }
      for (int pass = 0; pass < PASSES; pass++) {
        for (int before = 0; before < k; before++) {
          add(terms[k], -dot(terms[before], terms[k]), terms[before]);
        }
      }
      double length = Math.sqrt(dot(terms[k], terms[k]));
      for (int p = 0; p < axis.size(); p++) {
        terms[k][p] /= length;
      }
    }
    return terms;
  }

  /** Takes what a vector holds of directions of length 1 away from it. */
  static void takeAway(double[][] directions, double[] vector) {
    for (double[] direction : directions) {
      add(vector, -dot(direction, vector), direction);
    }
  }

  /** Adds a multiple of a vector. */
  static void add(double[] sum, double factor, double[] vector) {
    for (int p = 0; p < sum.length; p++) {
      sum[p] += factor * vector[p];
    }
  }

  /** The product of two vectors. */
  static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int p = 0; p < one.length; p++) {
      sum += one[p] * other[p];
    }
    return sum;
  }
}
