package org.spectrastreams.train.dl4j;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeFeedForward;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The output of the MSCNN (Hartigan 2025): from a, b, c, x of each class, [batch, 4 × classes] in
 * this order, the class values {@code c + (1 − c) / (1 + exp(−a (x − b)))}, [batch, classes].
 */
public final class OutputCurveVertex extends ArithmeticVertexSettings {
  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    return InputType.feedForward(((InputTypeFeedForward) inputs[0]).getSize() / 4);
  }

  @Override
  ArithmeticVertex vertex(ComputationGraph graph, String name, int index, DataType dataType) {
    return new Curve(graph, name, index, dataType);
  }

  private static final class Curve extends ArithmeticVertex {
    private static final long serialVersionUID = 1L;

    Curve(ComputationGraph graph, String name, int index, DataType dataType) {
      super(graph, name, index, dataType);
    }

    private static INDArray part(INDArray input, int part) {
      long classes = input.size(1) / 4;
      return input.get(
          NDArrayIndex.all(), NDArrayIndex.interval(part * classes, (part + 1) * classes));
    }

    @Override
    INDArray forward(INDArray[] inputs, LayerWorkspaceMgr workspaces) {
      INDArray a = part(inputs[0], 0);
      INDArray c = part(inputs[0], 2);
      INDArray rise = Transforms.sigmoid(part(inputs[0], 3).sub(part(inputs[0], 1)).muli(a), false);
      return workspaces.leverageTo(ArrayType.ACTIVATIONS, c.rsub(1).muli(rise).addi(c));
    }

    @Override
    INDArray[] backward(INDArray[] inputs, INDArray gradient, LayerWorkspaceMgr workspaces) {
      INDArray a = part(inputs[0], 0);
      INDArray distance = part(inputs[0], 3).sub(part(inputs[0], 1));
      INDArray c = part(inputs[0], 2);
      INDArray rise = Transforms.sigmoid(distance.mul(a), false);
      INDArray slope = rise.rsub(1).muli(rise).muli(c.rsub(1)).muli(gradient);
      INDArray byX = slope.mul(a);
      INDArray joined =
          Nd4j.concat(1, slope.mul(distance), byX.neg(), rise.rsub(1).muli(gradient), byX);
      return new INDArray[] {workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, joined)};
    }

    @Override
    public String toString() {
      return "OutputCurveVertex " + getVertexName();
    }
  }
}
