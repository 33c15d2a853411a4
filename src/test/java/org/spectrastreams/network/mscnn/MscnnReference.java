package org.spectrastreams.network.mscnn;

import java.util.List;
import org.spectrastreams.network.mscnn.MscnnWeights.BatchNorm;
import org.spectrastreams.network.mscnn.MscnnWeights.Block;
import org.spectrastreams.network.mscnn.MscnnWeights.Linear;

/**
 * One MSCNN in double precision, written out as METHODS and the paper say, without any folding: the
 * yardstick that engines are measured with. Slow.
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class MscnnReference {
  private final MscnnArchitecture architecture;
  private final MscnnWeights weights;

  /** The network of the given weights. */
  public MscnnReference(MscnnArchitecture architecture, MscnnWeights weights) {
    weights.requireFits(architecture);
    this.architecture = architecture;
    this.weights = weights;
  }

  /** All values of one forward pass. */
  private record Pass(
      double[] multiScale, double[][] trunk, double[][] dense, double[] abcx, double[] outputs) {}

  /** The multi-scale layer of one spectrum: {@link MscnnArchitecture#multiScaleLength} values. */
  public double[] multiScale(double[] spectrum) {
    double[] layer = new double[architecture.multiScaleLength()];
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      Block block = weights.heads().get(head);
      double[] values =
          normalise(
              convolve(block.linear(), architecture.headStrides().get(head), spectrum),
              block.norm());
      int length = architecture.headLength(head);
      for (int channel = 0; channel < MscnnArchitecture.HEAD_CHANNELS; channel++) {
        System.arraycopy(
            values,
            channel * length,
            layer,
            channel * architecture.channelLength() + architecture.headOffset(head),
            length);
      }
    }
    int raw = MscnnArchitecture.HEAD_CHANNELS * architecture.channelLength();
    BatchNorm norm = weights.rawNorm();
    for (int i = 0; i < spectrum.length; i++) {
      layer[raw + i] = spectrum[i] * weights.prior()[i] * norm.scale(0) + norm.shift(0);
    }
    return layer;
  }

  /** The class outputs of a multi-scale layer, before the softmax. */
  public double[] outputs(double[] multiScale) {
    return forward(multiScale).outputs;
  }

  /** The class probabilities of one spectrum. */
  public double[] probabilities(double[] spectrum) {
    double[] outputs = outputs(multiScale(spectrum));
    double highest = Double.NEGATIVE_INFINITY;
    for (double output : outputs) {
      highest = Math.max(highest, output);
    }
    double sum = 0;
    double[] probabilities = new double[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      probabilities[i] = Math.exp(outputs[i] - highest);
      sum += probabilities[i];
    }
    for (int i = 0; i < outputs.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  private Pass forward(double[] multiScale) {
    double[][] trunk = new double[MscnnArchitecture.TRUNK_LAYERS][];
    double[] values = multiScale;
    for (int layer = 0; layer < trunk.length; layer++) {
      Block block = weights.trunk().get(layer);
      values =
          normalise(
              convolve(block.linear(), architecture.trunkStride(layer), values), block.norm());
      trunk[layer] = values;
      boolean squashed = layer == 1 || layer == 2;
      values = layer == 3 ? values : activate(values, squashed);
    }
    double[][] dense = new double[weights.dense().size()][];
    for (int layer = 0; layer < dense.length; layer++) {
      Block block = weights.dense().get(layer);
      values = normalise(convolve(block.linear(), 1, values), block.norm());
      dense[layer] = values;
      values = activate(values, true);
    }
    int classes = architecture.classes();
    double[] abcx = new double[4 * classes];
    List<Linear> layers = List.of(weights.a(), weights.b(), weights.c(), weights.x());
    for (int i = 0; i < layers.size(); i++) {
      System.arraycopy(convolve(layers.get(i), 1, values), 0, abcx, i * classes, classes);
    }
    double[] outputs = new double[classes];
    for (int k = 0; k < classes; k++) {
      double floor = abcx[2 * classes + k];
      outputs[k] = floor + (1 - floor) * sigmoid(abcx, k, classes);
    }
    return new Pass(multiScale, trunk, dense, abcx, outputs);
  }

  private static double sigmoid(double[] abcx, int k, int classes) {
    double a = abcx[k];
    double b = abcx[classes + k];
    double x = abcx[3 * classes + k];
    return 1 / (1 + Math.exp(-a * (x - b)));
  }

  /**
   * The gradient of the output of class {@code k} with respect to the multi-scale layer; {@link
   * MscnnArchitecture#multiScaleLength} values.
   */
  public double[] gradient(double[] multiScale, int k) {
    Pass pass = forward(multiScale);
    int classes = architecture.classes();
    double a = pass.abcx[k];
    double b = pass.abcx[classes + k];
    double c = pass.abcx[2 * classes + k];
    double x = pass.abcx[3 * classes + k];
    double s = sigmoid(pass.abcx, k, classes);
    double slope = (1 - c) * s * (1 - s);
    int width = weights.a().inputs();
    double[] gradient = new double[width];
    for (int i = 0; i < width; i++) {
      int at = k * width + i;
      gradient[i] =
          slope * (x - b) * weights.a().weights()[at]
              - slope * a * weights.b().weights()[at]
              + (1 - s) * weights.c().weights()[at]
              + slope * a * weights.x().weights()[at];
    }
    for (int layer = pass.dense.length - 1; layer >= 0; layer--) {
      Block block = weights.dense().get(layer);
      derive(gradient, pass.dense[layer], true);
      gradient = spread(block, 1, gradient, 1);
    }
    for (int layer = pass.trunk.length - 1; layer >= 0; layer--) {
      Block block = weights.trunk().get(layer);
      if (layer != 3) {
        derive(gradient, pass.trunk[layer], layer != 0);
      }
      int length =
          layer == 0 ? architecture.multiScaleLength() : architecture.trunkLength(layer - 1);
      gradient = spread(block, architecture.trunkStride(layer), gradient, length);
    }
    return gradient;
  }

  /**
   * The member's part of the activation map for class {@code k}: gradient × activation of every
   * element of the multi-scale layer, spread evenly over the element's receptive field; one value a
   * point.
   */
  public double[] activationMap(double[] spectrum, int k) {
    double[] layer = multiScale(spectrum);
    double[] gradient = gradient(layer, k);
    double[] map = new double[architecture.points()];
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      int kernel = architecture.headKernels().get(head);
      int stride = architecture.headStrides().get(head);
      for (int channel = 0; channel < MscnnArchitecture.HEAD_CHANNELS; channel++) {
        int offset = channel * architecture.channelLength() + architecture.headOffset(head);
        for (int i = 0; i < architecture.headLength(head); i++) {
          double share = layer[offset + i] * gradient[offset + i] / kernel;
          for (int tap = 0; tap < kernel; tap++) {
            map[i * stride + tap] += share;
          }
        }
      }
    }
    int raw = MscnnArchitecture.HEAD_CHANNELS * architecture.channelLength();
    for (int i = 0; i < map.length; i++) {
      map[i] += layer[raw + i] * gradient[raw + i];
    }
    return map;
  }

  /** Input and output are channel by channel; a dense layer's input has length 1. */
  private static double[] convolve(Linear layer, int stride, double[] input) {
    int inputs = layer.inputs();
    int length = input.length / inputs;
    int results = (length - layer.kernel()) / stride + 1;
    double[] output = new double[layer.outputs() * results];
    for (int out = 0; out < layer.outputs(); out++) {
      for (int i = 0; i < results; i++) {
        double sum = layer.bias()[out];
        for (int in = 0; in < inputs; in++) {
          for (int tap = 0; tap < layer.kernel(); tap++) {
            sum +=
                layer.weights()[(out * inputs + in) * layer.kernel() + tap]
                    * input[in * length + i * stride + tap];
          }
        }
        output[out * results + i] = sum;
      }
    }
    return output;
  }

  private static double[] normalise(double[] values, BatchNorm norm) {
    int length = values.length / norm.channels();
    for (int i = 0; i < values.length; i++) {
      int channel = i / length;
      values[i] = values[i] * norm.scale(channel) + norm.shift(channel);
    }
    return values;
  }

  private static double[] activate(double[] values, boolean squashed) {
    double[] activated = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = squashed ? Math.tanh(values[i]) : values[i];
      activated[i] = value > 0 ? value : MscnnArchitecture.LEAK * value;
    }
    return activated;
  }

  /** Multiplies the gradient with the derivative of {@link #activate}. */
  private static void derive(double[] gradient, double[] values, boolean squashed) {
    for (int i = 0; i < gradient.length; i++) {
      double tanh = Math.tanh(values[i]);
      gradient[i] *= values[i] > 0 ? 1 : MscnnArchitecture.LEAK;
      gradient[i] *= squashed ? 1 - tanh * tanh : 1;
    }
  }

  /** The transpose of {@link #convolve} followed by {@link #normalise}. */
  private static double[] spread(Block block, int stride, double[] gradient, int length) {
    Linear layer = block.linear();
    int results = gradient.length / layer.outputs();
    double[] input = new double[layer.inputs() * length];
    for (int out = 0; out < layer.outputs(); out++) {
      double scale = block.norm().scale(out);
      for (int i = 0; i < results; i++) {
        double part = gradient[out * results + i] * scale;
        for (int in = 0; in < layer.inputs(); in++) {
          for (int tap = 0; tap < layer.kernel(); tap++) {
            input[in * length + i * stride + tap] +=
                part * layer.weights()[(out * layer.inputs() + in) * layer.kernel() + tap];
          }
        }
      }
    }
    return input;
  }
}
