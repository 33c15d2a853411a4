package org.spectrastreams.train.dl4j;

import java.util.List;

/**
 * A value of a network in a DL4J graph.
 *
 * @param vertex the vertex that computes it; empty for known numbers
 * @param held how the vertex holds it, after the batch: [width], or [channels, rows, columns]
 * @param shape how the network sees it, after the batch; as many numbers
 * @param number the number that stands everywhere in it, where it is known
 * @param dropped whether training drops some of it before the next layer
 * @param given whether it follows from the input alone, without anything that is trained
 */
record Dl4jValue(
    String vertex,
    List<Integer> held,
    List<Integer> shape,
    double number,
    boolean dropped,
    boolean given) {
  Dl4jValue {
    held = List.copyOf(held);
    shape = List.copyOf(shape);
  }

  /** A value as a vertex holds it. */
  static Dl4jValue held(String vertex, List<Integer> held, List<Integer> shape) {
    return new Dl4jValue(vertex, held, shape, Double.NaN, false, false);
  }

  /** The network's input. */
  static Dl4jValue input(String vertex, List<Integer> held, List<Integer> shape) {
    return new Dl4jValue(vertex, held, shape, Double.NaN, false, true);
  }

  /** A number that stands everywhere. */
  static Dl4jValue known(double number) {
    return new Dl4jValue("", List.of(), List.of(), number, false, true);
  }

  /** The same numbers as the network sees them in another shape. */
  Dl4jValue shaped(List<Integer> other) {
    return new Dl4jValue(vertex, held, other, number, dropped, given);
  }

  /** The same value, of which training drops some before the next layer, or does not. */
  Dl4jValue dropping(boolean some) {
    return new Dl4jValue(vertex, held, shape, number, some, given);
  }

  boolean isKnown() {
    return vertex.isEmpty();
  }

  int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
