package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.List;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.graph.Op.AtLeast;
import org.spectrastreams.network.graph.Value;

/** The larger of a value and a limit. */
final class LimitRule implements Rule {
  private static Tensor limit(Place place, Value value) {
    return place.nodes().scalar(((AtLeast) value.op()).limit());
  }

  @Override
  public Result forward(Place place, Value value, List<Tensor> in) {
    return new Result(place.nodes().elementwise("Max", in.get(0), limit(place, value)));
  }

  @Override
  public Tensor backward(
      Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
    Nodes nodes = place.nodes();
    Tensor above = nodes.elementwise("Greater", in.get(0), limit(place, value));
    return nodes.elementwise(
        "Mul",
        gradient,
        nodes.node(
            "Cast", above.shape(), List.of(above), attribute("to", DataType.FLOAT.getNumber())));
  }
}
