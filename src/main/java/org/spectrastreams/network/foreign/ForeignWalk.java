package org.spectrastreams.network.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.foreign.Held.Known;
import org.spectrastreams.network.foreign.Held.Value;

/**
 * Follows a graph node by node with the operations of this program. Operators that change shapes
 * stand here, those that compute in {@link ForeignLayers}.
 *
 * @param <T> a value of the operations
 */
final class ForeignWalk<T> {
  private final NetworkOps<T> ops;
  private final ForeignArrays arrays;
  private final Map<String, Held<T>> held = new HashMap<>();

  /**
   * A walk that has not begun.
   *
   * @param arrays what the operations find weights in, by the names that this walk gives them
   */
  ForeignWalk(NetworkOps<T> ops, ForeignArrays arrays) {
    this.ops = ops;
    this.arrays = arrays;
  }

  NetworkOps<T> ops() {
    return ops;
  }

  /** Follows the graph to its output. */
  Value<T> follow(ForeignModel model, T spectra) {
    int[] shape = Arrays.stream(model.batchShape(1)).mapToInt(Math::toIntExact).toArray();
    T laid = shape.length == 2 ? spectra : ops.reshape(spectra, batch(shape));
    held.put(model.input(), new Value<>(laid, shape));
    for (TensorProto constant : model.model().getGraph().getInitializerList()) {
      held.put(constant.getName(), new Known<>(ForeignTensor.of(constant)));
    }
    ForeignLayers<T> layers = new ForeignLayers<>(this);
    for (NodeProto proto : model.model().getGraph().getNodeList()) {
      ForeignNode node = new ForeignNode(proto);
      Held<T> result = shaped(node);
      // A classifier's first output is the label, the second the scores.
      int output = node.operator().equals("LinearClassifier") ? 1 : 0;
      held.put(proto.getOutput(output), result == null ? layers.of(node) : result);
    }
    if (!(held.get(model.output()) instanceof Value<T> values)) {
      throw new IllegalArgumentException("the class values hang on no spectrum");
    }
    return values;
  }

  /** A shape whose first dimension is what is left. */
  static int[] batch(int... shape) {
    int[] open = shape.clone();
    open[0] = -1;
    return open;
  }

  /** A value that hangs on the spectra. */
  Value<T> value(ForeignNode node, int input) {
    if (!(of(node, input) instanceof Value<T> value)) {
      throw new IllegalArgumentException(node + " over a constant");
    }
    return value;
  }

  /** Numbers that are known. */
  ForeignTensor known(ForeignNode node, int input) {
    if (!(of(node, input) instanceof Known<T> known)) {
      throw new IllegalArgumentException(node + " with weights that hang on the spectra");
    }
    return known.tensor();
  }

  Held<T> of(ForeignNode node, int input) {
    if (!node.has(input)) {
      throw new IllegalArgumentException(node + " without its input " + input);
    }
    Held<T> found = held.get(node.inputs().get(input));
    if (found == null) {
      throw new IllegalArgumentException(
          node + " reads " + node.inputs().get(input) + " too early");
    }
    return found;
  }

  /** Numbers as an array of the network. */
  T weight(ForeignTensor tensor) {
    return ops.weight(arrays.name(tensor.floats()), tensor.shape());
  }

  /** Gives numbers a name that the operations find them under, with an ending. */
  void put(String name, ForeignTensor tensor) {
    arrays.put(name, tensor.floats());
  }

  /** A name for weights that no other has. */
  String fresh() {
    return arrays.fresh();
  }

  /** What changes shapes alone; null for any other operator. */
  private Held<T> shaped(ForeignNode node) {
    return switch (node.operator()) {
      case "Constant" -> new Known<>(node.tensor("value"));
      case "Identity", "Dropout", "Cast" -> of(node, 0);
      case "Flatten" -> flattened(node);
      case "Reshape" -> reshaped(value(node, 0), known(node, 1).ints(), node);
      case "Shape" -> new Known<>(shapeOf(value(node, 0)));
      case "Gather" -> gathered(node);
      case "Squeeze" -> squeezed(node);
      case "Unsqueeze" -> unsqueezed(node);
      case "Transpose" -> transposed(node);
      case "Concat" -> joined(node);
      default -> null;
    };
  }

  private static <T> ForeignTensor shapeOf(Value<T> value) {
    double[] lengths = Arrays.stream(value.shape()).asDoubleStream().toArray();
    lengths[0] = 0;
    return new ForeignTensor(new int[] {lengths.length}, lengths);
  }

