package org.spectrastreams.train.dl4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A {@link PlainConvolution} of what follows from the input alone, planes of one channel, in
 * training, as one matrix product a plane.
 *
 * <p>With a single channel to add up there is little to compute, and oneDNN spends many times as
 * long on bringing the large output into its own order and back. What the input's points would have
 * to change is not worked out: nobody asks for it.
 */
final class PlaneConvolutionLayer extends PlainConvolutionLayer {
  private static final long serialVersionUID = 1L;

  private transient INDArray columns;

  PlaneConvolutionLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  private int[] size() {
    return layerConf().getKernelSize();
  }

  private long height() {
    return input.size(2) - size()[0] + 1;
  }

  private long width() {
    return input.size(3) - size()[1] + 1;
  }

  /**
   * What every place of the output sees, plane × (point of the window, and a one for the bias) ×
   * place; in memory that is kept from batch to batch.
   */
  private INDArray columns() {
    int window = size()[0] * size()[1];
    long planes = input.size(0);
    long places = height() * width();
    if (columns == null || columns.size(0) != planes || columns.size(2) != places) {
      columns = Nd4j.createUninitializedDetached(DataType.FLOAT, planes, window + 1L, places);
      columns.get(all(), NDArrayIndex.point(window), all()).assign(1);
    }
    INDArray maps = columns.reshape('c', planes, window + 1L, height(), width());
    for (int point = 0; point < window; point++) {
      int row = point / size()[1];
      int column = point % size()[1];
      maps.get(all(), NDArrayIndex.point(point), all(), all())
          .assign(
              input.get(
                  all(),
                  NDArrayIndex.point(0),
                  NDArrayIndex.interval(row, row + height()),
                  NDArrayIndex.interval(column, column + width())));
    }
    return columns;
  }

  private static INDArrayIndex all() {
    return NDArrayIndex.all();
  }

  /** The maps of one plane, channel × place. */
  private static INDArray plane(INDArray of, long plane) {
    INDArray maps = of.slice(plane);
    return maps.rank() == 2 ? maps : maps.reshape('c', maps.size(0), maps.size(1) * maps.size(2));
  }

  @Override
  protected Pair<INDArray, INDArray> preOutput(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray weights = getParam(ConvolutionParamInitializer.WEIGHT_KEY);
    INDArray bias = getParam(ConvolutionParamInitializer.BIAS_KEY);
    long channels = weights.size(0);
    INDArray table =
        Nd4j.hstack(
            weights.reshape('c', channels, weights.length() / channels),
            bias.reshape('c', channels, 1));
    long[] shape = {input.size(0), channels, height(), width()};
    INDArray output =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, shape, 'c');
    INDArray seen = columns();
    for (long n = 0; n < shape[0]; n++) {
      // The product's transpose is column-major, as the products of ND4J are.
      Nd4j.gemm(plane(seen, n), table, plane(output, n).transpose(), true, true, 1, 0);
    }
    return new Pair<>(output, null);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray weights = gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY);
    INDArray bias = gradientViews.get(ConvolutionParamInitializer.BIAS_KEY);
    long channels = weights.size(0);
    INDArray seen = columns();
    INDArray gradient = Nd4j.create(DataType.FLOAT, channels, seen.size(1));
    for (long n = 0; n < input.size(0); n++) {
      Nd4j.gemm(plane(seen, n), plane(epsilon, n), gradient.transpose(), false, true, 1, 1);
    }
    long window = seen.size(1) - 1;
    weights
        .reshape('c', channels, window)
        .assign(gradient.get(all(), NDArrayIndex.interval(0, window)));
    bias.assign(gradient.get(all(), NDArrayIndex.point(window)).reshape(bias.shape()));
    Gradient found = new DefaultGradient();
    found.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, bias);
    found.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weights, 'c');
    return new Pair<>(found, null);
  }
}
