package org.spectrastreams.train.family;

/**
 * The dual problem of a support vector machine: min ½ αᵀQα − Σα with Qᵢⱼ = yᵢ yⱼ Kᵢⱼ, 0 ≤ αᵢ ≤ Cᵢ
 * and Σ yᵢ αᵢ = 0, by sequential minimal optimisation; of every pair, the first violates most, the
 * second promises the largest decrease (Fan, Chen, Lin 2005, JMLR 6, 1889).
 *
 * @param multipliers α
 * @param offset b of the decision Σ αᵢ yᵢ K(xᵢ, x) + b
 * @param bounded whether a multiplier is at its upper bound; otherwise this is the answer for all
 *     larger bounds, too
 */
record DualSolver(double[] multipliers, double offset, boolean bounded) {
  private static final double TOLERANCE = 1e-3;
  private static final double LEAST_CURVATURE = 1e-12;
  private static final int LEAST_STEPS = 2_000;
  private static final int STEPS_EACH = 8;

  static DualSolver solve(double[][] kernel, int[] sides, double[] bounds) {
    return solve(kernel, sides, bounds, new double[sides.length]);
  }

  /**
   * Solves from the answer for smaller bounds, which is nearer than nothing.
   *
   * @param start multipliers of that answer
   */
  static DualSolver solve(double[][] kernel, int[] sides, double[] bounds, double[] start) {
    int count = sides.length;
    double[] alpha = start.clone();
    double[] gradient = gradient(kernel, sides, alpha);
    int steps = Math.max(LEAST_STEPS, STEPS_EACH * count);
    double up = 0;
    double low = 0;
    for (int step = 0; step < steps; step++) {
      int first = -1;
      up = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        if (canRise(i, alpha, sides, bounds) && -sides[i] * gradient[i] > up) {
          up = -sides[i] * gradient[i];
          first = i;
        }
      }
      int second = -1;
      low = Double.POSITIVE_INFINITY;
      double best = 0;
      for (int j = 0; j < count && first >= 0; j++) {
        if (!canFall(j, alpha, sides, bounds)) {
          continue;
        }
        double value = -sides[j] * gradient[j];
        low = Math.min(low, value);
        double gap = up - value;
        if (gap > 0) {
          double gain = gap * gap / curvature(kernel, first, j);
          if (gain > best) {
            best = gain;
            second = j;
          }
        }
      }
      if (second < 0 || up - low < TOLERANCE) {
        break;
      }
      move(first, second, kernel, sides, bounds, alpha, gradient);
    }
    boolean bounded = false;
    for (int i = 0; i < count; i++) {
      bounded |= alpha[i] >= bounds[i];
    }
    return new DualSolver(alpha, offset(alpha, gradient, sides, bounds, up, low), bounded);
  }

  /** Qα − 1. */
  private static double[] gradient(double[][] kernel, int[] sides, double[] alpha) {
    double[] gradient = new double[alpha.length];
    java.util.Arrays.fill(gradient, -1);
    for (int j = 0; j < alpha.length; j++) {
      if (alpha[j] != 0) {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += sides[i] * sides[j] * alpha[j] * kernel[j][i];
        }
      }
    }
    return gradient;
  }

  private static double curvature(double[][] kernel, int i, int j) {
    return Math.max(LEAST_CURVATURE, kernel[i][i] + kernel[j][j] - 2 * kernel[i][j]);
  }

  /** Whether yα may grow. */
  private static boolean canRise(int i, double[] alpha, int[] sides, double[] bounds) {
    return sides[i] > 0 ? alpha[i] < bounds[i] : alpha[i] > 0;
  }

  /** Whether yα may shrink. */
  private static boolean canFall(int i, double[] alpha, int[] sides, double[] bounds) {
    return sides[i] > 0 ? alpha[i] > 0 : alpha[i] < bounds[i];
  }

  /** Moves yα from one to the other as far as the minimum or a bound. */
  private static void move(
      int first,
      int second,
      double[][] kernel,
      int[] sides,
      double[] bounds,
      double[] alpha,
      double[] gradient) {
    double gap = -sides[first] * gradient[first] + sides[second] * gradient[second];
    double step = gap / curvature(kernel, first, second);
    double roomFirst = sides[first] > 0 ? bounds[first] - alpha[first] : alpha[first];
    double roomSecond = sides[second] > 0 ? alpha[second] : bounds[second] - alpha[second];
    step = Math.min(step, Math.min(roomFirst, roomSecond));
    alpha[first] = moved(alpha[first], sides[first] * step, bounds[first]);
    alpha[second] = moved(alpha[second], -sides[second] * step, bounds[second]);
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] += sides[k] * step * (kernel[first][k] - kernel[second][k]);
    }
  }

  /** A sum that ends on its bounds exactly. */
  private static double moved(double value, double by, double bound) {
    double next = value + by;
    double tiny = 1e-12 * bound;
    return next < tiny ? 0 : next > bound - tiny ? bound : next;
  }

  private static double offset(
      double[] alpha, double[] gradient, int[] sides, double[] bounds, double up, double low) {
    double sum = 0;
    int free = 0;
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] > 0 && alpha[i] < bounds[i]) {
        sum -= sides[i] * gradient[i];
        free++;
      }
    }
    return free > 0 ? sum / free : (up + low) / 2;
  }
}
