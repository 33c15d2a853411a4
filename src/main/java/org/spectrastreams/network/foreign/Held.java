package org.spectrastreams.network.foreign;

import java.util.Arrays;

/**
 * What a name of a graph stands for while it is followed.
 *
 * @param <T> a value of the operations that it is followed with
 */
sealed interface Held<T> {
  /**
   * A value that hangs on the spectra.
   *
   * @param shape its dimensions, the first of which is the batch and stands as 1
   * @param before what it is the softmax or the sigmoid of; null where it is neither
   */
  record Value<T>(T value, int[] shape, T before) implements Held<T> {
    /** A value that is neither softmax nor sigmoid. */
    Value(T value, int[] shape) {
      this(value, shape, null);
    }

    /** The number of dimensions. */
    int rank() {
      return shape.length;
    }

    /** Dimension {@code axis}, from the end where it is below 0. */
    int axis(long axis) {
      return (int) (axis < 0 ? axis + shape.length : axis);
    }

    /** The numbers of one spectrum. */
    int size() {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  /** Numbers that are known. In a shape that was asked of a value, 0 stands for the batch. */
  record Known<T>(ForeignTensor tensor) implements Held<T> {}
}
