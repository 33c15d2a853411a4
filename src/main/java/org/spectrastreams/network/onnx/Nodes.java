package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.spectrastreams.model.onnx.Onnx.AttributeProto;

/**
 * Puts nodes into a graph and follows their shapes. Views that undo each other (another order and
 * back, another shape and back) are not written; nodes that nothing needs are left out when the
 * graph is finished.
 */
final class Nodes {
  private final OnnxGraph graph;

  Nodes(OnnxGraph graph) {
    this.graph = graph;
  }

  OnnxGraph graph() {
    return graph;
  }

  /** A node of one output of a known shape. */
  Tensor node(
      String operator, List<Integer> shape, List<Tensor> inputs, AttributeProto... attributes) {
    return new Tensor(graph.node(operator, names(inputs), attributes), shape);
  }

  /** A node that works element by element, with broadcasting. */
  Tensor elementwise(String operator, Tensor... inputs) {
    List<Integer> shape = inputs[0].shape();
    for (Tensor input : inputs) {
      shape = broadcast(shape, input.shape());
    }
    return node(operator, shape, List.of(inputs));
  }

  private static List<Integer> broadcast(List<Integer> left, List<Integer> right) {
    int rank = Math.max(left.size(), right.size());
    List<Integer> all = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      int a = d < rank - left.size() ? 1 : left.get(d - rank + left.size());
      int b = d < rank - right.size() ? 1 : right.get(d - rank + right.size());
      all.add(a == 1 ? b : a);
    }
    return all;
  }

  static List<String> names(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::name).toList();
  }

  /** Several equal parts along a dimension. */
  List<Tensor> split(Tensor tensor, int axis, int parts) {
    int length = tensor.length(axis);
    List<Integer> shape = new ArrayList<>(tensor.shape());
    shape.set(axis, length / parts);
    return graph.nodes("Split", parts, List.of(tensor.name()), attribute("axis", axis)).stream()
        .map(name -> new Tensor(name, shape))
        .toList();
  }

  /** Parts of some lengths along a dimension. */
  List<Tensor> split(Tensor tensor, int axis, long... lengths) {
    List<String> names =
        graph.nodes(
            "Split",
            lengths.length,
            List.of(tensor.name(), graph.ints(lengths)),
            attribute("axis", axis));
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      List<Integer> shape = new ArrayList<>(tensor.shape());
      shape.set(axis, (int) lengths[i]);
      parts.add(new Tensor(names.get(i), shape));
    }
    return parts;
  }

  /** Tensors one after the other along a dimension. */
  Tensor concat(int axis, List<Tensor> parts) {
    List<Integer> shape = new ArrayList<>(parts.get(0).shape());
    shape.set(axis, parts.stream().mapToInt(part -> part.length(axis)).sum());
    return parts.size() == 1 ? parts.get(0) : node("Concat", shape, parts, attribute("axis", axis));
  }

  /** Another shape. */
  Tensor reshape(Tensor tensor, List<Integer> shape) {
    Tensor from = tensor.isReshaped() ? tensor.source() : tensor;
    if (from.shape().equals(shape)) {
      return from;
    }
    if (shape.get(0) == 1 && shape.subList(1, shape.size()).equals(from.shape())) {
      String name = graph.node("Unsqueeze", from.name(), graph.ints(0));
      return new Tensor(name, shape, from, List.of());
    }
    boolean open = false;
    long[] lengths = new long[shape.size()];
    for (int d = 0; d < lengths.length; d++) {
      boolean batch = shape.get(d) < 0;
      boolean kept = batch && d < from.rank() && from.shape().get(d).equals(shape.get(d));
      lengths[d] = kept ? 0 : batch ? -1 : shape.get(d);
      if (batch && open) {
        throw new IllegalStateException("two batches in " + shape);
      }
      open |= batch;
    }
    String name = graph.node("Reshape", from.name(), graph.ints(lengths));
    return new Tensor(name, shape, from, List.of());
  }

  /** Dimensions in another order. */
  Tensor transpose(Tensor tensor, int... order) {
    List<Integer> shape = Arrays.stream(order).mapToObj(tensor::length).toList();
    if (onlyOnesMove(tensor, order)) {
      return reshape(tensor, shape);
    }
    if (tensor.isTransposed()) {
      int[] both = Arrays.stream(order).map(d -> tensor.order().get(d)).toArray();
      if (Arrays.equals(both, IntStream.range(0, both.length).toArray())) {
        return tensor.source();
      }
      return transpose(tensor.source(), both);
    }
    String name =
        graph.node(
            "Transpose",
            List.of(tensor.name()),
            attribute("perm", Arrays.stream(order).asLongStream().toArray()));
    return new Tensor(name, shape, tensor, Arrays.stream(order).boxed().toList());
  }

  /** The last two dimensions swapped. */
  Tensor swapped(Tensor tensor) {
    int[] order = IntStream.range(0, tensor.rank()).toArray();
    order[order.length - 1] = order.length - 2;
    order[order.length - 2] = order.length - 1;
    return transpose(tensor, order);
  }

  private static boolean onlyOnesMove(Tensor tensor, int... order) {
    int last = -1;
    for (int d : order) {
      if (tensor.length(d) != 1) {
        if (d < last) {
          return false;
        }
        last = d;
      }
    }
    return true;
  }

  /** Part of a dimension. */
  Tensor slice(Tensor tensor, int axis, int from, int to) {
    List<Integer> shape = new ArrayList<>(tensor.shape());
    shape.set(axis, to - from);
    return new Tensor(
        graph.node("Slice", tensor.name(), graph.ints(from), graph.ints(to), graph.ints(axis)),
        shape);
  }

  /** Zeros before and behind the numbers along a dimension. */
  Tensor pad(Tensor tensor, int axis, int before, int behind) {
    if (before == 0 && behind == 0) {
      return tensor;
    }
    long[] pads = new long[2 * tensor.rank()];
    pads[axis] = before;
    pads[tensor.rank() + axis] = behind;
    List<Integer> shape = new ArrayList<>(tensor.shape());
    shape.set(axis, shape.get(axis) + before + behind);
    return new Tensor(graph.node("Pad", tensor.name(), graph.ints(pads)), shape);
  }

  /** The sum over some dimensions, which stay with length 1 where {@code kept}. */
  Tensor sum(Tensor tensor, boolean kept, int... axes) {
    List<Integer> shape = new ArrayList<>(tensor.shape());
    for (int axis : axes) {
      shape.set(axis, kept ? 1 : null);
    }
    shape.removeAll(Collections.singleton(null));
    return new Tensor(
        graph.node(
            "ReduceSum",
            List.of(tensor.name(), graph.ints(Arrays.stream(axes).asLongStream().toArray())),
            attribute("keepdims", kept ? 1 : 0)),
        shape);
  }

  /** A constant, rounded from double precision. */
  Tensor numbers(double[] content, int... shape) {
    return new Tensor(graph.floats(content, shape), Arrays.stream(shape).boxed().toList());
  }

  /** One number. */
  Tensor scalar(double value) {
    return new Tensor(graph.scalar(value), List.of());
  }
}
