package org.spectrastreams.train.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;
import org.spectrastreams.train.dl4j.VertexFunction.Sign;

/**
 * Networks as DL4J graphs: layers for what is trained and for curves, {@link FunctionVertex} for
 * the rest. One-dimensional windows run over maps of one row, [batch, channels, 1, length].
 */
final class Dl4jOps implements NetworkOps<Dl4jValue> {
  private static final double BATCH_NORM_DECAY = 0.9;

  /** The kinds of layers that hold trained arrays. */
  enum Kind {
    CONVOLUTION,
    DENSE,
    LINEAR,
    NORM,
    STANDARD,
    FIXED
  }

  /** A layer, or a fixed array, whose numbers a trained member has. */
  record Held(Kind kind, int size, double number) {}

  private final GraphBuilder builder;
  private final double retain;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private int vertices;

  /**
   * Operations that add to a graph.
   *
   * @param retain the share of a value that dropout leaves
   */
  Dl4jOps(GraphBuilder builder, double retain) {
    this.builder = builder;
    this.retain = retain;
  }

  /** What a trained member consists of, by name. */
  Map<String, Held> held() {
    return held;
  }

  private Dl4jValue layer(
      String name, Layer.Builder<?> layer, Dl4jValue of, List<Integer> holds, List<Integer> shape) {
    if (of.dropped()) {
      layer.dropOut(retain);
    }
    builder.addLayer(name, layer.build(), of.vertex());
    return Dl4jValue.held(name, holds, shape);
  }

  private Dl4jValue function(
      VertexFunction function, List<Integer> holds, List<Integer> shape, Dl4jValue... of) {
    for (Dl4jValue value : of) {
      if (value.dropped()) {
        throw new IllegalArgumentException("dropout before " + function + "; expected a layer");
      }
    }
    String name = "vertex" + vertices++;
    boolean given = Arrays.stream(of).allMatch(Dl4jValue::given);
    builder.addVertex(
        name,
        new FunctionVertex(function, holds, of.length, given),
        Arrays.stream(of).map(Dl4jValue::vertex).toArray(String[]::new));
    return new Dl4jValue(name, holds, shape, Double.NaN, false, given);
  }

  /** A value as a vertex that holds it this way. */
  private Dl4jValue holding(Dl4jValue value, Integer... lengths) {
    List<Integer> wanted = List.of(lengths);
    if (value.held().equals(wanted)) {
      return value;
    }
    return function(new VertexFunction.Shape(wanted), wanted, value.shape(), value.dropping(false))
        .dropping(value.dropped());
  }

  private static IllegalArgumentException untrainable(String operator) {
    return new IllegalArgumentException(
        "the network uses "
            + operator
            + ", which no layer of the trainer has: train it in SameDiff");
  }

  @Override
  public Dl4jValue weight(String name, int... shape) {
    throw untrainable("the array '" + name + "' by itself");
  }

  @Override
  public Dl4jValue fixed(String name, double start, int... shape) {
    held.put(
        name, new Held(Kind.FIXED, Arrays.stream(shape).reduce(1, Math::multiplyExact), start));
    return Dl4jValue.known(start);
  }

  @Override
  public Dl4jValue constant(float[] values, int... shape) {
    for (float value : values) {
      if (value != values[0]) {
        throw untrainable("an array of different constants");
      }
    }
    return Dl4jValue.known(values[0]);
  }

  private Dl4jValue pair(Sign sign, Dl4jValue left, Dl4jValue right) {
    if (left.isKnown() && right.isKnown()) {
      throw untrainable("a sum of constants");
    }
    if (left.isKnown() || right.isKnown()) {
      return line(sign, left, right);
    }
    if (!left.shape().equals(right.shape())) {
      throw untrainable("values of " + left.shape() + " and " + right.shape() + " together");
    }
    Dl4jValue same = holding(right, left.held().toArray(Integer[]::new));
    return function(new VertexFunction.Pair(sign), left.held(), left.shape(), left, same);
  }

  private Dl4jValue line(Sign sign, Dl4jValue left, Dl4jValue right) {
    Dl4jValue value = left.isKnown() ? right : left;
    double number = left.isKnown() ? left.number() : right.number();
    if (sign == Sign.DIVIDE && left.isKnown()) {
      throw untrainable("a number divided by a value");
    }
    VertexFunction.Line line = VertexFunction.Line.of(sign, number, left.isKnown());
    return line.isNothing() ? value : function(line, value.held(), value.shape(), value);
  }

