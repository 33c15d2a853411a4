package org.spectrastreams.network.foreign;

import java.util.Arrays;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;
import org.spectrastreams.network.foreign.Held.Known;
import org.spectrastreams.network.foreign.Held.Value;

/**
 * Operators that compute, as operations of this program. What these do not have is refused, and the
 * graph is then served as it came.
 *
 * @param <T> a value of the operations
 */
final class ForeignLayers<T> {
  private final ForeignWalk<T> walk;
  private final NetworkOps<T> ops;

  ForeignLayers(ForeignWalk<T> walk) {
    this.walk = walk;
    this.ops = walk.ops();
  }

  /**
   * The result of a node.
   *
   * @throws IllegalArgumentException if there is no such operation
   */
  Held<T> of(ForeignNode node) {
    return switch (node.operator()) {
      case "Gemm" -> gemm(node);
      case "MatMul" -> matmul(node);
      case "Add", "Sub", "Mul", "Div" -> arithmetic(node);
      case "Relu" -> same(node, ops.relu(input(node)));
      case "LeakyRelu" -> same(node, ops.leakyRelu(input(node), node.number("alpha", 0.01)));
      case "Tanh" -> same(node, ops.tanh(input(node)));
      case "Sigmoid" ->
          new Value<>(ops.sigmoid(input(node)), walk.value(node, 0).shape(), input(node));
      case "Sqrt" -> same(node, ops.sqrt(input(node)));
      case "Softmax" -> softmax(node);
      case "Conv" -> convolution(node);
      case "BatchNormalization" -> normalised(node);
      case "MaxPool" -> pooled(node, true);
      case "AveragePool" -> pooled(node, false);
      case "GlobalAveragePool" -> average(node);
      case "ReduceMean" -> mean(node);
      case "Normalizer" -> normal(node);
      case "Scaler" -> scaled(node);
      case "LinearClassifier" -> linear(node);
      default ->
          throw new IllegalArgumentException(
              "operator " + node.operator() + ", which has no way back here");
    };
  }

  private T input(ForeignNode node) {
    return walk.value(node, 0).value();
  }

  private Value<T> same(ForeignNode node, T value) {
    return new Value<>(value, walk.value(node, 0).shape());
  }

  private Held<T> gemm(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    node.require(node.whole("transA", 0) == 0 && value.rank() == 2, "a transposed input");
    ForeignTensor weights = walk.known(node, 1);
    if (node.whole("transB", 0) != 0) {
      weights = weights.transposed();
    }
    T product = ops.matmul(value.value(), walk.weight(weights.times(node.number("alpha", 1))));
    int outputs = weights.shape()[1];
    if (!node.has(2)) {
      return new Value<>(product, new int[] {1, outputs});
    }
    ForeignTensor bias = walk.known(node, 2).times(node.number("beta", 1));
    return new Value<>(
        ops.add(product, walk.weight(bias.as(1, bias.values().length))), new int[] {1, outputs});
  }

  private Held<T> matmul(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    ForeignTensor weights = walk.known(node, 1);
    node.require(value.rank() == 2 && weights.shape().length == 2, "more than two dimensions");
    return new Value<>(
        ops.matmul(value.value(), walk.weight(weights)), new int[] {1, weights.shape()[1]});
  }

  private Held<T> arithmetic(ForeignNode node) {
    Held<T> left = walk.of(node, 0);
    Held<T> right = walk.of(node, 1);
    int[] shape = broadcast(shape(left), shape(right), node);
    T a = operand(left, shape.length);
    T b = operand(right, shape.length);
    return new Value<>(
        switch (node.operator()) {
          case "Add" -> ops.add(a, b);
          case "Sub" -> ops.subtract(a, b);
          case "Mul" -> ops.multiply(a, b);
          default -> ops.divide(a, b);
        },
        shape);
  }

  private int[] shape(Held<T> held) {
    return held instanceof Value<T> value ? value.shape() : ((Known<T>) held).tensor().shape();
  }

  /** Numbers get as many dimensions as the value that they meet. */
  private T operand(Held<T> held, int rank) {
    if (held instanceof Value<T> value) {
      return value.value();
    }
    ForeignTensor tensor = ((Known<T>) held).tensor();
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    System.arraycopy(tensor.shape(), 0, shape, rank - tensor.shape().length, tensor.shape().length);
    return walk.weight(tensor.as(shape));
  }

  private static int[] broadcast(int[] left, int[] right, ForeignNode node) {
    int rank = Math.max(left.length, right.length);
    int[] shape = new int[rank];
    for (int d = 0; d < rank; d++) {
      int a = d < rank - left.length ? 1 : left[d - rank + left.length];
      int b = d < rank - right.length ? 1 : right[d - rank + right.length];
      node.require(a == b || a == 1 || b == 1, "shapes that do not fit each other");
      shape[d] = Math.max(a, b);
    }
    node.require(shape[0] == 1, "numbers of their own for every spectrum");
    return shape;
  }

  private Held<T> softmax(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    node.require(value.axis(node.whole("axis", -1)) == value.rank() - 1, "another axis");
    return new Value<>(ops.softmax(value.value()), value.shape(), value.value());
  }

  /** Probabilities that sum to 1 stay as they are. */
  private Held<T> normal(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    boolean sums = value.before() != null && value.shape()[value.rank() - 1] > 1;
    node.require(node.text("norm", "MAX").equals("L1") && sums, "norms of its own");
    return value;
  }

