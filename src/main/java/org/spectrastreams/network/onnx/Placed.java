package org.spectrastreams.network.onnx;

import java.util.List;

/**
 * A value in a graph.
 *
 * @param form how the members lie in it
 * @param tensors one, or one for each member
 */
record Placed(Form form, List<Tensor> tensors) {
  Placed {
    tensors = List.copyOf(tensors);
  }

  static Placed of(Form form, Tensor tensor) {
    return new Placed(form, List.of(tensor));
  }

  Tensor only() {
    return tensors.get(0);
  }

  Tensor of(int member) {
    return tensors.get(form == Form.EACH ? member : 0);
  }
}
