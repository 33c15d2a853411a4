package org.spectrastreams.train.family;

import java.util.Optional;
import java.util.Random;

/**
 * Eigenvectors of known eigenvalues by inverse iteration on three diagonals, each kept at right
 * angles to those before it (Golub, Van Loan, Matrix Computations, 8.4.2).
 */
final class LeadingVectors {
  private static final double EPSILON = Math.ulp(1.0);
  private static final int MOST_STEPS = 6;
  private static final long SEED = 8;

  private final double[] diagonal;
  private final double[] beside;
  private final double norm;
  private final double[] upper;
  private final double[] second;
  private final double[] third;
  private final double[] multipliers;
  private final boolean[] swapped;

  private LeadingVectors(double[] diagonal, double[] beside) {
    int size = diagonal.length;
    this.diagonal = diagonal;
    this.beside = beside;
    double most = 0;
    for (int i = 0; i < size; i++) {
      most = Math.max(most, Math.abs(diagonal[i]) + (i + 1 < size ? Math.abs(beside[i]) : 0));
    }
    norm = most;
    upper = new double[size];
    second = new double[size];
    third = new double[size];
    multipliers = new double[size];
    swapped = new boolean[size];
  }

  /**
   * The vectors of some eigenvalues.
   *
   * @return one array of length 1 an eigenvalue; empty where one is not found as exactly as
   *     rounding allows
   */
  static Optional<double[][]> of(Tridiagonal matrix, double[] values) {
    LeadingVectors search = new LeadingVectors(matrix.diagonal(), matrix.beside());
    Random random = new Random(SEED);
    double[][] found = new double[values.length][];
    for (int k = 0; k < values.length; k++) {
      found[k] = search.vector(values[k], found, k, random);
      if (found[k] == null) {
        return Optional.empty();
      }
    }
    if (values.length == 0) {
      return Optional.of(found);
    }
    double[][] columns = Products.transposed(found);
    matrix.back(columns);
    return Optional.of(Products.transposed(columns));
  }

  private double[] vector(double value, double[][] found, int count, Random random) {
    int size = diagonal.length;
    double[] vector = new double[size];
    for (int i = 0; i < size; i++) {
      vector[i] = random.nextDouble() - 0.5;
    }
    decompose(value);
    for (int step = 0; step < MOST_STEPS; step++) {
      solve(vector);
      normalise(vector);
      for (int pass = 0; pass < 2; pass++) {
        for (int before = 0; before < count; before++) {
          Products.add(vector, -Products.dot(found[before], vector, size), found[before]);
        }
        normalise(vector);
      }
      if (step > 0 && off(vector, value) <= size * EPSILON * norm) {
        return vector;
      }
    }
    return null;
  }

  private static void normalise(double[] vector) {
    double length = Math.sqrt(Products.dot(vector, vector, vector.length));
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
  }

  /** The length of T x − λ x. */
  private double off(double[] x, double value) {
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      double d = (diagonal[i] - value) * x[i];
      d += i > 0 ? beside[i - 1] * x[i - 1] : 0;
      d += i + 1 < x.length ? beside[i] * x[i + 1] : 0;
      squares += d * d;
    }
    return Math.sqrt(squares);
  }

  /** T − λ I by elimination; of two rows the one with the larger element comes first. */
  private void decompose(double value) {
    int size = diagonal.length;
    double pivot = diagonal[0] - value;
    double next = size > 1 ? beside[0] : 0;
    for (int i = 0; i + 1 < size; i++) {
      double below = beside[i];
      double nextPivot = diagonal[i + 1] - value;
      double afterNext = i + 2 < size ? beside[i + 1] : 0;
      swapped[i] = Math.abs(pivot) < Math.abs(below);
      if (swapped[i]) {
        multipliers[i] = pivot / below;
        upper[i] = below;
        second[i] = nextPivot;
        third[i] = afterNext;
        pivot = next - multipliers[i] * nextPivot;
        next = -multipliers[i] * afterNext;
      } else {
        upper[i] = atLeast(pivot);
        multipliers[i] = below / upper[i];
        second[i] = next;
        third[i] = 0;
        pivot = nextPivot - multipliers[i] * next;
        next = afterNext;
      }
    }
    upper[size - 1] = atLeast(pivot);
  }

  private double atLeast(double pivot) {
    double least = EPSILON * norm;
    return Math.abs(pivot) >= least ? pivot : Math.copySign(least, pivot);
  }

  private void solve(double[] x) {
    int size = x.length;
    for (int i = 0; i + 1 < size; i++) {
      if (swapped[i]) {
        double kept = x[i];
        x[i] = x[i + 1];
        x[i + 1] = kept - multipliers[i] * x[i];
      } else {
        x[i + 1] -= multipliers[i] * x[i];
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      double sum = x[i];
      sum -= i + 1 < size ? second[i] * x[i + 1] : 0;
      sum -= i + 2 < size ? third[i] * x[i + 2] : 0;
      x[i] = sum / upper[i];
    }
  }
}
