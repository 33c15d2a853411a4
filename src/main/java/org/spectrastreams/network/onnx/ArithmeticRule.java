package org.spectrastreams.network.onnx;

import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.network.graph.Op.Arithmetic;
import org.spectrastreams.network.graph.Op.Sign;
import org.spectrastreams.network.graph.Value;

/** Sums, differences, products and quotients with broadcasting. */
final class ArithmeticRule implements Rule {
  private static Tensor side(Place place, Value value, int input, List<Tensor> in) {
    return in.get(input) != null
        ? in.get(input)
        : place.broadcast(value.input(input), value.rank());
  }

  @Override
  public Result forward(Place place, Value value, List<Tensor> in) {
    Tensor left = side(place, value, 0, in);
    Tensor right = side(place, value, 1, in);
    String operator =
        switch (((Arithmetic) value.op()).sign()) {
          case ADD -> "Add";
          case SUBTRACT -> "Sub";
          case MULTIPLY -> "Mul";
          case DIVIDE -> "Div";
        };
    Tensor out = place.nodes().node(operator, place.shape(value), List.of(left, right));
    return new Result(out);
  }

  @Override
  public Tensor backward(
      Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
    Nodes nodes = place.nodes();
    Sign sign = ((Arithmetic) value.op()).sign();
    Tensor back =
        switch (sign) {
          case ADD -> gradient;
          case SUBTRACT -> input == 0 ? gradient : nodes.elementwise("Neg", gradient);
          case MULTIPLY -> nodes.elementwise("Mul", gradient, side(place, value, 1 - input, in));
          case DIVIDE ->
              input == 0
                  ? nodes.elementwise("Div", gradient, side(place, value, 1, in))
                  : nodes.elementwise(
                      "Neg",
                      nodes.elementwise(
                          "Div",
                          nodes.elementwise("Mul", gradient, result.out()),
                          side(place, value, 1, in)));
        };
    return reduced(place, value, value.input(input), back);
  }

  /** Summed over the dimensions along which the input was repeated. */
  private static Tensor reduced(Place place, Value value, Value input, Tensor gradient) {
    List<Integer> axes = new ArrayList<>();
    for (int d = 0; d < value.rank(); d++) {
      if (input.length(d) == 1 && value.length(d) != 1) {
        axes.add(place.axis(d));
      }
    }
    return axes.isEmpty()
        ? gradient
        : place.nodes().sum(gradient, true, axes.stream().mapToInt(Integer::intValue).toArray());
  }
}
