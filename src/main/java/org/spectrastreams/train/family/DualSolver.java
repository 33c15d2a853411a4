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
    double[] pull = pull(kernel, sides, alpha);
    double[] diagonal = new double[count];
    boolean[] rises = new boolean[count];
    boolean[] falls = new boolean[count];
    for (int i = 0; i < count; i++) {
      diagonal[i] = kernel[i][i];
      rises[i] = canRise(i, alpha, sides, bounds);
      falls[i] = canFall(i, alpha, sides, bounds);
    }
    int steps = Math.max(LEAST_STEPS, STEPS_EACH * count);
    double up = 0;
    double low = 0;
    for (int step = 0; step < steps; step++) {
      int first = most(pull, rises);
      up = first < 0 ? Double.NEGATIVE_INFINITY : pull[first];
      low = Double.POSITIVE_INFINITY;
      int second = -1;
      if (first >= 0) {
        double best = 0;
        double[] line = kernel[first];
        double own = diagonal[first];
        for (int j = 0; j < count; j++) {
          if (!falls[j]) {
            continue;
          }
          double value = pull[j];
          low = value < low ? value : low;
          double gap = up - value;
          if (gap > 0) {
            double gain = gap * gap / Math.max(LEAST_CURVATURE, own + diagonal[j] - 2 * line[j]);
            if (gain > best) {
              best = gain;
              second = j;
            }
          }
        }
      }
      if (second < 0 || up - low < TOLERANCE) {
        break;
      }
      move(first, second, kernel, sides, bounds, alpha, pull);
      rises[first] = canRise(first, alpha, sides, bounds);
      falls[first] = canFall(first, alpha, sides, bounds);
      rises[second] = canRise(second, alpha, sides, bounds);
      falls[second] = canFall(second, alpha, sides, bounds);
    }
    boolean bounded = false;
    for (int i = 0; i < count; i++) {
      bounded |= alpha[i] >= bounds[i];
    }
    return new DualSolver(alpha, offset(alpha, pull, bounds, up, low), bounded);
  }

  /** The first of the largest among those that may rise; −1 where none may. */
  private static int most(double[] pull, boolean[] rises) {
    int first = -1;
    double up = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < pull.length; i++) {
      if (pull[i] > up && rises[i]) {
        up = pull[i];
        first = i;
      }
    }
    return first;
  }

  /** −y (Qα − 1): how much the objective falls where yα rises. */
  private static double[] pull(double[][] kernel, int[] sides, double[] alpha) {
    double[] pull = new double[alpha.length];
    for (int i = 0; i < pull.length; i++) {
      pull[i] = sides[i];
    }
    for (int j = 0; j < alpha.length; j++) {
      if (alpha[j] != 0) {
        Products.add(pull, -sides[j] * alpha[j], kernel[j]);
      }
    }
    return pull;
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
      double[] pull) {
    double gap = pull[first] - pull[second];
    double step = gap / curvature(kernel, first, second);
    double roomFirst = sides[first] > 0 ? bounds[first] - alpha[first] : alpha[first];
    double roomSecond = sides[second] > 0 ? alpha[second] : bounds[second] - alpha[second];
    step = Math.min(step, Math.min(roomFirst, roomSecond));
    alpha[first] = moved(alpha[first], sides[first] * step, bounds[first]);
    alpha[second] = moved(alpha[second], -sides[second] * step, bounds[second]);
    double[] rising = kernel[first];
    double[] falling = kernel[second];
    for (int k = 0; k < pull.length; k++) {
      pull[k] -= step * (rising[k] - falling[k]);
    }
  }

  /** A sum that ends on its bounds exactly. */
  private static double moved(double value, double by, double bound) {
    double next = value + by;
    double tiny = 1e-12 * bound;
    return next < tiny ? 0 : next > bound - tiny ? bound : next;
  }

  private static double offset(
      double[] alpha, double[] pull, double[] bounds, double up, double low) {
    double sum = 0;
    int free = 0;
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] > 0 && alpha[i] < bounds[i]) {
        sum += pull[i];
        free++;
      }
    }
    return free > 0 ? sum / free : (up + low) / 2;
  }
}
