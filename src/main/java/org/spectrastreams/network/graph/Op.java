package org.spectrastreams.network.graph;

import java.util.List;
import org.spectrastreams.network.Window;

/** What a {@link Value} is computed by. A closed set: each has a forward and a backward rule. */
public sealed interface Op {
  /** The network's input. */
  record Input(String name) implements Op {}

  /**
   * Numbers that are known.
   *
   * @param rows for each member of the ensemble the array, row-major; one row where all members
   *     share it. Owned by this record, not copied
   */
  record Content(double[][] rows) implements Op {
    /** The array of a member. */
    public double[] of(int member) {
      return rows[rows.length == 1 ? 0 : member];
    }
  }

  /** The curves of {@link Curved}. */
  enum Curve {
    TANH,
    RELU,
    LEAKY,
    SIGMOID,
    SQRT,
    /** Leaky ReLU of tanh. */
    LEAKY_TANH
  }

  /**
   * A curve, value by value.
   *
   * @param slope of the leaky curves below zero
   * @param turned whether the result has the channels last: from [N, channels, 1, length] to [N,
   *     length × channels]
   */
  record Curved(Curve curve, double slope, boolean turned) implements Op {}

  /** The kinds of {@link Arithmetic}. */
  enum Sign {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE
  }

  /** Two values, element by element with broadcasting. */
  record Arithmetic(Sign sign) implements Op {}

  /** The larger of a value and a limit. */
  record AtLeast(double limit) implements Op {}

  /** Softmax over the last dimension. */
  record Softmax() implements Op {}

  /** The kinds of {@link Reduced}. */
  enum Reduction {
    MEAN,
    LEAST,
    MOST
  }

  /** Over the last dimension, which stays with length 1. */
  record Reduced(Reduction reduction) implements Op {}

  /** Another shape. */
  record Reshaped() implements Op {}

  /** Dimensions in another order; the first stays. */
  record Transposed(List<Integer> order) implements Op {}

  /** Values one after the other along a dimension. */
  record Joined(int axis) implements Op {}

  /** Part of a dimension. */
  record Part(int axis, int from, int to) implements Op {}

  /** A matrix product over the last two dimensions. */
  record Product() implements Op {}

  /**
   * A convolution of [N, inputs, rows, columns] with weights [outputs, inputs, rows, columns] and
   * bias [outputs].
   */
  record Convolved(Window window) implements Op {}

  /** The largest value or the mean of windows of [N, channels, rows, columns]. */
  record Pooled(boolean largest, Window window) implements Op {}

  /** The last dimension made longer by numbers that nothing depends on. */
  record Filled(int extra) implements Op {}
}
