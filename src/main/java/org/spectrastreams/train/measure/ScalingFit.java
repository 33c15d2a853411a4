package org.spectrastreams.train.measure;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.PredictionSets;

/**
 * The temperature of the least cross-entropy, with a summand for every class or without. The
 * summands are held back by a normal prior of a standard deviation of 1: e, or 1 / e, times as
 * likely as the members say needs evidence.
 *
 * @param temperature T of {@link Calibration}
 * @param offsets b of it; empty for a temperature alone
 */
record ScalingFit(double temperature, List<Double> offsets) {
  private static final double LEAST = 0.05;
  private static final double MOST = 20;
  private static final int STEPS = 60;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int ROUNDS = 50;
  private static final int HALVINGS = 30;
  private static final double ENOUGH = 1e-10;
  private static final double LEAST_MEAN = 1e-7;

  /**
   * Where every spectrum is told right, the cross-entropy falls for ever and is flat in 1 / T; the
   * decomposition refuses a pivot below 1e-10.
   */
  private static final double LEAST_CURVATURE = 1e-6;

  /** Sums over the rows at one point: what is minimised, its slope and its curvature. */
  private record Point(double value, double[] slope, double[][] curvature) {}

  static ScalingFit of(UnseenPredictions unseen, int[] rows, boolean vector) {
    double temperature = temperature(unseen, rows);
    return vector ? offset(unseen, rows, temperature) : new ScalingFit(temperature, List.of());
  }

  /** What is served of it. */
  Calibration calibration() {
    return new Calibration(
        offsets.isEmpty() ? Calibration.TEMPERATURE : Calibration.VECTOR,
        temperature,
        offsets,
        "",
        0,
        0,
        0,
        0,
        List.of(),
        PredictionSets.NONE);
  }

  /** By golden section over ln T. */
  private static double temperature(UnseenPredictions unseen, int[] rows) {
    double low = Math.log(LEAST);
    double high = Math.log(MOST);
    for (int step = 0; step < STEPS; step++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (entropy(unseen, rows, Math.exp(left)) <= entropy(unseen, rows, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.exp((low + high) / 2);
  }

  private static double entropy(UnseenPredictions unseen, int[] rows, double temperature) {
    int classes = unseen.classes();
    Calibration served = new Calibration(Calibration.TEMPERATURE, temperature, "", 0, 0, 0, 0);
    float[] found = new float[classes];
    float[] means = new float[classes];
    double sum = 0;
    for (int row : rows) {
      System.arraycopy(unseen.means(), row * classes, means, 0, classes);
      served.apply(means, 0, classes, found);
      sum -= Math.log(Math.max(1e-12, found[unseen.truth()[row]]));
    }
    return sum;
  }

  /** Newton's steps on 1 / T and the summands; the cross-entropy is convex in them. */
  private static ScalingFit offset(UnseenPredictions unseen, int[] rows, double temperature) {
    int classes = unseen.classes();
    double[] at = new double[classes + 1];
    at[classes] = 1 / temperature;
    Point here = point(unseen, rows, at);
    for (int round = 0; round < ROUNDS; round++) {
      double[] step =
          new CholeskyDecomposition(new Array2DRowRealMatrix(here.curvature, false))
              .getSolver()
              .solve(new ArrayRealVector(here.slope, false))
              .toArray();
      double share = 1;
      Point next = null;
      double[] there = at;
      for (int half = 0; half < HALVINGS; half++, share /= 2) {
        there = at.clone();
        for (int i = 0; i < there.length; i++) {
          there[i] -= share * step[i];
        }
        next = there[classes] > 1 / MOST ? point(unseen, rows, there) : null;
        if (next != null && next.value <= here.value) {
          break;
        }
      }
      if (next == null || !(here.value - next.value > ENOUGH * Math.abs(here.value))) {
        break;
      }
      at = there;
      here = next;
    }
    return new ScalingFit(
        1 / Math.min(1 / LEAST, at[classes]), Arrays.stream(at, 0, classes).boxed().toList());
  }

  private static Point point(UnseenPredictions unseen, int[] rows, double[] at) {
    int classes = unseen.classes();
    double value = 0;
    double[] slope = new double[classes + 1];
    double[][] curvature = new double[classes + 1][classes + 1];
    double[] logs = new double[classes];
    double[] shares = new double[classes];
    for (int row : rows) {
      double most = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        logs[c] = Math.log(Math.max(LEAST_MEAN, unseen.means()[row * classes + c]));
        shares[c] = at[classes] * logs[c] + at[c];
        most = Math.max(most, shares[c]);
      }
      double sum = 0;
      double own = shares[unseen.truth()[row]] - most;
      for (int c = 0; c < classes; c++) {
        shares[c] = Math.exp(shares[c] - most);
        sum += shares[c];
      }
      value += Math.log(sum) - own;
      double mean = 0;
      for (int c = 0; c < classes; c++) {
        shares[c] /= sum;
        mean += shares[c] * logs[c];
      }
      slope[classes] += mean - logs[unseen.truth()[row]];
      for (int c = 0; c < classes; c++) {
        curvature[classes][classes] += shares[c] * (logs[c] - mean) * (logs[c] - mean);
        slope[c] += shares[c] - (c == unseen.truth()[row] ? 1 : 0);
        curvature[c][classes] += shares[c] * (logs[c] - mean);
        for (int d = 0; d <= c; d++) {
          curvature[c][d] += shares[c] * ((c == d ? 1 : 0) - shares[d]);
        }
      }
    }
    for (int c = 0; c < classes; c++) {
      value += at[c] * at[c] / 2;
      slope[c] += at[c];
      curvature[c][c] += 1;
      curvature[classes][c] = curvature[c][classes];
      for (int d = 0; d < c; d++) {
        curvature[d][c] = curvature[c][d];
      }
    }
    curvature[classes][classes] += LEAST_CURVATURE;
    return new Point(value, slope, curvature);
  }
}