  private Value<T> as(Value<T> value, int... shape) {
    return new Value<>(ops.reshape(value.value(), batch(shape)), shape);
  }

  private Value<T> flattened(ForeignNode node) {
    node.require(node.whole("axis", 1) == 1, "axis " + node.whole("axis", 1));
    Value<T> value = value(node, 0);
    return as(value, 1, value.size());
  }

  private Value<T> reshaped(Value<T> value, int[] wanted, ForeignNode node) {
    int[] shape = wanted.clone();
    boolean batch = shape.length > 0 && (shape[0] == 0 || shape[0] == -1);
    node.require(batch, "the shape " + Arrays.toString(wanted) + ", whose first is not the batch");
    shape[0] = 1;
    int open = -1;
    int known = 1;
    for (int d = 1; d < shape.length; d++) {
      if (shape[d] == 0) {
        shape[d] = value.shape()[d];
      }
      if (shape[d] == -1) {
        open = d;
      } else {
        known *= shape[d];
      }
    }
    if (open > 0) {
      shape[open] = value.size() / known;
    }
    node.require(
        Arrays.stream(shape).reduce(1, Math::multiplyExact) == value.size(),
        "the shape " + Arrays.toString(wanted));
    return as(value, shape);
  }

  private Held<T> gathered(ForeignNode node) {
    ForeignTensor from = known(node, 0);
    ForeignTensor which = known(node, 1);
    node.require(from.shape().length == 1, "more than one dimension");
    double[] found = new double[which.values().length];
    for (int i = 0; i < found.length; i++) {
      int at = (int) which.values()[i];
      found[i] = from.values()[at < 0 ? at + from.values().length : at];
    }
    return new Known<>(new ForeignTensor(which.shape(), found));
  }

  private int[] axes(ForeignNode node) {
    return node.has(1) ? known(node, 1).ints() : node.wholes("axes");
  }

  private Held<T> squeezed(ForeignNode node) {
    Value<T> value = value(node, 0);
    List<Integer> shape = new ArrayList<>();
    int[] axes = Arrays.stream(axes(node)).map(value::axis).toArray();
    for (int d = 0; d < value.rank(); d++) {
      int axis = d;
      if (Arrays.stream(axes).noneMatch(one -> one == axis)) {
        shape.add(value.shape()[d]);
      }
    }
    node.require(axes.length > 0 && Arrays.stream(axes).allMatch(a -> a > 0), "no fixed axes");
    return as(value, shape.stream().mapToInt(Integer::intValue).toArray());
  }

  private Held<T> unsqueezed(ForeignNode node) {
    if (of(node, 0) instanceof Known<T> known) {
      return new Known<>(known.tensor().as(known.tensor().values().length));
    }
    Value<T> value = value(node, 0);
    int[] axes = axes(node);
    node.require(axes.length == 1 && axes[0] != 0, "axes " + Arrays.toString(axes));
    int axis = axes[0] < 0 ? axes[0] + value.rank() + 1 : axes[0];
    List<Integer> shape = new ArrayList<>(Arrays.stream(value.shape()).boxed().toList());
    shape.add(axis, 1);
    return as(value, shape.stream().mapToInt(Integer::intValue).toArray());
  }

  private Held<T> transposed(ForeignNode node) {
    Value<T> value = value(node, 0);
    int[] order = node.wholes("perm");
    node.require(
        order.length == value.rank() && order[0] == 0, "the order " + Arrays.toString(order));
    return new Value<>(
        ops.transpose(value.value(), order),
        Arrays.stream(order).map(d -> value.shape()[d]).toArray());
  }

  private Held<T> joined(ForeignNode node) {
    if (of(node, 0) instanceof Known<T>) {
      double[] all = new double[0];
      for (int i = 0; i < node.inputs().size(); i++) {
        double[] more = known(node, i).values();
        int before = all.length;
        all = Arrays.copyOf(all, before + more.length);
        System.arraycopy(more, 0, all, before, more.length);
      }
      return new Known<>(new ForeignTensor(new int[] {all.length}, all));
    }
    Value<T> joined = value(node, 0);
    int axis = joined.axis(node.whole("axis", 1));
    node.require(axis > 0, "axis 0");
    for (int i = 1; i < node.inputs().size(); i++) {
      Value<T> next = value(node, i);
      int[] shape = joined.shape().clone();
      shape[axis] += next.shape()[axis];
      joined = new Value<>(ops.concat(axis, joined.value(), next.value()), shape);
    }
    return joined;
  }
}
