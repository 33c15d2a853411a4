package org.spectrastreams.network.onnx;

import java.util.List;
import org.spectrastreams.network.graph.Value;

/**
 * Matrix products over the last two dimensions. What all members share is multiplied with the
 * matrices of all of them at once.
 */
final class ProductRule implements Rule {
  private static Tensor side(Place place, Value value, int input, List<Tensor> in, boolean turned) {
    return in.get(input) != null
        ? turned ? place.nodes().swapped(in.get(input)) : in.get(input)
        : place.matrix(value.input(input), turned, value.rank());
  }

  @Override
  public Result forward(Place place, Value value, List<Tensor> in) {
    Tensor left = side(place, value, 0, in, false);
    Tensor right = side(place, value, 1, in, false);
    return new Result(place.nodes().node("MatMul", place.shape(value), List.of(left, right)));
  }

  @Override
  public Tensor backward(
      Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
    Tensor other = side(place, value, 1 - input, in, true);
    return place
        .nodes()
        .node(
            "MatMul",
            place.shape(value.input(input)),
            input == 0 ? List.of(gradient, other) : List.of(other, gradient));
  }

  /** The product of a shared value with the matrix of every member, [N, members × columns]. */
  static Tensor together(Nodes nodes, Value value, Tensor shared) {
    Value matrix = value.input(1);
    return nodes.node(
        "MatMul",
        List.of(shared.length(0), matrix.length(1) * matrix.numbers().rows().length),
        List.of(shared, joined(nodes, matrix, false)));
  }

  /** The gradient by the shared value, the sum of all members'. */
  static Tensor togetherBack(Nodes nodes, Value value, Tensor gradient) {
    return nodes.node(
        "MatMul",
        List.of(gradient.length(0), value.input(0).length(-1)),
        List.of(gradient, joined(nodes, value.input(1), true)));
  }

  private static Tensor joined(Nodes nodes, Value matrix, boolean turned) {
    int rows = matrix.length(0);
    int columns = matrix.length(1);
    double[][] members = matrix.numbers().rows();
    int width = columns * members.length;
    double[] all = new double[rows * width];
    for (int member = 0; member < members.length; member++) {
      for (int i = 0; i < rows * columns; i++) {
        int row = i / columns;
        int column = member * columns + i % columns;
        all[turned ? column * rows + row : row * width + column] = members[member][i];
      }
    }
    return turned ? nodes.numbers(all, width, rows) : nodes.numbers(all, rows, width);
  }
}
