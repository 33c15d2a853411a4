package org.spectrastreams.network.onnx;

import java.util.ArrayList;
import java.util.List;

/** How the members of an ensemble lie in the tensors of a value. */
enum Form {
  /** One tensor, the same for all members: [N·b, …]. */
  SHARED,
  /** A tensor for each member: [N·b, …]. */
  EACH,
  /** One tensor with the members behind the batch: [N, members, …]. */
  STACKED,
  /** One tensor with the members first: [members, N·b, …]. */
  FIRST;

  /** The number of dimensions before a value's own. */
  int lead() {
    return this == STACKED || this == FIRST ? 2 : 1;
  }

  /** The shape of a tensor for a value of this shape (rows of one spectrum first). */
  List<Integer> shape(List<Integer> value, int members) {
    List<Integer> shape = new ArrayList<>();
    if (this == FIRST) {
      shape.add(members);
    }
    shape.add(-value.get(0));
    if (this == STACKED) {
      shape.add(members);
    }
    shape.addAll(value.subList(1, value.size()));
    return shape;
  }
}
