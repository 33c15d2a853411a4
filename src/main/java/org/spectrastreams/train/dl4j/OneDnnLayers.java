package org.spectrastreams.train.dl4j;

import java.lang.reflect.Field;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Gives the layers of a DL4J graph their oneDNN implementations.
 *
 * <p>DL4J 1.0.0-M2.1 has them, but never uses them: it asks for them by the name of a class that
 * has moved ({@code org.nd4j.nativeblas.Nd4jCpu$Environment}). Setting the fields that it would
 * have set makes training several times faster; the arithmetic is the same.
 */
final class OneDnnLayers {
  private OneDnnLayers() {}

  /** Sets the implementation of every convolution and batch normalisation of a graph. */
  static void install(ComputationGraph graph) {
    for (Layer layer : graph.getLayers()) {
      if (layer instanceof ConvolutionLayer) {
        set(ConvolutionLayer.class, layer, new MKLDNNConvHelper(DataType.FLOAT));
      } else if (layer instanceof BatchNormalization) {
        set(BatchNormalization.class, layer, new MKLDNNBatchNormHelper(DataType.FLOAT));
      }
    }
  }

  private static void set(Class<?> type, Layer layer, Object implementation) {
    try {
      Field field = type.getDeclaredField("helper");
      field.setAccessible(true);
      field.set(layer, implementation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "DL4J's "
              + type.getSimpleName()
              + " has no field 'helper' as version 1.0.0-M2.1 has; check the DL4J version",
          e);
    }
  }
}
