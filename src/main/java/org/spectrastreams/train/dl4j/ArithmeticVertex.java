package org.spectrastreams.train.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex of a DL4J graph that computes without parameters or masks. */
@SuppressWarnings("overrides") // DL4J's own base class drops the '...' of setInputs
abstract class ArithmeticVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final boolean given;

  /**
   * A vertex.
   *
   * @param given whether its inputs follow from the network's input alone: then whoever reads it
   *     may leave its gradient out
   */
  ArithmeticVertex(
      ComputationGraph graph, String name, int index, DataType dataType, boolean given) {
    super(graph, name, index, null, null, dataType);
    this.given = given;
  }

  @Override
  public final void setInputs(INDArray... inputs) {
    super.setInputs(inputs);
  }

  /** The output, in the workspace for activations. */
  abstract INDArray forward(INDArray[] inputs, LayerWorkspaceMgr workspaces);

  /** The gradient of the loss by each input, in the workspace for activation gradients. */
  abstract INDArray[] backward(INDArray[] inputs, INDArray gradient, LayerWorkspaceMgr workspaces);

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return forward(inputs, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    INDArray[] gradients =
        epsilon == null && given
            ? new INDArray[inputs.length]
            : backward(inputs, epsilon, workspaces);
    return new Pair<>(null, gradients);
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    if (view != null) {
      throw new IllegalArgumentException("vertex " + vertexName + " has no parameters");
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatchSize) {
    return masks == null || masks.length == 0 ? null : new Pair<>(masks[0], state);
  }
}
