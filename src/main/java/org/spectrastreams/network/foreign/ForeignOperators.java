package org.spectrastreams.network.foreign;

import java.util.Set;
import java.util.TreeSet;
import org.spectrastreams.model.engine.OnnxGraphCheck;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;

/**
 * The operators that a graph from elsewhere may have: those that compute one answer of one input,
 * without control flow, chance, text or state.
 */
final class ForeignOperators {
  private static final String NAMES =
      """
      Abs Add And ArgMax ArgMin AveragePool BatchNormalization Cast Ceil Clip Concat
      Constant ConstantOfShape Conv ConvTranspose CumSum Div Dropout Einsum Elu Equal Erf
      Exp Expand Flatten Floor GRU Gather GatherElements Gelu Gemm GlobalAveragePool
      GlobalMaxPool Greater GreaterOrEqual GroupNormalization HardSigmoid HardSwish
      Identity InstanceNormalization LSTM LayerNormalization LeakyRelu Less LessOrEqual
      Log LogSoftmax MatMul Max MaxPool Mean Min Mish Mul Neg Not OneHot Or PRelu Pad Pow
      Range Reciprocal ReduceL1 ReduceL2 ReduceLogSumExp ReduceMax ReduceMean ReduceMin
      ReduceProd ReduceSum ReduceSumSquare Relu Reshape Round Selu Shape Sigmoid Sign
      Slice Softmax Softplus Softsign Split Sqrt Squeeze Sub Sum Tanh Tile TopK Transpose
      Unsqueeze Where
      """;

  private static final Set<String> KNOWN = Set.of(NAMES.strip().split("\\s+"));

  private ForeignOperators() {}

  /**
   * Refuses a graph with any other operator.
   *
   * @throws IllegalArgumentException naming all of those
   */
  static void requireKnown(GraphProto graph) {
    Set<String> others = new TreeSet<>();
    for (NodeProto node : graph.getNodeList()) {
      boolean classical = node.getDomain().equals(OnnxGraphCheck.CLASSICAL);
      if (!(classical ? OnnxGraphCheck.KNOWN_CLASSICAL : KNOWN).contains(node.getOpType())) {
        others.add((node.getDomain().isEmpty() ? "" : node.getDomain() + ".") + node.getOpType());
      }
    }
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "operators "
              + String.join(", ", others)
              + "; expected those that compute one answer of one input, without control flow,"
              + " chance or text");
    }
  }
}
