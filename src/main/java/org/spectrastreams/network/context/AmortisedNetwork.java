package org.spectrastreams.network.context;

import org.spectrastreams.network.NetworkOps;

/**
 * The amortised explainer: a network that answers with the expected stable LIME weights of a
 * spectrum, for all classes at once. It gives one coefficient a segment and class; segments are
 * triangular, so that the weights between their middles follow by linear interpolation.
 *
 * @param points the points of the model's axis
 * @param classes the model's classes
 * @param segments the number of segments
 * @param hats the value of each segment's triangle at each point, segments × points; not copied
 */
public record AmortisedNetwork(int points, int classes, int segments, float[] hats) {
  private static final int FIRST = 512;
  private static final int SECOND = 256;

  /** Checks the sizes. */
  public AmortisedNetwork {
    if (points < 2 || classes < 2 || segments < 1 || hats.length != (long) segments * points) {
      throw new IllegalArgumentException(
          hats.length
              + " values of triangles for "
              + segments
              + " segments, "
              + points
              + " points and "
              + classes
              + " classes; expected segments × points");
    }
  }

  /**
   * Coefficients of all classes, [N, classes × segments]. The fixed arrays {@code lime.mean},
   * {@code lime.scale} and {@code lime.size} bring input and output to the size of 1 inside.
   */
  public <T> T coefficients(NetworkOps<T> ops, T spectra) {
    T value =
        ops.multiply(
            ops.subtract(spectra, ops.weight("lime.mean", 1, points)),
            ops.weight("lime.scale", 1, points));
    value = ops.relu(ops.dense("lime.first", value, points, FIRST));
    value = ops.relu(ops.dense("lime.second", value, FIRST, SECOND));
    value = ops.dense("lime.third", value, SECOND, classes * segments);
    return ops.multiply(value, ops.weight("lime.size", 1, classes * segments));
  }

  /**
   * Weights of one class for each spectrum, [N, points].
   *
   * @param coefficients of all classes
   * @param chosen the classes, one-hot, [N, classes]
   */
  public <T> T weights(NetworkOps<T> ops, T coefficients, T chosen) {
    T picked =
        ops.matmul(
            ops.reshape(chosen, -1, 1, classes), ops.reshape(coefficients, -1, classes, segments));
    return ops.matmul(ops.reshape(picked, -1, segments), ops.constant(hats, segments, points));
  }
}
