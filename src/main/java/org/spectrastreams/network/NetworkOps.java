package org.spectrastreams.network;

/**
 * The operations that networks are written in, once for all uses: the trainer computes with them
 * and differentiates them, the writer makes an ONNX graph of them with the way back, the exact
 * arithmetic checks both. Shapes broadcast as in NumPy; the first dimension of a value that depends
 * on the input is the batch, perhaps times a number.
 *
 * @param <T> a value: a node of a graph
 */
public interface NetworkOps<T> {
  /** What every batch normalisation and layer normalisation adds to a variance. */
  double NORM_EPSILON = 1e-5;

  /** A trained array, by its name. */
  T weight(String name, int... shape);

  /**
   * An array that is part of a member but not trained.
   *
   * @param start what it holds everywhere in a member that was just trained
   */
  default T fixed(String name, double start, int... shape) {
    return weight(name, shape);
  }

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

  /** The value, or {@code slope} times it below zero; {@code slope} is between 0 and 1. */
  T leakyRelu(T value, double slope);

  /** 1 / (1 + exp(−value)). */
  T sigmoid(T value);

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

  /**
   * A convolution of [N, inputs, length] or [N, inputs, rows, columns]: weights {@code name.w},
   * [outputs, inputs, window], and bias {@code name.b}, [outputs].
   */
  T convolution(String name, T value, int inputs, int outputs, Window window);

  /** The largest value of each window, channel by channel; the window has no padding. */
  T maxPool(T value, Window window);

  /** The mean of each window, channel by channel; the window has no padding. */
  T averagePool(T value, Window window);

  /**
   * A batch normalisation of [N, channels, …] with the running statistics: {@code name.gamma},
   * {@code name.beta}, {@code name.mean} and {@code name.variance}, [channels] each. A trainer uses
   * the statistics of its batch.
   */
  T batchNorm(String name, T value, int channels);

  /**
   * A batch normalisation without a trained factor and summand: {@code name.mean} and {@code
   * name.variance}, [channels] each.
   */
  T standardise(String name, T value, int channels);

  /** Where training drops values at random; nothing otherwise. */
  default T dropout(T value) {
    return value;
  }

  /** Gives an inner value a name, under which it can be explained. */
  default T mark(String name, T value) {
    return value;
  }

  /** A dense layer of a value of two dimensions: weights {@code name.w}, bias {@code name.b}. */
  default T dense(String name, T value, int inputs, int outputs) {
    return add(
        matmul(value, weight(name + ".w", inputs, outputs)), weight(name + ".b", 1, outputs));
  }

  /** A dense layer without a summand: weights {@code name.w}. */
  default T linear(String name, T value, int inputs, int outputs) {
    return matmul(value, weight(name + ".w", inputs, outputs));
  }

  /** The mean of each channel, [N, channels], of [N, channels, …] with {@code places} values. */
  default T globalAverage(T value, int channels, int places) {
    return reshape(mean(reshape(value, -1, channels, places)), -1, channels);
  }

  /**
   * Layer normalisation over the last dimension of [N, width]: {@code name.scale} and {@code
   * name.shift}, [1, width] each.
   */
  default T layerNorm(String name, T value, int width) {
    T centred = subtract(value, mean(value));
    T variance = mean(multiply(centred, centred));
    T deviation = sqrt(add(variance, constant(new float[] {(float) NORM_EPSILON}, 1, 1)));
    return add(
        multiply(divide(centred, deviation), weight(name + ".scale", 1, width)),
        weight(name + ".shift", 1, width));
  }
}
