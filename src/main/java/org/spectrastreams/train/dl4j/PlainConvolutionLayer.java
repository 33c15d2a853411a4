package org.spectrastreams.train.dl4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link PlainConvolution} in training. */
class PlainConvolutionLayer extends ConvolutionLayer {
  private static final long serialVersionUID = 1L;

  private transient INDArray incoming;

  PlainConvolutionLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    incoming = epsilon;
    try {
      return super.backpropGradient(epsilon, workspaces);
    } finally {
      incoming = null;
    }
  }

  @Override
  protected Pair<INDArray, INDArray> preOutput4d(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
    return forBackprop
        // What no curve makes of a gradient is the gradient, whatever the values; any will do.
        ? new Pair<>(incoming, null)
        : super.preOutput4d(training, false, workspaces);
  }
}
