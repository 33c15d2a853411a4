package org.spectrastreams.network.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.network.graph.Op.Arithmetic;
import org.spectrastreams.network.graph.Op.Content;
import org.spectrastreams.network.graph.Op.Convolved;
import org.spectrastreams.network.graph.Op.Curve;
import org.spectrastreams.network.graph.Op.Curved;
import org.spectrastreams.network.graph.Op.Joined;
import org.spectrastreams.network.graph.Op.Product;
import org.spectrastreams.network.graph.Op.Reshaped;
import org.spectrastreams.network.graph.Op.Sign;

/**
 * The first pass: factors and summands of normalisations go into the layer before them, other
 * shapes go behind curves and cancel each other, a leaky ReLU of tanh becomes one curve. Exact
 * algebra, in double precision. Nothing is taken across a marked value or one that is used twice.
 */
final class Simplify {
  private final Map<Value, Integer> uses = new HashMap<>();

  private Simplify() {}

  static Traced simplified(Traced network) {
    Simplify pass = new Simplify();
    Map<Value, List<Value>> before = network.uses();
    Map<Value, Value> now = new HashMap<>();
    for (Value value : network.order()) {
      Value built =
          value.inputs().isEmpty()
              ? value
              : pass.build(
                  value.op(),
                  value.inputs().stream().map(now::get).toList(),
                  value.shape(),
                  value.mark());
      pass.uses.merge(built, before.getOrDefault(value, List.of()).size(), Math::max);
      now.put(value, built);
    }
    return new Traced(now.get(network.input()), now.get(network.output()), network.members());
  }

  /** Whether only the value that is being built uses this one, so that it may be changed. */
  private boolean free(Value value) {
    return value.mark().isEmpty() && uses.getOrDefault(value, 1) <= 1;
  }

  private Value build(Op op, List<Value> inputs, List<Integer> shape, String mark) {
    Value plain = new Value(op, inputs, shape, mark);
    if (!mark.isEmpty()) {
      return plain;
    }
    Value first = inputs.get(0);
    if (op instanceof Reshaped) {
      return first.shape().equals(shape)
          ? first
          : first.op() instanceof Reshaped && first.mark().isEmpty()
              ? build(op, first.inputs(), shape, mark)
              : plain;
    }
    if (op instanceof Curved curved) {
      return curve(curved, first, plain);
    }
    if (op instanceof Joined joined && first.op().equals(joined) && free(first)) {
      List<Value> all = new ArrayList<>(first.inputs());
      all.addAll(inputs.subList(1, inputs.size()));
      return new Value(joined, all, shape, mark);
    }
    return op instanceof Arithmetic arithmetic
        ? arithmetic(arithmetic.sign(), inputs, plain)
        : plain;
  }

  private Value curve(Curved curved, Value of, Value plain) {
    if (of.op() instanceof Reshaped && free(of)) {
      Value below = of.input(0);
      return build(
          new Reshaped(),
          List.of(build(curved, List.of(below), below.shape(), "")),
          of.shape(),
          "");
    }
    if (curved.curve() == Curve.LEAKY
        && of.op() instanceof Curved inner
        && inner.curve() == Curve.TANH
        && free(of)) {
      return new Value(
          new Curved(Curve.LEAKY_TANH, curved.slope(), false), of.inputs(), of.shape(), "");
    }
    return plain;
  }

  /** One of two values is known: multiplication and addition are brought to value ∘ numbers. */
  private Value arithmetic(Sign sign, List<Value> inputs, Value plain) {
    Value left = inputs.get(0);
    Value right = inputs.get(1);
    if (left.isContent() && right.isContent()) {
      return Contents.combined(left, right, operator(sign));
    }
    if (right.isContent() && right.rank() <= left.rank()) {
      return switch (sign) {
        case ADD -> added(left, right, plain);
        case SUBTRACT -> added(left, changed(right, value -> -value), null);
        case MULTIPLY -> multiplied(left, right, plain);
        case DIVIDE -> multiplied(left, changed(right, value -> 1 / value), null);
      };
    }
    if (left.isContent() && left.rank() <= right.rank()) {
      return switch (sign) {
        case ADD -> added(right, left, null);
        case MULTIPLY -> multiplied(right, left, null);
        case SUBTRACT, DIVIDE -> plain;
      };
    }
    return plain;
  }

  private static java.util.function.DoubleBinaryOperator operator(Sign sign) {
    return switch (sign) {
      case ADD -> Double::sum;
      case SUBTRACT -> (a, b) -> a - b;
      case MULTIPLY -> (a, b) -> a * b;
      case DIVIDE -> (a, b) -> a / b;
    };
  }

