package org.spectrastreams.network;

/**
 * The operations that small networks are written in, once for all uses: the trainer computes with
 * them and differentiates them, the exporter writes them as an ONNX graph. Shapes broadcast as in
 * NumPy; the first dimension of a value that depends on the input is the batch.
 *
 * @param <T> a value: a node of a graph
 */
public interface NetworkOps<T> {
  /** A trained array, by its name. */
  T weight(String name, int... shape);

  /** A fixed array, row-major. */
  T constant(float[] values, int... shape);

  /** Matrix product over the last two dimensions; the others agree. */
  T matmul(T left, T right);

  T add(T left, T right);

  T subtract(T left, T right);

  T multiply(T left, T right);

  T divide(T left, T right);

  T tanh(T value);

  T relu(T value);

  T sqrt(T value);

  /** Over the last dimension. */
  T softmax(T value);

  /** The mean over the last dimension, which stays with length 1. */
  T mean(T value);

  /** The smallest value over the last dimension, which stays with length 1. */
  T least(T value);

  /** The largest value over the last dimension, which stays with length 1. */
  T most(T value);

  /** The larger of a value and a limit. */
  T atLeast(T value, double limit);

  /** Another shape; −1, once, takes what is left. */
  T reshape(T value, int... shape);

  /** Dimensions in another order. */
  T transpose(T value, int... order);

  /** Values one after the other along a dimension. */
  T concat(int axis, T first, T second);

  /** Part of a dimension, {@code from} to {@code to} − 1. */
  T slice(T value, int axis, int from, int to);

  /** A dense layer of a value of two dimensions: weights {@code name.w}, bias {@code name.b}. */
  default T dense(String name, T value, int inputs, int outputs) {
    return add(
        matmul(value, weight(name + ".w", inputs, outputs)), weight(name + ".b", 1, outputs));
  }
}
