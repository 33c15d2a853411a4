package org.spectrastreams.network.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;

/**
 * Networks in double precision, operator by operator as they are written, without any rearranging:
 * the yardstick that graphs are measured with. Computes one spectrum; slow. Each operator notes its
 * own way back, so that gradients of any output by any value follow.
 *
 * <p>It also follows how far single precision may be off, to find the values that lie so near a
 * kink (zero for a ReLU, two equal values for a largest one) that another order of addition puts
 * them on the other side. Not thread-safe.
 */
public final class ExactOps implements NetworkOps<Exact> {
  private static final double UNIT = 0x1p-24;

  /** Rounding errors beyond this many standard deviations do not occur. */
  private static final double DEVIATIONS = 6;

  private final Map<String, float[]> weights;
  private final Map<String, Exact> marks = new LinkedHashMap<>();
  private final List<Runnable> ways = new ArrayList<>();
  private final List<Exact> all = new ArrayList<>();
  private final List<Kink> kinks = new ArrayList<>();

  /** A place where two slopes are right; {@code other} is whether the second is taken. */
  static final class Kink {
    private boolean other;

    boolean other() {
      return other;
    }
  }

  /** Operations with the trained arrays of one member, by their names. */
  public ExactOps(Map<String, float[]> weights) {
    this.weights = weights;
  }

  /** The network's input, with one spectrum in it. */
  public Exact input(double[] values, int... shape) {
    int[] whole = new int[shape.length + 1];
    whole[0] = 1;
    System.arraycopy(shape, 0, whole, 1, shape.length);
    return kept(new Exact(whole, values.clone(), new double[values.length]));
  }

  private Exact kept(Exact value) {
    all.add(value);
    return value;
  }

  /** The marked inner values by their names. */
  public Map<String, Exact> marks() {
    return marks;
  }

  /** The number of values at a kink. */
  public int kinks() {
    return kinks.size();
  }

  /** Computes the gradient of one number of a value by all other values. */
  public void derive(Exact of, int index) {
    for (Exact value : all) {
      Arrays.fill(value.gradient(), 0);
    }
    of.gradient()[index] = 1;
    for (int i = ways.size() - 1; i >= 0; i--) {
      ways.get(i).run();
    }
  }

  /** As {@link #derive}, with the other slope at one of the kinks. */
  public void deriveAcross(int kink, Exact of, int index) {
    kinks.get(kink).other = true;
    try {
      derive(of, index);
    } finally {
      kinks.get(kink).other = false;
    }
  }

  /** A kink, where a number this far from it may be on the other side; otherwise null. */
  Kink kink(double distance, double variance) {
    if (distance == 0 || Math.abs(distance) >= DEVIATIONS * Math.sqrt(variance)) {
      return null;
    }
    Kink kink = new Kink();
    kinks.add(kink);
    return kink;
  }

  /** Notes a computed value and its way back. */
  Exact computed(Exact value, Runnable way) {
    ways.add(way);
    return kept(value);
  }