  private static Value changed(Value content, java.util.function.DoubleUnaryOperator by) {
    return Contents.combined(
        content, Value.content(new double[][] {{0}}, 1), (a, zero) -> by.applyAsDouble(a));
  }

  private static Value fresh(Sign sign, Value value, Value numbers) {
    return new Value(
        new Arithmetic(sign),
        List.of(value, numbers),
        Shapes.broadcast(value.shape(), numbers.shape()),
        "");
  }

  private Value multiplied(Value value, Value factor, Value plain) {
    if (free(value) && keepsShape(value, factor)) {
      if (value.op() instanceof Convolved && channelwise(value, factor)) {
        Value channels = Contents.reshaped(factor, value.length(1));
        Value rows = Contents.reshaped(factor, value.length(1), 1, 1, 1);
        return new Value(
            value.op(),
            List.of(
                value.input(0),
                Contents.combined(value.input(1), rows, (a, b) -> a * b),
                Contents.combined(value.input(2), channels, (a, b) -> a * b)),
            value.shape(),
            "");
      }
      if (value.op() instanceof Product && value.input(1).isContent() && alongLast(factor)) {
        Value columns = Contents.reshaped(factor, 1, factor.size());
        return new Value(
            value.op(),
            List.of(value.input(0), Contents.combined(value.input(1), columns, (a, b) -> a * b)),
            value.shape(),
            "");
      }
      if (is(value, Sign.ADD)) {
        return added(
            multiplied(value.input(0), factor, null),
            Contents.combined(value.input(1), factor, (a, b) -> a * b),
            null);
      }
      if (is(value, Sign.MULTIPLY)) {
        return multiplied(
            value.input(0), Contents.combined(value.input(1), factor, (a, b) -> a * b), null);
      }
      Value below = below(value, factor);
      if (below != null) {
        return build(
            new Reshaped(), List.of(multiplied(value.input(0), below, null)), value.shape(), "");
      }
    }
    return plain == null ? fresh(Sign.MULTIPLY, value, factor) : plain;
  }

  private Value added(Value value, Value summand, Value plain) {
    if (free(value) && keepsShape(value, summand)) {
      if (value.op() instanceof Convolved && channelwise(value, summand)) {
        Value channels = Contents.reshaped(summand, value.length(1));
        return new Value(
            value.op(),
            List.of(
                value.input(0),
                value.input(1),
                Contents.combined(value.input(2), channels, Double::sum)),
            value.shape(),
            "");
      }
      if (is(value, Sign.ADD)) {
        return added(value.input(0), Contents.combined(value.input(1), summand, Double::sum), null);
      }
      Value below = below(value, summand);
      if (below != null) {
        return build(
            new Reshaped(), List.of(added(value.input(0), below, null)), value.shape(), "");
      }
    }
    return plain == null ? fresh(Sign.ADD, value, summand) : plain;
  }

  private static boolean is(Value value, Sign sign) {
    return value.op() instanceof Arithmetic arithmetic
        && arithmetic.sign() == sign
        && value.input(1).op() instanceof Content
        && !value.input(0).isContent();
  }

  private static boolean keepsShape(Value value, Value numbers) {
    return Shapes.broadcast(value.shape(), numbers.shape()).equals(value.shape());
  }

  /** Whether numbers are one for each channel of [N, channels, rows, columns]. */
  private static boolean channelwise(Value value, Value numbers) {
    return numbers.rank() == 4
        && numbers.size() == value.length(1)
        && numbers.length(1) == numbers.size();
  }

  /** Whether numbers differ along the last dimension alone. */
  private static boolean alongLast(Value numbers) {
    return numbers.rank() >= 1 && numbers.length(-1) == numbers.size();
  }

  /** The numbers for what a reshaped value was made of; null where they do not fit it. */
  private static Value below(Value value, Value numbers) {
    if (!(value.op() instanceof Reshaped)) {
      return null;
    }
    Value from = value.input(0);
    int[] ones = new int[from.rank()];
    java.util.Arrays.fill(ones, 1);
    if (numbers.size() == 1) {
      return Contents.reshaped(numbers, ones);
    }
    boolean flattened =
        from.rank() == 4
            && value.rank() == 3
            && from.length(2) == 1
            && from.length(1) == value.length(1)
            && from.length(0) == value.length(0);
    if (flattened && numbers.rank() == 3 && numbers.length(1) == numbers.size()) {
      ones[1] = numbers.size();
      return Contents.reshaped(numbers, ones);
    }
    return null;
  }
}