  @Override
  public Dl4jValue add(Dl4jValue left, Dl4jValue right) {
    return pair(Sign.ADD, left, right);
  }

  @Override
  public Dl4jValue subtract(Dl4jValue left, Dl4jValue right) {
    return pair(Sign.SUBTRACT, left, right);
  }

  @Override
  public Dl4jValue multiply(Dl4jValue left, Dl4jValue right) {
    return pair(Sign.MULTIPLY, left, right);
  }

  @Override
  public Dl4jValue divide(Dl4jValue left, Dl4jValue right) {
    return pair(Sign.DIVIDE, left, right);
  }

  private Dl4jValue curve(IActivation curve, Dl4jValue of) {
    String name = "curve" + vertices++;
    return layer(name, new ActivationLayer.Builder().activation(curve), of, of.held(), of.shape());
  }

  @Override
  public Dl4jValue tanh(Dl4jValue value) {
    return curve(Activation.TANH.getActivationFunction(), value);
  }

  @Override
  public Dl4jValue relu(Dl4jValue value) {
    return curve(Activation.RELU.getActivationFunction(), value);
  }

  @Override
  public Dl4jValue leakyRelu(Dl4jValue value, double slope) {
    return curve(new ActivationLReLU(slope), value);
  }

  @Override
  public Dl4jValue sigmoid(Dl4jValue value) {
    return curve(Activation.SIGMOID.getActivationFunction(), value);
  }

  @Override
  public Dl4jValue softmax(Dl4jValue value) {
    Dl4jValue rows = holding(value, value.size());
    if (value.shape().size() != 1) {
      throw untrainable("softmax of " + value.shape());
    }
    return curve(Activation.SOFTMAX.getActivationFunction(), rows);
  }

  @Override
  public Dl4jValue mean(Dl4jValue value) {
    List<Integer> shape = new ArrayList<>(value.shape());
    int width = shape.set(shape.size() - 1, 1);
    int rows = value.size() / width;
    Dl4jValue table = holding(value, rows, 1, width);
    return function(new VertexFunction.Mean(), List.of(rows, 1, 1), shape, table);
  }

  @Override
  public Dl4jValue reshape(Dl4jValue value, int... shape) {
    List<Integer> lengths = Arrays.stream(shape).skip(1).boxed().toList();
    if (shape[0] != -1 || lengths.stream().reduce(1, Math::multiplyExact) != value.size()) {
      throw untrainable("the shape " + Arrays.toString(shape) + " of " + value.shape());
    }
    return value.shaped(lengths);
  }

  /** How a value of a shape is held where its dimensions matter. */
  private static Integer[] natural(List<Integer> shape) {
    return switch (shape.size()) {
      case 1 -> new Integer[] {shape.get(0)};
      case 2 -> new Integer[] {shape.get(0), 1, shape.get(1)};
      case 3 -> shape.toArray(Integer[]::new);
      default -> throw untrainable("values of the shape " + shape);
    };
  }

  /** The dimension of the held value that a dimension of the shape is. */
  private static int heldAxis(List<Integer> shape, int axis) {
    return shape.size() == 2 && axis == 2 ? 3 : axis;
  }

  @Override
  public Dl4jValue concat(int axis, Dl4jValue first, Dl4jValue second) {
    List<Integer> shape = new ArrayList<>(first.shape());
    shape.set(axis - 1, first.shape().get(axis - 1) + second.shape().get(axis - 1));
    return function(
        new VertexFunction.Join(heldAxis(shape, axis)),
        List.of(natural(shape)),
        shape,
        holding(first, natural(first.shape())),
        holding(second, natural(second.shape())));
  }

  @Override
  public Dl4jValue slice(Dl4jValue value, int axis, int from, int to) {
    List<Integer> shape = new ArrayList<>(value.shape());
    shape.set(axis - 1, to - from);
    return function(
        new VertexFunction.Cut(heldAxis(shape, axis), from, to),
        List.of(natural(shape)),
        shape,
        holding(value, natural(value.shape())));
  }

