package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.Arrays;
import java.util.List;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.graph.Op.Reduced;
import org.spectrastreams.network.graph.Op.Reduction;
import org.spectrastreams.network.graph.Value;

/** Operators over the last dimension. */
final class RowRules {
  private RowRules() {}

  /** Softmax over the last dimension. */
  static final class Exponentials implements Rule {
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

  /** The mean, the smallest or the largest value over the last dimension. */
  static final class Reduce implements Rule {
    @Override
    public Result forward(Place place, Value value, List<Tensor> in) {
      String operator =
          switch (((Reduced) value.op()).reduction()) {
            case MEAN -> "ReduceMean";
            case LEAST -> "ReduceMin";
            case MOST -> "ReduceMax";
          };
      return new Result(
          place
              .nodes()
              .node(
                  operator,
                  place.shape(value),
                  List.of(in.get(0)),
                  attribute("axes", new long[] {-1}),
                  attribute("keepdims", 1)));
    }

    @Override
    public Tensor backward(
        Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
      Nodes nodes = place.nodes();
      if (((Reduced) value.op()).reduction() == Reduction.MEAN) {
        double[] shares = new double[value.input(0).length(-1)];
        Arrays.fill(shares, 1.0 / shares.length);
        return nodes.elementwise("Mul", gradient, nodes.numbers(shares, shares.length));
      }
      Tensor equal = nodes.elementwise("Equal", in.get(0), result.out());
      Tensor here =
          nodes.node(
              "Cast", equal.shape(), List.of(equal), attribute("to", DataType.FLOAT.getNumber()));
      Tensor shared = nodes.elementwise("Div", here, nodes.sum(here, true, here.rank() - 1));
      return nodes.elementwise("Mul", gradient, shared);
    }
  }
}
