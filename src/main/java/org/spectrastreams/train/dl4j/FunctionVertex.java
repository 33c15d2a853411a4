package org.spectrastreams.train.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex of a DL4J graph that computes a {@link VertexFunction}. */
final class FunctionVertex extends ArithmeticVertexSettings {
  private final VertexFunction function;
  private final List<Integer> lengths;
  private final int inputs;
  private final boolean given;

  /**
   * A vertex.
   *
   * @param lengths of what it gives, after the batch: one, or channels, rows and columns
   * @param inputs the number of its inputs
   * @param given whether these follow from the network's input alone
   */
  FunctionVertex(VertexFunction function, List<Integer> lengths, int inputs, boolean given) {
    this.function = function;
    this.lengths = List.copyOf(lengths);
    this.inputs = inputs;
    this.given = given;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FunctionVertex vertex
        && vertex.function.equals(function)
        && vertex.lengths.equals(lengths);
  }

  @Override
  public int hashCode() {
    return function.hashCode() + lengths.hashCode();
  }

  @Override
  public int minVertexInputs() {
    return inputs;
  }

  @Override
  public int maxVertexInputs() {
    return inputs;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... types) {
    return lengths.size() == 1
        ? InputType.feedForward(lengths.get(0))
        : InputType.convolutional(lengths.get(1), lengths.get(2), lengths.get(0));
  }

  @Override
  ArithmeticVertex vertex(ComputationGraph graph, String name, int index, DataType dataType) {
    return new Computed(function, given, graph, name, index, dataType);
  }

  private static final class Computed extends ArithmeticVertex {
    private static final long serialVersionUID = 1L;

    private final transient VertexFunction function;

    Computed(
        VertexFunction function,
        boolean given,
        ComputationGraph graph,
        String name,
        int index,
        DataType dataType) {
      super(graph, name, index, dataType, given);
      this.function = function;
    }

    @Override
    INDArray forward(INDArray[] inputs, LayerWorkspaceMgr workspaces) {
      return workspaces.leverageTo(ArrayType.ACTIVATIONS, function.forward(inputs));
    }

    @Override
    INDArray[] backward(INDArray[] inputs, INDArray gradient, LayerWorkspaceMgr workspaces) {
      INDArray[] gradients = function.backward(inputs, gradient);
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, gradients[i]);
      }
      return gradients;
    }

    @Override
    public String toString() {
      return function + " " + getVertexName();
    }
  }
}
