package org.spectrastreams.network.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;
import org.spectrastreams.network.graph.Op.Arithmetic;
import org.spectrastreams.network.graph.Op.Curve;
import org.spectrastreams.network.graph.Op.Curved;
import org.spectrastreams.network.graph.Op.Reduced;
import org.spectrastreams.network.graph.Op.Reduction;
import org.spectrastreams.network.graph.Op.Sign;

/**
 * Writes down what a network does, with the weights of every member of an ensemble: a graph of
 * {@link Value}s that passes can rearrange and a writer can put into nodes. Batch normalisations
 * become a factor and a summand a channel, one-dimensional windows two-dimensional ones.
 */
public final class Trace implements NetworkOps<Value> {
  private final List<Map<String, float[]>> members;
  private final Map<String, Value> written = new LinkedHashMap<>();

  /**
   * A trace of the same network for several members.
   *
   * @param members the trained arrays of each by their names, row-major
   */
  public Trace(List<Map<String, float[]>> members) {
    this.members = List.copyOf(members);
  }

  /** The network's input. */
  public Value input(String name, List<Integer> shape) {
    int[] whole = new int[shape.size() + 1];
    whole[0] = 1;
    for (int d = 0; d < shape.size(); d++) {
      whole[d + 1] = shape.get(d);
    }
    return new Value(new Op.Input(name), List.of(), Shapes.of(whole), "");
  }

  @Override
  public Value weight(String name, int... shape) {
    return written.computeIfAbsent(
        name,
        key ->
            Value.content(
                members.stream().map(one -> array(one, key, shape)).toArray(double[][]::new),
                shape));
  }

  private static double[] array(Map<String, float[]> member, String name, int... shape) {
    float[] values = member.get(name);
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (values == null || values.length != size) {
      throw new IllegalArgumentException(
          "trained array '"
              + name
              + "' "
              + (values == null ? "is missing" : "has " + values.length + " values")
              + "; expected "
              + Arrays.toString(shape));
    }
    return widened(name, values);
  }

