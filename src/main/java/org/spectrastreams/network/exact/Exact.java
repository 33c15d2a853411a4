package org.spectrastreams.network.exact;

import java.util.Arrays;

/**
 * A value of one spectrum in double precision, its gradient, and how far single precision may be
 * off. Not thread-safe.
 */
public final class Exact {
  private final int[] shape;
  private final double[] values;
  private final double[] variance;
  private final double[] gradient;

  Exact(int[] shape, double[] values, double[] variance) {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values in the shape " + Arrays.toString(shape));
    }
    this.shape = shape.clone();
    this.values = values;
    this.variance = variance;
    this.gradient = new double[values.length];
  }

  /** Room for a value of this shape. */
  static Exact room(int... shape) {
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return new Exact(shape, new double[size], new double[size]);
  }

  /** The dimensions, the batch of one spectrum first. */
  int[] shape() {
    return shape;
  }

  int length(int dimension) {
    return shape[dimension < 0 ? shape.length + dimension : dimension];
  }

  /** The numbers, row-major; not copied. */
  public double[] values() {
    return values;
  }

  /** The variance of each number in single precision, by rounding alone. */
  double[] variance() {
    return variance;
  }

  /** The gradient of what was asked for last by each number; not copied. */
  public double[] gradient() {
    return gradient;
  }
}
