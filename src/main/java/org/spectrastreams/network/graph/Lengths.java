package org.spectrastreams.network.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.network.graph.Op.Arithmetic;
import org.spectrastreams.network.graph.Op.Curved;
import org.spectrastreams.network.graph.Op.Filled;
import org.spectrastreams.network.graph.Op.Input;
import org.spectrastreams.network.graph.Op.Joined;
import org.spectrastreams.network.graph.Op.Part;
import org.spectrastreams.network.graph.Op.Product;
import org.spectrastreams.network.graph.Op.Reshaped;
import org.spectrastreams.network.graph.Op.Transposed;

/**
 * The last pass: lengths along a chain of convolutions are rounded so that the way back, which
 * gives as many places at once as a convolution strides over, needs no padding or cutting; and
 * curves whose gradient comes back with the channels last turn them last themselves. What lies
 * beyond a true length is finite, is read by nothing and has a gradient of exactly zero.
 */
final class Lengths {
  private final Map<Value, List<Value>> uses;
  private final Map<Value, Value> by = new HashMap<>();

  private Lengths(Traced network) {
    uses = network.uses();
  }

  static Traced planned(Traced network) {
    Lengths pass = new Lengths(network);
    for (Chain chain : Chain.of(network)) {
      pass.plan(chain);
    }
    return pass.by.isEmpty() ? network : network.replacing(pass.by);
  }

  private void plan(Chain chain) {
    int count = chain.size();
    int[] needed = new int[count];
    int length = chain.link(count - 1).length(3);
    for (int i = count - 1; i >= 0; i--) {
      int stride = chain.stride(i);
      needed[i] = stride * (length + (chain.kernel(i) + stride - 1) / stride - 1);
      length = needed[i];
    }
    Value head = chain.link(0).input(0);
    if (count == 1 && isInput(head)) {
      return; // nothing lies behind it
    }
    Value value = fitted(head, needed[0]);
    for (int i = 0; i < count; i++) {
      Value convolution = chain.link(i);
      int places = i + 1 < count ? needed[i + 1] : convolution.length(3);
      Value now =
          new Value(
              convolution.op(),
              List.of(value, convolution.input(1), convolution.input(2)),
              Shapes.with(convolution.shape(), 3, places),
              "");
      if (i + 1 < count) {
        Curved curve = (Curved) chain.link(i + 1).input(0).op();
        value =
            chain.stride(i + 1) > 1
                ? channelsFirst(turned(curve, now), now)
                : new Value(curve, List.of(now), now.shape(), "");
      } else {
        last(chain, now);
      }
    }
  }

  private static boolean isInput(Value value) {
    return value.op() instanceof Input
        || (value.op() instanceof Reshaped && isInput(value.input(0)));
  }

  /** Puts the end of a chain in its place. */
  private void last(Chain chain, Value now) {
    Value old = chain.link(chain.size() - 1);
    Value curve = chain.curve();
    Value flat = curve == null ? null : Chain.only(curve, uses);
    Value dense = flat == null ? null : Chain.only(flat, uses);
    boolean toDense =
        dense != null
            && flat.op() instanceof Reshaped
            && flat.rank() == 2
            && flat.length(0) == curve.length(0)
            && dense.op() instanceof Product
            && dense.input(0).equals(flat)
            && dense.input(1).isContent()
            && dense.input(1).rank() == 2;
    if (!toDense) {
      by.put(old, new Value(now.op(), now.inputs(), now.shape(), old.mark()));
      return;
    }
    by.put(
        dense,
        new Value(
            dense.op(),
            List.of(turned((Curved) curve.op(), now), turnedRows(dense.input(1), now)),
            dense.shape(),
            dense.mark()));
  }

  private static Value turned(Curved curve, Value convolution) {
    return new Value(
        new Curved(curve.curve(), curve.slope(), true),
        List.of(convolution),
        Shapes.of(convolution.length(0), convolution.length(3) * convolution.length(1)),
        "");
  }

  /** From [N, length × channels] to [N, channels, 1, length]. */
  private static Value channelsFirst(Value turned, Value like) {
    Value apart =
        new Value(
            new Reshaped(),
            List.of(turned),
            Shapes.of(like.length(0), 1, like.length(3), like.length(1)),
            "");
    return new Value(new Transposed(List.of(0, 3, 1, 2)), List.of(apart), like.shape(), "");
  }

  /** The rows of a dense layer for inputs that have the channels last. */
  private static Value turnedRows(Value weights, Value convolution) {
    int channels = convolution.length(1);
    int length = convolution.length(3);
    int units = weights.length(1);
    double[][] rows = weights.numbers().rows();
    double[][] turned = new double[rows.length][rows[0].length];
    for (int member = 0; member < rows.length; member++) {
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < length; i++) {
          System.arraycopy(
              rows[member],
              (c * length + i) * units,
              turned[member],
              (i * channels + c) * units,
              units);
        }
      }
    }
    return Value.content(turned, channels * length, units);
  }

  /** A value with another last length: cut, or filled where that costs least. */
  private Value fitted(Value value, int length) {
    int missing = length - value.length(-1);
    if (missing == 0) {
      return value;
    }
    if (missing < 0) {
      return new Value(
          new Part(value.rank() - 1, 0, length),
          List.of(value),
          Shapes.with(value.shape(), value.rank() - 1, length),
          "");
    }
    return filled(value, missing);
  }

  private Value filled(Value value, int extra) {
    List<Integer> longer = Shapes.with(value.shape(), value.rank() - 1, value.length(-1) + extra);
    boolean alone = uses.getOrDefault(value, List.of()).size() == 1;
    if (alone && value.op() instanceof Reshaped && onlyOnesBefore(value)) {
      return replaced(value, List.of(filled(value.input(0), extra)), longer);
    }
    if (alone && value.op() instanceof Joined joined && joined.axis() == value.rank() - 1) {
      List<Value> parts = new java.util.ArrayList<>(value.inputs());
      parts.set(parts.size() - 1, filled(parts.get(parts.size() - 1), extra));
      return replaced(value, parts, longer);
    }
    if (alone && value.op() instanceof Arithmetic && value.input(1).isContent()) {
      return replaced(
          value,
          List.of(filled(value.input(0), extra), filledNumbers(value.input(1), extra)),
          longer);
    }
    return new Value(new Filled(extra), List.of(value), longer, "");
  }

  private static Value replaced(Value value, List<Value> inputs, List<Integer> shape) {
    return new Value(value.op(), inputs, shape, value.mark());
  }

  /** Whether a reshaped value differs from what it is of by dimensions of length 1 alone. */
  private static boolean onlyOnesBefore(Value value) {
    List<Integer> from = value.input(0).shape();
    return value.length(-1) == from.get(from.size() - 1)
        && without(value.shape()).equals(without(from));
  }

  private static List<Integer> without(List<Integer> shape) {
    return shape.stream().filter(length -> length != 1).toList();
  }

  private static Value filledNumbers(Value numbers, int extra) {
    if (numbers.length(-1) == 1) {
      return numbers;
    }
    int[] shape = numbers.dimensions();
    int width = shape[shape.length - 1];
    shape[shape.length - 1] = width + extra;
    double[][] rows = numbers.numbers().rows();
    int lines = rows[0].length / width;
    double[][] all = new double[rows.length][lines * (width + extra)];
    for (int member = 0; member < rows.length; member++) {
      for (int line = 0; line < lines; line++) {
        System.arraycopy(rows[member], line * width, all[member], line * (width + extra), width);
      }
    }
    return Value.content(all, shape);
  }
}
