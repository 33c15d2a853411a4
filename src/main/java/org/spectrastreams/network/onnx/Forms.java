package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.Form.EACH;
import static org.spectrastreams.network.onnx.Form.FIRST;
import static org.spectrastreams.network.onnx.Form.SHARED;
import static org.spectrastreams.network.onnx.Form.STACKED;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.spectrastreams.network.graph.Value;

/**
 * Takes values from one {@link Form} to another, by nodes through which the batch keeps its name:
 * ONNX Runtime multiplies in the blocked layout only where it sees that two batches are the same.
 */
final class Forms {
  private final Nodes nodes;
  private final int members;

  Forms(Nodes nodes, int members) {
    this.nodes = nodes;
    this.members = members;
  }

  /** A value in another form. */
  Placed to(Form form, Placed placed, Value value) {
    if (placed.form() == form) {
      return placed;
    }
    return switch (form) {
      case SHARED ->
          throw new IllegalStateException("a value of each member cannot be one for all");
      case EACH -> new Placed(EACH, each(placed, value));
      case STACKED -> Placed.of(STACKED, stacked(placed, value));
      case FIRST -> Placed.of(FIRST, first(placed, value));
    };
  }

  /** A gradient in another form; that of a value that all members share is the sum of theirs. */
  Placed gradientTo(Form form, Placed placed, Value value) {
    if (form != SHARED || placed.form() == SHARED) {
      return to(form, placed, value);
    }
    return Placed.of(
        SHARED,
        switch (placed.form()) {
          case EACH -> nodes.node("Sum", SHARED.shape(value.shape(), members), placed.tensors());
          case STACKED -> nodes.sum(placed.only(), false, 1);
          case FIRST -> nodes.sum(placed.only(), false, 0);
          case SHARED -> placed.only();
        });
  }

  private List<Tensor> each(Placed placed, Value value) {
    if (placed.form() == SHARED) {
      return Collections.nCopies(members, placed.only());
    }
    if (placed.form() == FIRST && value.length(0) == 1) {
      return each(Placed.of(STACKED, stacked(placed, value)), value);
    }
    boolean first = placed.form() == FIRST;
    List<Integer> merged = new java.util.ArrayList<>(EACH.shape(value.shape(), members));
    int axis = first ? 0 : 1;
    merged.set(axis, merged.get(axis) * members);
    return nodes.split(nodes.reshape(placed.only(), merged), axis, members);
  }

  private Tensor stacked(Placed placed, Value value) {
    List<Integer> shape = STACKED.shape(value.shape(), members);
    return switch (placed.form()) {
      case EACH -> nodes.reshape(nodes.concat(1, placed.tensors()), shape);
      case FIRST -> nodes.transpose(placed.only(), membersMoved(placed.only()));
      case SHARED, STACKED -> expanded(placed.only(), STACKED, value);
    };
  }

  private Tensor first(Placed placed, Value value) {
    List<Integer> shape = FIRST.shape(value.shape(), members);
    return switch (placed.form()) {
      case EACH ->
          value.length(0) == 1
              ? first(Placed.of(STACKED, stacked(placed, value)), value)
              : nodes.reshape(nodes.concat(0, placed.tensors()), shape);
      case STACKED -> nodes.transpose(placed.only(), membersMoved(placed.only()));
      case SHARED, FIRST -> expanded(placed.only(), FIRST, value);
    };
  }

  private Tensor expanded(Tensor tensor, Form form, Value value) {
    Tensor one = nodes.reshape(tensor, form.shape(value.shape(), 1));
    long[] times = new long[one.rank()];
    java.util.Arrays.fill(times, 1);
    times[form == FIRST ? 0 : 1] = members;
    return new Tensor(
        nodes.graph().node("Expand", one.name(), nodes.graph().ints(times)),
        form.shape(value.shape(), members));
  }

  private static int[] membersMoved(Tensor tensor) {
    int[] order = IntStream.range(0, tensor.rank()).toArray();
    order[0] = 1;
    order[1] = 0;
    return order;
  }
}
