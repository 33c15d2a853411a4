package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.List;
import org.spectrastreams.network.graph.Value;

/** Softmax over the last dimension. */
final class SoftmaxRule implements Rule {
  @Override
  public Result forward(Place place, Value value, List<Tensor> in) {
    Tensor of = in.get(0);
    return new Result(
        place.nodes().node("Softmax", of.shape(), List.of(of), attribute("axis", -1)));
  }

  @Override
  public Tensor backward(
      Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
    Nodes nodes = place.nodes();
    Tensor part = nodes.elementwise("Mul", gradient, result.out());
    Tensor sum = nodes.sum(part, true, gradient.rank() - 1);
    return nodes.elementwise("Mul", result.out(), nodes.elementwise("Sub", gradient, sum));
  }
}
