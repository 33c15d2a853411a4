package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.Arrays;
import java.util.List;
import org.spectrastreams.model.onnx.Onnx.AttributeProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.Window;
import org.spectrastreams.network.graph.Op.Pooled;
import org.spectrastreams.network.graph.Value;

/** The largest value or the mean of windows, channel by channel. */
final class PoolRule implements Rule {
  private static AttributeProto[] attributes(Window window) {
    return new AttributeProto[] {
      attribute("kernel_shape", window.size().stream().mapToLong(Integer::longValue).toArray()),
      attribute("strides", window.stride().stream().mapToLong(Integer::longValue).toArray())
    };
  }

  @Override
  public Result forward(Place place, Value value, List<Tensor> in) {
    Pooled pooled = (Pooled) value.op();
    return new Result(
        place
            .nodes()
            .node(
                pooled.largest() ? "MaxPool" : "AveragePool",
                place.shape(value),
                in,
                attributes(pooled.window())));
  }

  @Override
  public Tensor backward(
      Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
    Pooled pooled = (Pooled) value.op();
    return pooled.largest()
        ? toLargest(place.nodes(), pooled.window(), in.get(0), gradient)
        : spread(place.nodes(), pooled.window(), in.get(0), gradient);
  }

  /** Each gradient to the place that its value came from. */
  private static Tensor toLargest(Nodes nodes, Window window, Tensor of, Tensor gradient) {
    OnnxGraph graph = nodes.graph();
    String places = graph.nodes("MaxPool", 2, List.of(of.name()), attributes(window)).get(1);
    String zeros = graph.reshape(graph.node("Sub", of.name(), of.name()), -1);
    String all =
        graph.node(
            "ScatterElements",
            List.of(zeros, graph.reshape(places, -1), graph.reshape(gradient.name(), -1)),
            attribute("axis", 0),
            attribute("reduction", "add"));
    String shape =
        graph.node(
            "Cast",
            List.of(graph.node("Shape", of.name())),
            attribute("to", DataType.INT64.getNumber()));
    return new Tensor(graph.node("Reshape", all, shape), of.shape());
  }

  private static Tensor spread(Nodes nodes, Window window, Tensor of, Tensor gradient) {
    int channels = of.length(1);
    double[] shares = new double[channels * window.volume()];
    Arrays.fill(shares, 1.0 / window.volume());
    long[] extra = new long[2];
    for (int d = 0; d < 2; d++) {
      extra[d] =
          of.length(d + 2)
              - (long) window.stride().get(d) * (gradient.length(d + 2) - 1)
              - window.size().get(d);
    }
    return nodes.node(
        "ConvTranspose",
        of.shape(),
        List.of(
            gradient,
            nodes.numbers(shares, channels, 1, window.size().get(0), window.size().get(1))),
        attribute("group", channels),
        attribute("strides", window.stride().stream().mapToLong(Integer::longValue).toArray()),
        attribute("output_padding", extra));
  }
}
