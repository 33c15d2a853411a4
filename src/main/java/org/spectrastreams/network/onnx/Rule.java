package org.spectrastreams.network.onnx;

import java.util.List;
import org.spectrastreams.network.graph.Op;
import org.spectrastreams.network.graph.Op.Arithmetic;
import org.spectrastreams.network.graph.Op.AtLeast;
import org.spectrastreams.network.graph.Op.Convolved;
import org.spectrastreams.network.graph.Op.Curved;
import org.spectrastreams.network.graph.Op.Filled;
import org.spectrastreams.network.graph.Op.Joined;
import org.spectrastreams.network.graph.Op.Part;
import org.spectrastreams.network.graph.Op.Pooled;
import org.spectrastreams.network.graph.Op.Product;
import org.spectrastreams.network.graph.Op.Reduced;
import org.spectrastreams.network.graph.Op.Reshaped;
import org.spectrastreams.network.graph.Op.Softmax;
import org.spectrastreams.network.graph.Op.Transposed;
import org.spectrastreams.network.graph.Value;

/** How an operator is computed by nodes, and how its gradient comes back. One for each operator. */
interface Rule {
  /**
   * What the nodes of an operator gave.
   *
   * @param out its value
   * @param inner what the way back needs besides; null for most
   */
  record Result(Tensor out, Tensor inner) {
    Result(Tensor out) {
      this(out, null);
    }
  }

  /**
   * Adds the nodes of the way forward.
   *
   * @param in the tensors of the operator's inputs; null for known numbers
   */
  Result forward(Place place, Value value, List<Tensor> in);

  /**
   * Adds the nodes of the way back.
   *
   * @param input the input whose gradient is wanted
   * @param gradient by the operator's value
   * @return the gradient by the input
   */
  Tensor backward(
      Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient);

  /** The rule of an operator. */
  static Rule of(Op op) {
    if (op instanceof Curved) {
      return new CurveRule();
    } else if (op instanceof Arithmetic) {
      return new ArithmeticRule();
    } else if (op instanceof AtLeast) {
      return new LimitRule();
    } else if (op instanceof Softmax) {
      return new RowRules.Exponentials();
    } else if (op instanceof Reduced) {
      return new RowRules.Reduce();
    } else if (op instanceof Reshaped) {
      return new ViewRules.Reshape();
    } else if (op instanceof Transposed) {
      return new ViewRules.Transpose();
    } else if (op instanceof Joined) {
      return new ViewRules.Join();
    } else if (op instanceof Part) {
      return new ViewRules.Cut();
    } else if (op instanceof Filled) {
      return new ViewRules.Fill();
    } else if (op instanceof Product) {
      return new ProductRule();
    } else if (op instanceof Convolved) {
      return new ConvolutionRule();
    } else if (op instanceof Pooled) {
      return new PoolRule();
    }
    throw new IllegalArgumentException(op + " has no nodes");
  }
}
