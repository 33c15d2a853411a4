package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.Arrays;
import java.util.List;
import org.spectrastreams.network.graph.Op.Convolved;
import org.spectrastreams.network.graph.Op.Curve;
import org.spectrastreams.network.graph.Op.Curved;
import org.spectrastreams.network.graph.Value;

/**
 * Curves, value by value. Slopes of bent curves come from a steep multiplication and a clip, which
 * is faster than a comparison and a choice; behind a convolution the multiplication is one itself,
 * so that it stays in the blocked layout.
 */
final class CurveRule implements Rule {
  /** Times this, every float32 above 1e-18 exceeds 1 and none that occurs overflows; exact. */
  private static final double STEEP = 0x1p60;

  private static final int BLOCK = 8;

  @Override
  public Result forward(Place place, Value value, List<Tensor> in) {
    Curved curved = (Curved) value.op();
    Nodes nodes = place.nodes();
    Tensor of = in.get(0);
    if (curved.curve() == Curve.LEAKY_TANH) {
      Tensor tanh = turned(place, value, nodes.elementwise("Tanh", of));
      return new Result(leaky(nodes, tanh, curved.slope()), tanh);
    }
    Tensor out =
        switch (curved.curve()) {
          case TANH -> nodes.elementwise("Tanh", of);
          case RELU -> nodes.elementwise("Relu", of);
          case SIGMOID -> nodes.elementwise("Sigmoid", of);
          case SQRT -> nodes.elementwise("Sqrt", of);
          case LEAKY, LEAKY_TANH -> leaky(nodes, of, curved.slope());
        };
    return new Result(turned(place, value, out));
  }

  private static Tensor leaky(Nodes nodes, Tensor of, double slope) {
    return nodes.node("LeakyRelu", of.shape(), List.of(of), attribute("alpha", slope));
  }

  /** From [N, channels, 1, length] to [N, length × channels], where the operator says so. */
  private static Tensor turned(Place place, Value value, Tensor tensor) {
    return ((Curved) value.op()).turned()
        ? place.nodes().reshape(moved(place, tensor, 0, 2, 3, 1), place.shape(value))
        : tensor;
  }

  private static Tensor moved(Place place, Tensor tensor, int... order) {
    if (place.lead() == 1) {
      return place.nodes().transpose(tensor, order);
    }
    int[] all = new int[order.length + 1];
    for (int d = 0; d < order.length; d++) {
      all[d + 1] = order[d] + 1;
    }
    return place.nodes().transpose(tensor, all);
  }

  @Override
  public Tensor backward(
      Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
    Curved curved = (Curved) value.op();
    Nodes nodes = place.nodes();
    Tensor out = result.out();
    Tensor back =
        switch (curved.curve()) {
          case LEAKY -> times(nodes, gradient, sign(place, value, out, curved.slope()));
          case RELU -> times(nodes, gradient, sign(place, value, out, 0));
          case TANH ->
              nodes.elementwise("Sub", gradient, times(nodes, gradient, square(nodes, out)));
          case SIGMOID -> times(nodes, gradient, nodes.elementwise("Sub", out, square(nodes, out)));
          case SQRT -> nodes.elementwise("Div", times(nodes, gradient, nodes.scalar(0.5)), out);
          case LEAKY_TANH ->
              times(
                  nodes,
                  gradient,
                  nodes.elementwise(
                      "Sub",
                      sign(place, value, result.inner(), curved.slope()),
                      times(nodes, result.inner(), out)));
        };
    if (!curved.turned()) {
      return back;
    }
    Value of = value.input(0);
    List<Integer> apart =
        place.form().shape(List.of(of.length(0), 1, of.length(3), of.length(1)), place.members());
    return moved(place, nodes.reshape(back, apart), 0, 3, 1, 2);
  }

  private static Tensor times(Nodes nodes, Tensor left, Tensor right) {
    return nodes.elementwise("Mul", left, right);
  }

  private static Tensor square(Nodes nodes, Tensor tensor) {
    return times(nodes, tensor, tensor);
  }

  /** 1 above zero, the slope below. */
  private static Tensor sign(Place place, Value value, Tensor tensor, double slope) {
    Nodes nodes = place.nodes();
    boolean blocked =
        value.input(0).op() instanceof Convolved
            && !((Curved) value.op()).turned()
            && place.lead() == 1
            && tensor.length(1) % BLOCK == 0;
    return nodes.node(
        "Clip",
        tensor.shape(),
        List.of(
            blocked ? steepened(nodes, tensor) : times(nodes, tensor, nodes.scalar(STEEP)),
            nodes.scalar(slope),
            nodes.scalar(1)));
  }

  private static Tensor steepened(Nodes nodes, Tensor tensor) {
    int channels = tensor.length(1);
    double[] factors = new double[channels];
    Arrays.fill(factors, STEEP);
    return nodes.node(
        "Conv",
        tensor.shape(),
        List.of(tensor, nodes.numbers(factors, channels, 1, 1, 1)),
        attribute("group", channels));
  }
}