  @Override
  public Exact weight(String name, int... shape) {
    float[] found = weights.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no trained array '" + name + "'");
    }
    return constant(found, shape);
  }

  @Override
  public Exact constant(float[] values, int... shape) {
    Exact value = Exact.room(shape);
    for (int i = 0; i < values.length; i++) {
      value.values()[i] = values[i];
    }
    if (values.length != value.values().length) {
      throw new IllegalArgumentException(
          values.length + " values in the shape " + Arrays.toString(shape));
    }
    return kept(value);
  }

  @Override
  public Exact matmul(Exact left, Exact right) {
    return ExactProducts.product(this, left, right);
  }

  @Override
  public Exact add(Exact left, Exact right) {
    return ExactArithmetic.of(this, left, right, '+');
  }

  @Override
  public Exact subtract(Exact left, Exact right) {
    return ExactArithmetic.of(this, left, right, '-');
  }

  @Override
  public Exact multiply(Exact left, Exact right) {
    return ExactArithmetic.of(this, left, right, '*');
  }

  @Override
  public Exact divide(Exact left, Exact right) {
    return ExactArithmetic.of(this, left, right, '/');
  }

  /** A smooth curve and its slope by the curve's value. */
  private Exact curve(Exact of, DoubleUnaryOperator curve, DoubleUnaryOperator slopeByResult) {
    Exact result = Exact.room(of.shape());
    for (int i = 0; i < of.values().length; i++) {
      double value = curve.applyAsDouble(of.values()[i]);
      double slope = slopeByResult.applyAsDouble(value);
      result.values()[i] = value;
      result.variance()[i] = slope * slope * of.variance()[i] + 4 * UNIT * UNIT * value * value;
    }
    return computed(
        result,
        () -> {
          for (int i = 0; i < of.values().length; i++) {
            of.gradient()[i] +=
                result.gradient()[i] * slopeByResult.applyAsDouble(result.values()[i]);
          }
        });
  }

  @Override
  public Exact tanh(Exact value) {
    return curve(value, Math::tanh, t -> 1 - t * t);
  }

  @Override
  public Exact sigmoid(Exact value) {
    return curve(value, v -> 1 / (1 + Math.exp(-v)), s -> s * (1 - s));
  }

  @Override
  public Exact sqrt(Exact value) {
    return curve(value, Math::sqrt, root -> 0.5 / root);
  }

  @Override
  public Exact relu(Exact value) {
    return leakyRelu(value, 0);
  }

  @Override
  public Exact leakyRelu(Exact value, double slope) {
    return bent(value, 0, slope);
  }

  @Override
  public Exact atLeast(Exact value, double limit) {
    return bent(value, limit, 0);
  }

  /** {@code limit + slope (value − limit)} below the limit. */
  private Exact bent(Exact of, double limit, double slope) {
    int size = of.values().length;
    Exact result = Exact.room(of.shape());
    Kink[] bends = new Kink[size];
    double[] slopes = new double[size];
    for (int i = 0; i < size; i++) {
      double above = of.values()[i] - limit;
      slopes[i] = above > 0 ? 1 : slope;
      result.values()[i] = limit + slopes[i] * above;
      result.variance()[i] = of.variance()[i];
      bends[i] = kink(above, of.variance()[i]);
    }
    return computed(
        result,
        () -> {
          for (int i = 0; i < size; i++) {
            boolean other = bends[i] != null && bends[i].other();
            of.gradient()[i] += result.gradient()[i] * (other ? 1 + slope - slopes[i] : slopes[i]);
          }
        });
  }

  @Override
  public Exact softmax(Exact value) {
    return ExactRows.softmax(this, value);
  }

  @Override
  public Exact mean(Exact value) {
    return ExactRows.mean(this, value);
  }

  @Override
  public Exact least(Exact value) {
    return ExactRows.extreme(this, value, -1);
  }

  @Override
  public Exact most(Exact value) {
    return ExactRows.extreme(this, value, 1);
  }

  @Override
  public Exact reshape(Exact value, int... shape) {
    int known = 1;
    int open = -1;
    int[] whole = shape.clone();
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] < 0) {
        open = d;
      } else {
        known *= shape[d];
      }
    }
    if (open >= 0) {
      whole[open] = value.values().length / known;
    }
    int[] order = new int[value.values().length];
    Arrays.setAll(order, i -> i);
    return ExactPlaces.gathered(this, order, whole, value);
  }

  @Override
  public Exact transpose(Exact value, int... order) {
    return ExactPlaces.transposed(this, value, order);
  }

  @Override
  public Exact concat(int axis, Exact first, Exact second) {
    return ExactPlaces.joined(this, axis, first, second);
  }

  @Override
  public Exact slice(Exact value, int axis, int from, int to) {
    return ExactPlaces.part(this, value, axis, from, to);
  }

  @Override
  public Exact convolution(String name, Exact value, int inputs, int outputs, Window window) {
    int[] shape = new int[window.dimensions() + 2];
    shape[0] = outputs;
    shape[1] = inputs;
    for (int d = 0; d < window.dimensions(); d++) {
      shape[d + 2] = window.size().get(d);
    }
    return ExactWindows.convolution(
        this, value, weight(name + ".w", shape), weight(name + ".b", outputs), window);
  }

  @Override
  public Exact maxPool(Exact value, Window window) {
    return ExactWindows.largest(this, value, window);
  }

  @Override
  public Exact averagePool(Exact value, Window window) {
    return ExactWindows.mean(this, value, window);
  }

  @Override
  public Exact batchNorm(String name, Exact value, int channels) {
    int[] shape = perChannel(value, channels);
    Exact scaled = multiply(standardise(name, value, channels), weight(name + ".gamma", shape));
    return add(scaled, weight(name + ".beta", shape));
  }

  @Override
  public Exact standardise(String name, Exact value, int channels) {
    int[] shape = perChannel(value, channels);
    Exact centred = subtract(value, weight(name + ".mean", shape));
    return divide(
        centred, sqrt(add(weight(name + ".variance", shape), epsilon(value.shape().length))));
  }

  private static int[] perChannel(Exact value, int channels) {
    int[] shape = new int[value.shape().length];
    Arrays.fill(shape, 1);
    shape[1] = channels;
    return shape;
  }

  /** Not rounded to single precision, so that it is what a trainer adds to double statistics. */
  private Exact epsilon(int rank) {
    int[] ones = new int[rank];
    Arrays.fill(ones, 1);
    return kept(new Exact(ones, new double[] {NORM_EPSILON}, new double[1]));
  }

  @Override
  public Exact mark(String name, Exact value) {
    marks.put(name, value);
    return value;
  }

  /** What rounding adds to the variance of a sum of some products. */
  static double rounding(double squares, int terms) {
    return UNIT * UNIT * squares * (1 + terms / 6.0);
  }
}
