package org.spectrastreams.network.chemometric;

import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;

/**
 * Class values that are linear in the shares of the places where patterns are found, in the
 * operations of every network. A place counts by a ramp about the threshold, from 0 to 1, so that
 * the values have a gradient; the steeper the ramp, the nearer to a comparison.
 *
 * <p>For the distance number i and the patterns {@code over} or {@code within} the ends, a member
 * has {@code patterns.i.over.w}, [channels, 9, 1], and {@code .b}: the ramp of each feature; and
 * {@code patterns.i.over.out}, [channels, classes].
 *
 * @param plan where the patterns lie
 * @param classes the number of classes
 */
record PatternShares(PatternPlan plan, int classes) {
  /** Σ of the features times their weights, [N, classes]; of lines [N, 1, points]. */
  <T> T values(NetworkOps<T> ops, T lines) {
    T sum = null;
    for (int i = 0; i < plan.distances().size(); i++) {
      int reach = (PatternPlan.TAPS / 2) * plan.distances().get(i);
      T taps = taps(ops, lines, plan.distances().get(i), reach);
      T over = part(ops, taps, i, true, plan.points());
      T inner = ops.slice(taps, 2, reach, plan.points() - reach);
      T within = part(ops, inner, i, false, plan.points() - 2 * reach);
      T both = ops.add(over, within);
      sum = sum == null ? both : ops.add(sum, both);
    }
    return sum;
  }

  /** The nine points of a pattern at every place, [N, 9, points]. */
  private <T> T taps(NetworkOps<T> ops, T lines, int distance, int reach) {
    T zeros = ops.multiply(ops.slice(lines, 2, 0, reach), ops.constant(new float[] {0}, 1, 1, 1));
    T padded = ops.concat(2, ops.concat(2, zeros, lines), zeros);
    T taps = null;
    for (int tap = 0; tap < PatternPlan.TAPS; tap++) {
      T one = ops.slice(padded, 2, tap * distance, tap * distance + plan.points());
      taps = taps == null ? one : ops.concat(1, taps, one);
    }
    return taps;
  }

  private <T> T part(NetworkOps<T> ops, T taps, int distance, boolean overEnds, int places) {
    int channels = plan.patterns(distance, overEnds).size() * plan.thresholds().get(distance);
    String name = Chemometric.Arrays.patterns(distance, overEnds);
    T one = ops.constant(new float[] {1}, 1, 1, 1);
    T above = ops.relu(ops.convolution(name, taps, PatternPlan.TAPS, channels, Window.along(1, 1)));
    T found = ops.subtract(one, ops.relu(ops.subtract(one, above)));
    return ops.matmul(
        ops.globalAverage(found, channels, places), ops.weight(name + ".out", channels, classes));
  }
}
