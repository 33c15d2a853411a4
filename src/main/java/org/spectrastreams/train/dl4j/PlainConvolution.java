package org.spectrastreams.train.dl4j;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.spectrastreams.network.Window;

/**
 * The settings of a convolution without a curve of its own. DL4J's convolution works out its values
 * once more on the way back, to differentiate its curve; where it has none that is half of the work
 * forward for nothing.
 */
final class PlainConvolution extends ConvolutionLayer {
  private static final long serialVersionUID = 1L;

  private final boolean ofPlanes;

  private PlainConvolution(Builder settings) {
    super(settings);
    this.ofPlanes = settings.ofPlanes;
    initializeConstraints(settings);
  }

  /** DL4J's builder of a convolution, of this one. */
  static final class Builder extends BaseConvBuilder<Builder> {
    private final boolean ofPlanes;

    /**
     * A convolution.
     *
     * @param over what it reads
     * @param window over two dimensions
     * @param channels of what it gives
     */
    Builder(Dl4jValue over, Window window, int channels) {
      super(pair(window.size()), pair(window.stride()), pair(window.padding()));
      this.ofPlanes =
          over.given()
              && !over.dropped()
              && over.held().get(0) == 1
              && over.held().get(1) > 1
              && window.stride().equals(List.of(1, 1))
              && window.padding().equals(List.of(0, 0));
      nOut(channels);
      activation(new ActivationIdentity());
    }

    private static int[] pair(List<Integer> numbers) {
      return new int[] {numbers.get(0), numbers.get(1)};
    }

    @Override
    protected boolean allowCausal() {
      return false;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as DL4J declares it
    public <E extends org.deeplearning4j.nn.conf.layers.Layer> E build() {
      return (E) new PlainConvolution(this);
    }
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    PlainConvolutionLayer layer =
        ofPlanes
            ? new PlaneConvolutionLayer(configuration, type)
            : new PlainConvolutionLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialise));
    layer.setConf(configuration);
    return layer;
  }
}
