package org.spectrastreams.train.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Joins the feature maps of the heads and the raw branch into the multi-scale layer of the MSCNN:
 * heads [batch, channels, 1, lengthᵢ] are joined along the length, flattened channel by channel,
 * and the raw branch [batch, 1, 1, points] follows; the result is [batch, 1, 1, values].
 *
 * <p>The last input is the raw branch.
 */
public final class MultiScaleVertex extends ArithmeticVertexSettings {
  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return Integer.MAX_VALUE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    long values = 0;
    for (InputType input : inputs) {
      InputTypeConvolutional maps = (InputTypeConvolutional) input;
      values += maps.getChannels() * maps.getHeight() * maps.getWidth();
    }
    return InputType.convolutional(1, values, 1);
  }

  @Override
  ArithmeticVertex vertex(ComputationGraph graph, String name, int index, DataType dataType) {
    return new Joined(graph, name, index, dataType);
  }

  private static final class Joined extends ArithmeticVertex {
    private static final long serialVersionUID = 1L;

    Joined(ComputationGraph graph, String name, int index, DataType dataType) {
      super(graph, name, index, dataType);
    }

    @Override
    INDArray forward(INDArray[] inputs, LayerWorkspaceMgr workspaces) {
      int heads = inputs.length - 1;
      long batch = inputs[0].size(0);
      long channels = inputs[0].size(1);
      INDArray[] maps = new INDArray[heads];
      long length = 0;
      for (int head = 0; head < heads; head++) {
        maps[head] = inputs[head].reshape('c', batch, channels, inputs[head].size(3));
        length += maps[head].size(2);
      }
      INDArray joined = Nd4j.concat(2, maps).reshape('c', batch, channels * length);
      INDArray raw = inputs[heads].reshape('c', batch, inputs[heads].size(3));
      INDArray all = Nd4j.concat(1, joined, raw);
      return workspaces.leverageTo(
          ArrayType.ACTIVATIONS, all.reshape('c', batch, 1, 1, all.size(1)));
    }

    @Override
    INDArray[] backward(INDArray[] inputs, INDArray gradient, LayerWorkspaceMgr workspaces) {
      int heads = inputs.length - 1;
      long batch = inputs[0].size(0);
      long channels = inputs[0].size(1);
      long points = inputs[heads].size(3);
      long joinedLength = gradient.length() / batch - points;
      INDArray flat = gradient.dup('c').reshape('c', batch, joinedLength + points);
      INDArray joined =
          flat.get(NDArrayIndex.all(), NDArrayIndex.interval(0, joinedLength))
              .dup('c')
              .reshape('c', batch, channels, joinedLength / channels);
      INDArray[] gradients = new INDArray[inputs.length];
      long from = 0;
      for (int head = 0; head < heads; head++) {
        long to = from + inputs[head].size(3);
        INDArray part =
            joined.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to));
        gradients[head] = copy(part, inputs[head], workspaces);
        from = to;
      }
      INDArray raw =
          flat.get(NDArrayIndex.all(), NDArrayIndex.interval(joinedLength, joinedLength + points));
      gradients[heads] = copy(raw, inputs[heads], workspaces);
      return gradients;
    }

    private static INDArray copy(INDArray part, INDArray like, LayerWorkspaceMgr workspaces) {
      INDArray copy = part.dup('c');
      return workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, copy.reshape('c', like.shape()));
    }

    @Override
    public String toString() {
      return "MultiScaleVertex " + getVertexName() + Arrays.toString(getInputs());
    }
  }
}
