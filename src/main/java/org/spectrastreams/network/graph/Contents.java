package org.spectrastreams.network.graph;

import java.util.function.DoubleBinaryOperator;

/** Arithmetic on known numbers, member by member, in double precision. */
final class Contents {
  private Contents() {}

  /** Two arrays, element by element with broadcasting. */
  static Value combined(Value left, Value right, DoubleBinaryOperator operator) {
    int[] shape =
        Shapes.broadcast(left.shape(), right.shape()).stream()
            .mapToInt(Integer::intValue)
            .toArray();
    int members = Math.max(left.numbers().rows().length, right.numbers().rows().length);
    int[] leftSteps = steps(left.dimensions(), shape.length);
    int[] rightSteps = steps(right.dimensions(), shape.length);
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    double[][] rows = new double[members][size];
    for (int member = 0; member < members; member++) {
      double[] a = left.numbers().of(member);
      double[] b = right.numbers().of(member);
      for (int i = 0; i < size; i++) {
        rows[member][i] =
            operator.applyAsDouble(a[at(i, shape, leftSteps)], b[at(i, shape, rightSteps)]);
      }
    }
    return Value.content(rows, shape);
  }

  /** How far each dimension moves in an array that is broadcast; 0 where it stays. */
  static int[] steps(int[] shape, int rank) {
    int[] steps = new int[rank];
    int step = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      steps[d + rank - shape.length] = shape[d] == 1 ? 0 : step;
      step *= shape[d];
    }
    return steps;
  }

  /** Where element {@code i} of a shape lies in an array with these steps. */
  static int at(int i, int[] shape, int[] steps) {
    int place = 0;
    for (int d = shape.length - 1; d >= 0; d--) {
      place += i % shape[d] * steps[d];
      i /= shape[d];
    }
    return place;
  }

  /** The same numbers in another shape. */
  static Value reshaped(Value content, int... shape) {
    return new Value(content.op(), java.util.List.of(), Shapes.of(shape), "");
  }
}
