package org.spectrastreams.preprocess;

import java.util.Arrays;
import org.spectrastreams.preprocess.Preprocessing.OutOfRange;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Spline interpolation as a linear operator that depends on the two axes alone: a factored banded
 * matrix turns values into B-spline coefficients, a sparse matrix evaluates them on the grid (de
 * Boor, A Practical Guide to Splines, 2001, ch. XIII).
 *
 * <p>The knots are SciPy's: for degree 3 all points but the second and the last but one (not a
 * knot), for degree 2 the middles between points but the first and the last.
 */
final class SplineInterpolation implements PreparedStep {
  private final int degree;
  private final int inputPoints;
  private final int gridPoints;
  private final AxisRange covered;
  private final OutOfRange outOfRange;
  private final int band;
  private final double[] lower;
  private final double[] upper;
  private final double[] inverseDiagonal;
  private final int[] firstCoefficient;
  private final double[] weights;

  /**
   * Prepares the operator.
   *
   * @param axis of the input, at least {@code degree + 1} points
   * @param covered the grid points inside the input's range
   */
  SplineInterpolation(
      SpectralAxis axis, SpectralAxis grid, int degree, AxisRange covered, OutOfRange outOfRange) {
    this.degree = degree;
    this.inputPoints = axis.size();
    this.gridPoints = grid.size();
    this.covered = covered;
    this.outOfRange = outOfRange;
    this.band = degree - 1;
    this.lower = new double[inputPoints * band];
    this.upper = new double[inputPoints * band];
    this.inverseDiagonal = new double[inputPoints];
    double[] x = axis.toArray();
    double[] knots = knots(x, degree);
    if (band > 0) {
      factor(collocation(x, knots));
    }
    this.firstCoefficient = new int[covered.size()];
    this.weights = new double[covered.size() * (degree + 1)];
    double[] basis = new double[degree + 1];
    for (int i = 0; i < covered.size(); i++) {
      double at = Math.min(Math.max(grid.at(covered.from() + i), axis.min()), axis.max());
      firstCoefficient[i] = basis(at, knots, basis);
      System.arraycopy(basis, 0, weights, i * (degree + 1), degree + 1);
    }
  }

  private static double[] knots(double[] x, int degree) {
    int n = x.length;
    double[] knots = new double[n + degree + 1];
    Arrays.fill(knots, 0, degree + 1, x[0]);
    Arrays.fill(knots, n, n + degree + 1, x[n - 1]);
    for (int i = degree + 1; i < n; i++) {
      int j = i - degree;
      knots[i] =
          switch (degree) {
            case 1 -> x[j];
            case 2 -> (x[j] + x[j + 1]) / 2;
            default -> x[j + 1];
          };
    }
    return knots;
  }

  /**
   * The values of the {@code degree + 1} B-splines that are not zero at a point (Cox–de Boor).
   *
   * @return the index of the first of them
   */
  private int basis(double at, double[] knots, double[] values) {
    int low = degree;
    int high = inputPoints;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (knots[middle] <= at) {
        low = middle;
      } else {
        high = middle;
      }
    }
    int span = low;
    values[0] = 1;
    for (int j = 1; j <= degree; j++) {
      double saved = 0;
      for (int r = 0; r < j; r++) {
        double right = knots[span + r + 1];
        double left = knots[span + 1 - j + r];
        double share = values[r] / (right - left);
        values[r] = saved + (right - at) * share;
        saved = (at - left) * share;
      }
      values[j] = saved;
    }
    return span - degree;
  }

  /** Row i holds the B-splines at point i, at columns i − band … i + band. */
  private double[][] collocation(double[] x, double[] knots) {
    double[][] rows = new double[inputPoints][2 * band + 1];
    double[] basis = new double[degree + 1];
    for (int i = 0; i < inputPoints; i++) {
      int first = basis(x[i], knots, basis);
      for (int j = 0; j <= degree; j++) {
        int column = first + j - i + band;
        if (column >= 0 && column < 2 * band + 1) {
          rows[i][column] = basis[j];
        }
      }
    }
    return rows;
  }

  /** LU without pivoting, which is stable since collocation matrices are totally positive. */
  private void factor(double[][] rows) {
    for (int i = 0; i < inputPoints; i++) {
      inverseDiagonal[i] = 1 / rows[i][band];
      for (int d = 1; d <= band; d++) {
        upper[i * band + d - 1] = rows[i][band + d];
        if (i + d < inputPoints) {
          double factor = rows[i + d][band - d] * inverseDiagonal[i];
          lower[(i + d) * band + d - 1] = factor;
          for (int e = 1; e <= band; e++) {
            rows[i + d][band - d + e] -= factor * rows[i][band + e];
          }
        }
      }
    }
  }

  @Override
  public int apply(double[] from, double[] to) {
    if (band == 1) {
      solveTridiagonal(from);
    } else if (band == 2) {
      solvePentadiagonal(from);
    }
    int taps = degree + 1;
    for (int i = 0, w = 0; i < firstCoefficient.length; i++, w += taps) {
      int first = firstCoefficient[i];
      double sum = weights[w] * from[first];
      for (int j = 1; j < taps; j++) {
        sum += weights[w + j] * from[first + j];
      }
      to[covered.from() + i] = sum;
    }
    boolean zero = outOfRange == OutOfRange.ZERO_PAD;
    Arrays.fill(to, 0, covered.from(), zero ? 0 : to[covered.from()]);
    Arrays.fill(to, covered.to(), gridPoints, zero ? 0 : to[covered.to() - 1]);
    return covered.size() < gridPoints ? QualityFlag.PADDED.bit() : 0;
  }

  private void solveTridiagonal(double[] c) {
    for (int i = 1; i < inputPoints; i++) {
      c[i] -= lower[i] * c[i - 1];
    }
    double next = 0;
    for (int i = inputPoints - 1; i >= 0; i--) {
      next = (c[i] - upper[i] * next) * inverseDiagonal[i];
      c[i] = next;
    }
  }

  private void solvePentadiagonal(double[] c) {
    double before = c[0];
    double last = c[1] - lower[2] * before;
    c[1] = last;
    for (int i = 2; i < inputPoints; i++) {
      double value = c[i] - lower[2 * i + 1] * before - lower[2 * i] * last;
      c[i] = value;
      before = last;
      last = value;
    }
    double next = 0;
    double afterNext = 0;
    for (int i = inputPoints - 1; i >= 0; i--) {
      double value =
          (c[i] - upper[2 * i + 1] * afterNext - upper[2 * i] * next) * inverseDiagonal[i];
      c[i] = value;
      afterNext = next;
      next = value;
    }
  }
}
