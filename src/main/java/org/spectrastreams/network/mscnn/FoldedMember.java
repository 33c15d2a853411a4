package org.spectrastreams.network.mscnn;

import java.util.List;
import java.util.stream.DoubleStream;
import org.spectrastreams.network.mscnn.MscnnWeights.Block;
import org.spectrastreams.network.mscnn.MscnnWeights.Linear;

/**
 * The layers of one member as a graph computes them: every batch normalisation folded into the
 * layer before it, and the last convolution, which no activation follows, folded into the first
 * dense layer. Exact algebra, in double precision.
 */
final class FoldedMember {
  /** The convolutions that remain after the heads. */
  static final int CONVOLUTIONS = 3;

  private final MscnnArchitecture shape;
  private final MscnnWeights weights;
  private final double[] joined;
  private final double[] joinedBias;

  FoldedMember(MscnnArchitecture shape, MscnnWeights weights) {
    weights.requireFits(shape);
    this.shape = shape;
    this.weights = weights;
    int width = shape.denseWidths().get(0);
    this.joined = new double[width * joinedInputs()];
    this.joinedBias = bias(weights.dense().get(0));
    joinLastConvolution(width);
  }

  /** Unfolded weights, for what has no normalisation. */
  MscnnWeights weights() {
    return weights;
  }

  /** Outputs × inputs × kernel. */
  static double[] kernel(Block block) {
    Linear linear = block.linear();
    int each = linear.inputs() * linear.kernel();
    double[] folded = new double[linear.weights().length];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = linear.weights()[i] * block.norm().scale(i / each);
    }
    return folded;
  }

  /** One value an output. */
  static double[] bias(Block block) {
    double[] folded = new double[block.linear().outputs()];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = block.linear().bias()[i] * block.norm().scale(i) + block.norm().shift(i);
    }
    return folded;
  }

  /** The same layer of several members, one after the other. */
  static double[] concatenate(List<double[]> parts) {
    return parts.stream().flatMapToDouble(DoubleStream::of).toArray();
  }

  /** The values that reach the joined layer: positions × channels of the third convolution. */
  int joinedInputs() {
    return shape.trunkLength(2) * shape.trunkOutputs(2);
  }

  /** Outputs × positions × channels. */
  double[] joined() {
    return joined;
  }

  /** One value an output. */
  double[] joinedBias() {
    return joinedBias;
  }

  private void joinLastConvolution(int width) {
    Block last = weights.trunk().get(3);
    double[] convolution = kernel(last);
    double[] convolutionBias = bias(last);
    double[] dense = kernel(weights.dense().get(0));
    int inputs = shape.trunkInputs(3);
    int outputs = shape.trunkOutputs(3);
    int taps = shape.trunkKernel(3);
    int length = shape.trunkLength(3);
    for (int unit = 0; unit < width; unit++) {
      for (int out = 0; out < outputs; out++) {
        for (int i = 0; i < length; i++) {
          double weight = dense[(unit * outputs + out) * length + i];
          joinedBias[unit] += weight * convolutionBias[out];
          for (int tap = 0; tap < taps; tap++) {
            for (int in = 0; in < inputs; in++) {
              joined[unit * joinedInputs() + (i + tap) * inputs + in] +=
                  weight * convolution[(out * inputs + in) * taps + tap];
            }
          }
        }
      }
    }
  }
}