  private static double[] widened(String name, float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + " holds " + values[i] + "; expected finite weights: training has diverged");
      }
      wide[i] = values[i];
    }
    return wide;
  }

  @Override
  public Value constant(float[] values, int... shape) {
    return Value.content(new double[][] {widened("a constant", values)}, shape);
  }

  private static Value value(Op op, List<Value> inputs, List<Integer> shape) {
    return new Value(op, inputs, shape, "");
  }

  @Override
  public Value matmul(Value left, Value right) {
    return value(
        new Op.Product(), List.of(left, right), Shapes.product(left.shape(), right.shape()));
  }

  private static Value arithmetic(Sign sign, Value left, Value right) {
    return value(
        new Arithmetic(sign), List.of(left, right), Shapes.broadcast(left.shape(), right.shape()));
  }

  @Override
  public Value add(Value left, Value right) {
    return arithmetic(Sign.ADD, left, right);
  }

  @Override
  public Value subtract(Value left, Value right) {
    return arithmetic(Sign.SUBTRACT, left, right);
  }

  @Override
  public Value multiply(Value left, Value right) {
    return arithmetic(Sign.MULTIPLY, left, right);
  }

  @Override
  public Value divide(Value left, Value right) {
    return arithmetic(Sign.DIVIDE, left, right);
  }

  private static Value curved(Curve curve, double slope, Value of) {
    return value(new Curved(curve, slope, false), List.of(of), of.shape());
  }

  @Override
  public Value tanh(Value value) {
    return curved(Curve.TANH, 0, value);
  }

  @Override
  public Value relu(Value value) {
    return curved(Curve.RELU, 0, value);
  }

  @Override
  public Value leakyRelu(Value value, double slope) {
    return curved(Curve.LEAKY, slope, value);
  }

  @Override
  public Value sigmoid(Value value) {
    return curved(Curve.SIGMOID, 0, value);
  }

  @Override
  public Value sqrt(Value value) {
    return curved(Curve.SQRT, 0, value);
  }

  @Override
  public Value softmax(Value value) {
    return value(new Op.Softmax(), List.of(value), value.shape());
  }

  private static Value reduced(Reduction reduction, Value of) {
    return value(new Reduced(reduction), List.of(of), Shapes.with(of.shape(), of.rank() - 1, 1));
  }

  @Override
  public Value mean(Value value) {
    return reduced(Reduction.MEAN, value);
  }

  @Override
  public Value least(Value value) {
    return reduced(Reduction.LEAST, value);
  }

  @Override
  public Value most(Value value) {
    return reduced(Reduction.MOST, value);
  }

  @Override
  public Value atLeast(Value value, double limit) {
    return value(new Op.AtLeast(limit), List.of(value), value.shape());
  }

  @Override
  public Value reshape(Value value, int... shape) {
    return value(new Op.Reshaped(), List.of(value), Shapes.filledIn(value.size(), shape));
  }

  @Override
  public Value transpose(Value value, int... order) {
    int[] shape = Arrays.stream(order).map(value::length).toArray();
    if (order.length != value.rank() || order[0] != 0) {
      throw new IllegalArgumentException(
          "order "
              + Arrays.toString(order)
              + " of "
              + value
              + "; expected the batch to stay first");
    }
    return value(new Op.Transposed(Shapes.of(order)), List.of(value), Shapes.of(shape));
  }

  @Override
  public Value concat(int axis, Value first, Value second) {
    int length = first.length(axis) + second.length(axis);
    if (axis < 1
        || !Shapes.with(first.shape(), axis, length)
            .equals(Shapes.with(second.shape(), axis, length))) {
      throw new IllegalArgumentException(
          first + " and " + second + " cannot be joined along dimension " + axis);
    }
    return value(
        new Op.Joined(axis), List.of(first, second), Shapes.with(first.shape(), axis, length));
  }

  @Override
  public Value slice(Value value, int axis, int from, int to) {
    if (axis < 1 || from < 0 || to <= from || to > value.length(axis)) {
      throw new IllegalArgumentException(
          "part " + from + " to " + to + " of dimension " + axis + " of " + value);
    }
    return value(
        new Op.Part(axis, from, to), List.of(value), Shapes.with(value.shape(), axis, to - from));
  }

  /** [N, channels, length] as [N, channels, 1, length]; two dimensions as they are. */
  private Value flat(Value value, Window window) {
    if (value.rank() != window.dimensions() + 2) {
      throw new IllegalArgumentException(
          window.dimensions() + " window dimensions over " + value + "; expected two fewer");
    }
    return window.dimensions() == 2
        ? value
        : reshape(value, value.length(0), value.length(1), 1, value.length(2));
  }

  /** The way back. */
  private Value unflat(Value value, Window window) {
    return window.dimensions() == 2
        ? value
        : reshape(value, value.length(0), value.length(1), value.length(3));
  }

  private static List<Integer> windowed(Value value, int channels, Window window) {
    return Shapes.of(
        value.length(0),
        channels,
        window.places(0, value.length(2)),
        window.places(1, value.length(3)));
  }

  @Override
  public Value convolution(String name, Value value, int inputs, int outputs, Window window) {
    if (value.length(1) != inputs) {
      throw new IllegalArgumentException(
          name + " of " + inputs + " channels over " + value + "; expected the same number");
    }
    Window flat = window.flat();
    Value over = flat(value, window);
    int[] shape = new int[window.dimensions() + 2];
    shape[0] = outputs;
    shape[1] = inputs;
    for (int d = 0; d < window.dimensions(); d++) {
      shape[d + 2] = window.size().get(d);
    }
    Value weights =
        Contents.reshaped(
            weight(name + ".w", shape), outputs, inputs, flat.size().get(0), flat.size().get(1));
    return unflat(
        value(
            new Op.Convolved(flat),
            List.of(over, weights, weight(name + ".b", outputs)),
            windowed(over, outputs, flat)),
        window);
  }

  private Value pooled(boolean largest, Value value, Window window) {
    if (!window.bare()) {
      throw new IllegalArgumentException(
          "pooling with padding " + window.padding() + "; expected none");
    }
    Window flat = window.flat();
    Value over = flat(value, window);
    return unflat(
        value(new Op.Pooled(largest, flat), List.of(over), windowed(over, over.length(1), flat)),
        window);
  }

  @Override
  public Value maxPool(Value value, Window window) {
    return pooled(true, value, window);
  }

  @Override
  public Value averagePool(Value value, Window window) {
    return pooled(false, value, window);
  }

  @Override
  public Value batchNorm(String name, Value value, int channels) {
    return normalised(
        name, value, weight(name + ".gamma", channels), weight(name + ".beta", channels));
  }

  @Override
  public Value standardise(String name, Value value, int channels) {
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    return normalised(
        name, value, constant(ones, channels), constant(new float[channels], channels));
  }

  private Value normalised(String name, Value value, Value gamma, Value beta) {
    int channels = gamma.size();
    Value mean = weight(name + ".mean", channels);
    Value variance = weight(name + ".variance", channels);
    if (value.length(1) != channels) {
      throw new IllegalArgumentException(
          name + " of " + channels + " channels over " + value + "; expected the same number");
    }
    Value factor =
        Contents.combined(
            gamma,
            variance,
            (g, v) -> {
              if (v < 0) {
                throw new IllegalArgumentException(
                    name + " has the variance " + v + "; expected 0 or more");
              }
              return g / Math.sqrt(v + NORM_EPSILON);
            });
    Value shift =
        Contents.combined(beta, Contents.combined(mean, factor, (m, f) -> m * f), (b, m) -> b - m);
    int[] shape = new int[value.rank()];
    Arrays.fill(shape, 1);
    shape[1] = channels;
    return add(multiply(value, Contents.reshaped(factor, shape)), Contents.reshaped(shift, shape));
  }

  @Override
  public Value mark(String name, Value value) {
    return new Value(value.op(), value.inputs(), value.shape(), name);
  }
}
