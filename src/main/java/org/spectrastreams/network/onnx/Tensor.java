package org.spectrastreams.network.onnx;

import java.util.List;

/**
 * A value in an ONNX graph.
 *
 * @param name its name there
 * @param shape its lengths; the batch, times a number b, is −b
 * @param source what it is another view of; null for most
 * @param order the order of the source's dimensions, where they were transposed; otherwise empty
 */
record Tensor(String name, List<Integer> shape, Tensor source, List<Integer> order) {
  Tensor {
    shape = List.copyOf(shape);
    order = List.copyOf(order);
  }

  Tensor(String name, List<Integer> shape) {
    this(name, shape, null, List.of());
  }

  boolean isReshaped() {
    return source != null && order.isEmpty();
  }

  boolean isTransposed() {
    return source != null && !order.isEmpty();
  }

  int length(int dimension) {
    return shape.get(dimension < 0 ? shape.size() + dimension : dimension);
  }

  int rank() {
    return shape.size();
  }
}
