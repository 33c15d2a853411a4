package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.network.Window;
import org.spectrastreams.network.graph.Op.Convolved;
import org.spectrastreams.network.graph.Value;

/**
 * Convolutions. The way back along one dimension is a convolution of stride 1 that gives as many
 * neighbouring places as channels as the way forward strides over; put last, they lie in order.
 * Over two dimensions or padding it is a transposed convolution.
 */
final class ConvolutionRule implements Rule {
  @Override
  public Result forward(Place place, Value value, List<Tensor> in) {
    return new Result(
        convolved(
            place.nodes(),
            value,
            in.get(0),
            place.numbers(value.input(1)),
            place.numbers(value.input(2)),
            place.shape(value)));
  }

  /** The convolution of a shared value by every member, [N, members × outputs, …]. */
  static Tensor together(Nodes nodes, Value value, Tensor shared) {
    List<Integer> shape = new ArrayList<>(value.shape());
    shape.set(0, shared.length(0));
    shape.set(1, value.length(1) * value.input(1).numbers().rows().length);
    return convolved(nodes, value, shared, joined(value.input(1)), joined(value.input(2)), shape);
  }

  private static double[] joined(Value content) {
    return Arrays.stream(content.numbers().rows()).flatMapToDouble(Arrays::stream).toArray();
  }

  private static Tensor convolved(
      Nodes nodes, Value value, Tensor of, double[] weights, double[] bias, List<Integer> shape) {
    Window window = ((Convolved) value.op()).window();
    int[] sizes = value.input(1).dimensions();
    sizes[0] = shape.get(1);
    return nodes.node(
        "Conv",
        shape,
        List.of(of, nodes.numbers(weights, sizes), nodes.numbers(bias, sizes[0])),
        strides(window),
        pads(window));
  }

  private static org.spectrastreams.model.onnx.Onnx.AttributeProto strides(Window window) {
    return attribute("strides", window.stride().stream().mapToLong(Integer::longValue).toArray());
  }

  private static org.spectrastreams.model.onnx.Onnx.AttributeProto pads(Window window) {
    long rows = window.padding().get(0);
    long columns = window.padding().get(1);
    return attribute("pads", rows, columns, rows, columns);
  }

  @Override
  public Tensor backward(
      Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
    return back(
        place.nodes(), value, place.numbers(value.input(1)), gradient, place.shape(value.input(0)));
  }

  /** The gradient by a shared value, the sum of all members'. */
  static Tensor togetherBack(Nodes nodes, Value value, Tensor gradient) {
    List<Integer> shape = Form.SHARED.shape(value.input(0).shape(), 1);
    return back(nodes, value, joined(value.input(1)), gradient, shape);
  }

  private static Tensor back(
      Nodes nodes, Value value, double[] weights, Tensor gradient, List<Integer> shape) {
    Window window = ((Convolved) value.op()).window();
    boolean along = window.bare() && window.size().get(0) == 1 && shape.get(2) == 1;
    return along
        ? phases(nodes, window, weights, gradient, shape)
        : transposed(nodes, window, weights, gradient, shape);
  }

  private static Tensor phases(
      Nodes nodes, Window window, double[] weights, Tensor gradient, List<Integer> shape) {
    int stride = window.stride().get(1);
    int taps = window.size().get(1);
    int inputs = shape.get(1);
    int outputs = gradient.length(1);
    int width = (taps + stride - 1) / stride;
    double[] all = new double[stride * inputs * outputs * width];
    for (int out = 0; out < outputs; out++) {
      for (int i = 0; i < inputs; i++) {
        for (int tap = 0; tap < taps; tap++) {
          int channel = tap % stride * inputs + i;
          all[(channel * outputs + out) * width + width - 1 - tap / stride] =
              weights[(out * inputs + i) * taps + tap];
        }
      }
    }
    int places = gradient.length(3) + width - 1;
    Tensor groups =
        nodes.node(
            "Conv",
            List.of(gradient.length(0), stride * inputs, 1, places),
            List.of(gradient, nodes.numbers(all, stride * inputs, outputs, 1, width)),
            attribute("strides", new long[] {1, 1}),
            attribute("pads", 0, width - 1L, 0, width - 1L));
    if (stride == 1) {
      return fitted(nodes, groups, 3, shape.get(3));
    }
    Tensor last =
        nodes.reshape(
            nodes.transpose(groups, 0, 2, 3, 1),
            List.of(gradient.length(0), 1, places * stride, inputs));
    return nodes.transpose(fitted(nodes, last, 2, shape.get(3)), 0, 3, 1, 2);
  }

  private static Tensor fitted(Nodes nodes, Tensor tensor, int axis, int length) {
    int own = tensor.length(axis);
    return own > length
        ? nodes.slice(tensor, axis, 0, length)
        : nodes.pad(tensor, axis, 0, length - own);
  }

  private static Tensor transposed(
      Nodes nodes, Window window, double[] weights, Tensor gradient, List<Integer> shape) {
    long[] extra = new long[2];
    for (int d = 0; d < 2; d++) {
      int covered =
          window.stride().get(d) * (gradient.length(d + 2) - 1)
              + window.size().get(d)
              - 2 * window.padding().get(d);
      extra[d] = (long) shape.get(d + 2) - covered;
    }
    return nodes.node(
        "ConvTranspose",
        shape,
        List.of(
            gradient,
            nodes.numbers(
                weights,
                gradient.length(1),
                shape.get(1),
                window.size().get(0),
                window.size().get(1))),
        strides(window),
        pads(window),
        attribute("output_padding", extra));
  }
}
