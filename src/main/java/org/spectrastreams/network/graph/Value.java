package org.spectrastreams.network.graph;

import java.util.Arrays;
import java.util.List;

/**
 * A node of a traced network.
 *
 * @param op what computes it
 * @param inputs what it is computed of
 * @param shape of a value that depends on the network's input: the number of rows that one spectrum
 *     has in it, then the other dimensions; of known numbers: all dimensions
 * @param mark the name under which it can be explained; empty for most
 */
public record Value(Op op, List<Value> inputs, List<Integer> shape, String mark) {
  /** Copies the lists. */
  public Value {
    inputs = List.copyOf(inputs);
    shape = List.copyOf(shape);
  }

  /** Known numbers. */
  public static Value content(double[][] rows, int... shape) {
    return new Value(new Op.Content(rows), List.of(), Arrays.stream(shape).boxed().toList(), "");
  }

  /** Whether its numbers are known. */
  public boolean isContent() {
    return op instanceof Op.Content;
  }

  /** Its numbers, where they are known. */
  public Op.Content numbers() {
    return (Op.Content) op;
  }

  /** An input. */
  public Value input(int index) {
    return inputs.get(index);
  }

  /** The length of a dimension; negative ones count from the end. */
  public int length(int dimension) {
    return shape.get(dimension < 0 ? shape.size() + dimension : dimension);
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.size();
  }

  /** The numbers of one spectrum. */
  public int size() {
    return size(shape);
  }

  /** The product of some lengths. */
  static int size(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The shape as an array. */
  public int[] dimensions() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A value is itself alone: two nodes that compute the same are two. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return op.getClass().getSimpleName() + shape + (mark.isEmpty() ? "" : " '" + mark + "'");
  }
}
