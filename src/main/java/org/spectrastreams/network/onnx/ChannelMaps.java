package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.network.MapRule;
import org.spectrastreams.network.MapRule.Weighing;
import org.spectrastreams.network.Sampling;
import org.spectrastreams.network.graph.Value;

/** Maps that a {@link MapRule} carries from the places of an inner value to the input, as nodes. */
final class ChannelMaps {
  /** Less than any largest value that occurs: what keeps an empty map zero. */
  private static final double LEAST = 1e-30;

  private final Nodes nodes;
  private final Emission emission;
  private final Value explained;
  private final List<Integer> input;
  private final int members;
  private final int channels;
  private final int places;

  /**
   * Nodes for one inner value.
   *
   * @param explained the value, [1, channels, places …]
   * @param input the dimensions of a spectrum
   */
  ChannelMaps(Nodes nodes, Emission emission, Value explained, List<Integer> input, int members) {
    this.nodes = nodes;
    this.emission = emission;
    this.explained = explained;
    this.input = input;
    this.members = members;
    this.channels = explained.length(1);
    this.places = explained.size() / channels;
    if (explained.rank() != input.size() + 2) {
      throw new IllegalArgumentException(
          explained + " has no map over " + input + "; expected [channels, places …]");
    }
  }

  /**
   * A map over the points of the input, [N, points …].
   *
   * @param gradient of the mean of the members' class values by the explained value
   */
  Tensor map(MapRule rule, Placed gradient) {
    List<Tensor> gradients = emission.apart(explained, gradient);
    List<Tensor> values = emission.in(Form.EACH, explained).tensors();
    List<Tensor> maps = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      List<Integer> flat = List.of(-1, channels, places);
      Tensor value = nodes.reshape(values.get(member), flat);
      Tensor one = weighed(rule.weighing(), nodes.reshape(gradients.get(member), flat), value);
      maps.add(rule.positive() ? nodes.elementwise("Relu", one) : one);
    }
    Tensor map = maps.size() == 1 ? maps.get(0) : nodes.node("Sum", maps.get(0).shape(), maps);
    return laid(rule, rule.positive() ? toOne(map) : map);
  }

  /** One member's part of the mean, [N, places]. */
  private Tensor weighed(Weighing weighing, Tensor gradient, Tensor value) {
    return switch (weighing) {
      case SHARES -> nodes.sum(times(gradient, value), false, 1);
      case DENSE_IMPORTANCE -> {
        Tensor all = nodes.reshape(nodes.sum(value, true, 1, 2), List.of(-1, 1));
        yield times(nodes.sum(times(gradient, value), false, 1), all);
      }
      case CLASS_ACTIVATION -> weighted(nodes.sum(gradient, true, 2), value);
      case GRAD_CAM ->
          weighted(times(nodes.sum(gradient, true, 2), nodes.scalar(1.0 / places)), value);
      case GRAD_CAM_PLUS_PLUS -> plusPlus(gradient, value);
    };
  }

  private Tensor weighted(Tensor weights, Tensor value) {
    return nodes.sum(times(weights, value), false, 1);
  }

  /** The weights hang on the gradient's size, so that of the mean over the members is undone. */
  private Tensor plusPlus(Tensor mean, Tensor value) {
    Tensor gradient = members == 1 ? mean : times(mean, nodes.scalar(members));
    Tensor square = times(gradient, gradient);
    Tensor cube = times(square, times(gradient, nodes.sum(value, true, 2)));
    Tensor below = nodes.elementwise("Add", times(square, nodes.scalar(2)), cube);
    Tensor none = nodes.elementwise("Equal", below, nodes.scalar(0));
    Tensor alpha =
        nodes.node(
            "Where",
            square.shape(),
            List.of(
                none,
                nodes.scalar(0),
                nodes.elementwise(
                    "Div",
                    square,
                    nodes.node("Where", below.shape(), List.of(none, nodes.scalar(1), below)))));
    Tensor weights = nodes.sum(times(alpha, nodes.elementwise("Relu", gradient)), true, 2);
    return times(weighted(weights, value), nodes.scalar(1.0 / members));
  }

  private Tensor toOne(Tensor map) {
    Tensor largest =
        nodes.node(
            "ReduceMax",
            List.of(-1, 1),
            List.of(map),
            attribute("axes", new long[] {1}),
            attribute("keepdims", 1));
    return nodes.elementwise("Div", map, nodes.elementwise("Max", largest, nodes.scalar(LEAST)));
  }

  private Tensor laid(MapRule rule, Tensor map) {
    if (input.size() == 1) {
      return product(map, rule.places().get(0), rule.order(), places, input.get(0));
    }
    int rows = explained.length(2);
    int columns = explained.length(3);
    Tensor plane = nodes.reshape(map, List.of(-1, rows, columns));
    Tensor wide = product(plane, rule.places().get(1), rule.order(), columns, input.get(1));
    double[] along = rule.places().get(0).matrix(rule.order(), rows, input.get(0));
    double[] turned = new double[along.length];
    for (int i = 0; i < along.length; i++) {
      turned[i % input.get(0) * rows + i / input.get(0)] = along[i];
    }
    return nodes.node(
        "MatMul",
        List.of(-1, input.get(0), input.get(1)),
        List.of(nodes.numbers(turned, input.get(0), rows), wide));
  }

  private Tensor product(Tensor of, Sampling sampling, int order, int from, int to) {
    List<Integer> shape = new ArrayList<>(of.shape());
    shape.set(shape.size() - 1, to);
    return nodes.node(
        "MatMul", shape, List.of(of, nodes.numbers(sampling.matrix(order, from, to), from, to)));
  }

  private Tensor times(Tensor left, Tensor right) {
    return nodes.elementwise("Mul", left, right);
  }
}