  @Override
  public Dl4jValue dense(String name, Dl4jValue value, int inputs, int outputs) {
    return dense(name, value, inputs, outputs, Kind.DENSE);
  }

  @Override
  public Dl4jValue linear(String name, Dl4jValue value, int inputs, int outputs) {
    return dense(name, value, inputs, outputs, Kind.LINEAR);
  }

  private Dl4jValue dense(String name, Dl4jValue value, int inputs, int outputs, Kind kind) {
    if (!value.shape().equals(List.of(inputs))) {
      throw untrainable("a dense layer over " + value.shape());
    }
    held.put(name, new Held(kind, outputs, Double.NaN));
    return layer(
        name,
        new DenseLayer.Builder()
            .nOut(outputs)
            .hasBias(kind == Kind.DENSE)
            .activation(Activation.IDENTITY),
        holding(value, inputs),
        List.of(outputs),
        List.of(outputs));
  }

  private Dl4jValue windowed(
      String name, Layer.Builder<?> layer, Dl4jValue over, int channels, Window window) {
    Window flat = window.flat();
    int rows = flat.places(0, over.held().get(1));
    int columns = flat.places(1, over.held().get(2));
    return layer(
        name,
        layer,
        over,
        List.of(channels, rows, columns),
        window.dimensions() == 1 ? List.of(channels, columns) : List.of(channels, rows, columns));
  }

  private static int[] pair(List<Integer> numbers) {
    return new int[] {numbers.get(0), numbers.get(1)};
  }

  @Override
  public Dl4jValue convolution(
      String name, Dl4jValue value, int inputs, int outputs, Window window) {
    held.put(name, new Held(Kind.CONVOLUTION, outputs, Double.NaN));
    Dl4jValue over = holding(value, natural(value.shape()));
    PlainConvolution.Builder layer = new PlainConvolution.Builder(over, window.flat(), outputs);
    return windowed(name, layer, over, outputs, window);
  }

  private Dl4jValue pooled(SubsamplingLayer.PoolingType type, Dl4jValue value, Window window) {
    Window flat = window.flat();
    return windowed(
        "pool" + vertices++,
        new SubsamplingLayer.Builder(type, pair(flat.size()), pair(flat.stride())),
        holding(value, natural(value.shape())),
        value.shape().get(0),
        window);
  }

  @Override
  public Dl4jValue maxPool(Dl4jValue value, Window window) {
    return pooled(SubsamplingLayer.PoolingType.MAX, value, window);
  }

  @Override
  public Dl4jValue averagePool(Dl4jValue value, Window window) {
    return pooled(SubsamplingLayer.PoolingType.AVG, value, window);
  }

  @Override
  public Dl4jValue batchNorm(String name, Dl4jValue value, int channels) {
    return normalised(name, value, channels, Kind.NORM);
  }

  @Override
  public Dl4jValue standardise(String name, Dl4jValue value, int channels) {
    return normalised(name, value, channels, Kind.STANDARD);
  }

  private Dl4jValue normalised(String name, Dl4jValue value, int channels, Kind kind) {
    held.put(name, new Held(kind, channels, Double.NaN));
    Dl4jValue over = holding(value, natural(value.shape()));
    return layer(
        name,
        new BatchNormalization.Builder(kind == Kind.STANDARD)
            .eps(NORM_EPSILON)
            .decay(BATCH_NORM_DECAY)
            .useLogStd(false),
        over,
        over.held(),
        value.shape());
  }

  @Override
  public Dl4jValue dropout(Dl4jValue value) {
    return value.dropping(true);
  }

  @Override
  public Dl4jValue matmul(Dl4jValue left, Dl4jValue right) {
    throw untrainable("a matrix product");
  }

  @Override
  public Dl4jValue sqrt(Dl4jValue value) {
    throw untrainable("a square root");
  }

  @Override
  public Dl4jValue least(Dl4jValue value) {
    throw untrainable("the least value");
  }

  @Override
  public Dl4jValue most(Dl4jValue value) {
    throw untrainable("the largest value");
  }

  @Override
  public Dl4jValue atLeast(Dl4jValue value, double limit) {
    throw untrainable("a limit");
  }

  @Override
  public Dl4jValue transpose(Dl4jValue value, int... order) {
    throw untrainable("another order of dimensions");
  }
}