  private Window window(ForeignNode node, int size) {
    int[] kernel = node.wholes("kernel_shape", size);
    int[] strides = node.wholes("strides", 1);
    int[] pads = node.wholes("pads", 0, 0);
    int[] dilations = node.wholes("dilations", 1);
    node.require(kernel.length == 1, "more than one dimension");
    node.require(dilations[0] == 1, "a dilation of " + dilations[0]);
    node.require(node.text("auto_pad", "NOTSET").equals("NOTSET"), "auto_pad");
    node.require(node.whole("ceil_mode", 0) == 0, "ceil_mode");
    node.require(pads[0] == pads[1], "other zeros before than behind");
    return Window.along(kernel[0], strides[0], pads[0]);
  }

  private Held<T> convolution(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    ForeignTensor weights = walk.known(node, 1);
    node.require(weights.shape().length == 3, "more than one dimension");
    node.require(node.whole("group", 1) == 1, "groups");
    int outputs = weights.shape()[0];
    String name = walk.fresh();
    walk.put(name + ".w", weights);
    walk.put(
        name + ".b",
        node.has(2)
            ? walk.known(node, 2)
            : new ForeignTensor(new int[] {outputs}, new double[outputs]));
    Window window = window(node, weights.shape()[2]);
    return new Value<>(
        ops.convolution(name, value.value(), weights.shape()[1], outputs, window),
        new int[] {1, outputs, window.places(0, value.shape()[2])});
  }

  private Held<T> normalised(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    double[] scale = walk.known(node, 1).values();
    double[] shift = walk.known(node, 2).values();
    double[] mean = walk.known(node, 3).values();
    double[] variance = walk.known(node, 4).values();
    double[] factor = new double[scale.length];
    double[] summand = new double[scale.length];
    for (int c = 0; c < factor.length; c++) {
      factor[c] = scale[c] / Math.sqrt(variance[c] + node.number("epsilon", 1e-5));
      summand[c] = shift[c] - mean[c] * factor[c];
    }
    int[] shape = new int[value.rank()];
    Arrays.fill(shape, 1);
    shape[1] = factor.length;
    return same(
        node,
        ops.add(
            ops.multiply(value.value(), walk.weight(new ForeignTensor(shape, factor))),
            walk.weight(new ForeignTensor(shape, summand))));
  }

  private Held<T> pooled(ForeignNode node, boolean largest) {
    Value<T> value = walk.value(node, 0);
    Window window = window(node, 0);
    node.require(window.bare(), "padding");
    T pooled =
        largest ? ops.maxPool(value.value(), window) : ops.averagePool(value.value(), window);
    return new Value<>(pooled, new int[] {1, value.shape()[1], window.places(0, value.shape()[2])});
  }

  private Held<T> average(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    node.require(value.rank() == 3, "other than [N, channels, places]");
    return new Value<>(ops.mean(value.value()), new int[] {1, value.shape()[1], 1});
  }

  private Held<T> mean(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    int[] axes = node.has(1) ? walk.known(node, 1).ints() : node.wholes("axes");
    node.require(axes.length == 1 && value.axis(axes[0]) == value.rank() - 1, "other axes");
    int[] shape = value.shape().clone();
    shape[shape.length - 1] = 1;
    T mean = ops.mean(value.value());
    if (node.whole("keepdims", 1) != 0) {
      return new Value<>(mean, shape);
    }
    int[] fewer = Arrays.copyOf(shape, shape.length - 1);
    return new Value<>(ops.reshape(mean, ForeignWalk.batch(fewer)), fewer);
  }

  /** scikit-learn's StandardScaler: (x − offset) · scale. */
  private Held<T> scaled(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    double[] offset = node.numbers("offset");
    double[] scale = node.numbers("scale");
    node.require(value.rank() == 2 && scale.length > 0, "no scale");
    ForeignTensor factors = new ForeignTensor(new int[] {1, scale.length}, scale);
    if (offset.length == 0) {
      return same(node, ops.multiply(value.value(), walk.weight(factors)));
    }
    ForeignTensor middle = new ForeignTensor(new int[] {1, offset.length}, offset);
    return same(
        node, ops.multiply(ops.subtract(value.value(), walk.weight(middle)), walk.weight(factors)));
  }

  /** scikit-learn's linear classifiers: the scores, then their softmax where one was asked for. */
  private Held<T> linear(ForeignNode node) {
    Value<T> value = walk.value(node, 0);
    double[] coefficients = node.numbers("coefficients");
    double[] intercepts = node.numbers("intercepts");
    String after = node.text("post_transform", "NONE");
    int classes = intercepts.length;
    boolean opposite = classes == 2 && isOpposite(coefficients, intercepts);
    boolean fits =
        after.equals("SOFTMAX") || after.equals("NONE") || (after.equals("LOGISTIC") && opposite);
    node.require(fits && coefficients.length == classes * value.size(), after + " of its scores");
    // σ(z) and σ(−z) are the softmax of z/2 and −z/2.
    double factor = after.equals("LOGISTIC") ? 0.5 : 1;
    ForeignTensor weights =
        new ForeignTensor(new int[] {classes, value.size()}, coefficients)
            .transposed()
            .times(factor);
    ForeignTensor bias = new ForeignTensor(new int[] {1, classes}, intercepts).times(factor);
    T scores = ops.add(ops.matmul(value.value(), walk.weight(weights)), walk.weight(bias));
    int[] shape = {1, classes};
    return after.equals("NONE")
        ? new Value<>(scores, shape)
        : new Value<>(ops.softmax(scores), shape, scores);
  }

  private static boolean isOpposite(double[] coefficients, double[] intercepts) {
    int half = coefficients.length / 2;
    boolean opposite = intercepts[0] == -intercepts[1];
    for (int i = 0; opposite && i < half; i++) {
      opposite = coefficients[i] == -coefficients[half + i];
    }
    return opposite;
  }
}
