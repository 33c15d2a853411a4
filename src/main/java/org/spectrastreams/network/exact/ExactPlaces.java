package org.spectrastreams.network.exact;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Exact values in another order or shape, joined or cut: every number is one of the old ones. */
final class ExactPlaces {
  private ExactPlaces() {}

  /**
   * A value whose numbers are those of others.
   *
   * @param order for each number where it stands in the others, one after the other
   */
  static Exact gathered(ExactOps ops, int[] order, int[] shape, Exact... of) {
    Exact result = Exact.room(shape);
    int[] starts = new int[of.length + 1];
    for (int i = 0; i < of.length; i++) {
      starts[i + 1] = starts[i] + of[i].values().length;
    }
    int[] sources = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      while (order[i] >= starts[sources[i] + 1]) {
        sources[i]++;
      }
      int at = order[i] - starts[sources[i]];
      result.values()[i] = of[sources[i]].values()[at];
      result.variance()[i] = of[sources[i]].variance()[at];
    }
    return ops.computed(
        result,
        () -> {
          for (int i = 0; i < order.length; i++) {
            of[sources[i]].gradient()[order[i] - starts[sources[i]]] += result.gradient()[i];
          }
        });
  }

  static Exact transposed(ExactOps ops, Exact value, int... dimensions) {
    int rank = dimensions.length;
    int[] shape = Arrays.stream(dimensions).map(value::length).toArray();
    int[] steps = new int[rank];
    int step = 1;
    for (int d = rank - 1; d >= 0; d--) {
      steps[d] = step;
      step *= value.length(d);
    }
    int[] order = new int[value.values().length];
    for (int i = 0; i < order.length; i++) {
      int rest = i;
      for (int d = rank - 1; d >= 0; d--) {
        order[i] += rest % shape[d] * steps[dimensions[d]];
        rest /= shape[d];
      }
    }
    return gathered(ops, order, shape, value);
  }

  static Exact joined(ExactOps ops, int axis, Exact first, Exact second) {
    int inner =
        IntStream.range(axis + 1, first.shape().length)
            .map(first::length)
            .reduce(1, (a, b) -> a * b);
    int a = first.length(axis) * inner;
    int b = second.length(axis) * inner;
    int outer = first.values().length / a;
    int[] shape = first.shape().clone();
    shape[axis] += second.length(axis);
    int[] order = new int[outer * (a + b)];
    for (int i = 0; i < order.length; i++) {
      int line = i / (a + b);
      int at = i % (a + b);
      order[i] = at < a ? line * a + at : outer * a + line * b + at - a;
    }
    return gathered(ops, order, shape, first, second);
  }

  static Exact part(ExactOps ops, Exact value, int axis, int from, int to) {
    int inner =
        IntStream.range(axis + 1, value.shape().length)
            .map(value::length)
            .reduce(1, (a, b) -> a * b);
    int whole = value.length(axis) * inner;
    int kept = (to - from) * inner;
    int[] shape = value.shape().clone();
    shape[axis] = to - from;
    int[] order = new int[value.values().length / whole * kept];
    for (int i = 0; i < order.length; i++) {
      order[i] = i / kept * whole + from * inner + i % kept;
    }
    return gathered(ops, order, shape, value);
  }
}
