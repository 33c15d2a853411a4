package org.spectrastreams.network.mscnn;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.network.onnx.OnnxGraph;

/**
 * The part of the graph between the multi-scale layer and the dense layers of one member, forwards
 * and backwards.
 *
 * <p>The arrangement is for speed. Convolutions have four dimensions and 16, 32 or 64 channels,
 * which is what ONNX Runtime's blocked AVX kernels take. The first convolution gives four
 * neighbouring positions at once, as 4 × 8 channels over a quarter of the length; its stride of 7
 * becomes one of 28 and the next convolution's stride of 4 becomes 1. Backwards, the transpose of a
 * convolution of stride s is a convolution of stride 1 that gives s positions as channels; put
 * channels last, they lie in order. Lengths are rounded up so that none of this needs padding or
 * cutting: positions beyond the true length hold finite numbers whose gradient is exactly zero.
 */
final class TrunkNodes {
  private static final int GROUP = 4;

  /** Times this, every float32 above 1e-18 exceeds 1 and none that occurs overflows; exact. */
  private static final double STEEP = 0x1p60;

  private final OnnxGraph graph;
  private final MscnnArchitecture shape;
  private final FoldedMember member;
  private final int positions;
  private final int[] lengths;

  private String multiScale;
  private String[] slopes;

  TrunkNodes(OnnxGraph graph, MscnnArchitecture shape, FoldedMember member) {
    this.graph = graph;
    this.shape = shape;
    this.member = member;
    this.positions = shape.trunkLength(2);
    this.lengths = lengths(shape);
  }

  /** The lengths of the multi-scale layer and of the convolutions, the first in groups of four. */
  private static int[] lengths(MscnnArchitecture shape) {
    int third = shape.trunkLength(2);
    int second = shape.trunkStride(2) * (third + reach(shape, 2));
    int groups = second + reach(shape, 1);
    int stride = GROUP * shape.trunkStride(0);
    return new int[] {stride * (groups + 1), groups, second, third};
  }

  /** How many positions of the output one input group touches beyond its own. */
  private static int reach(MscnnArchitecture shape, int layer) {
    return (shape.trunkKernel(layer) - 1) / shape.trunkStride(layer);
  }

  /** The length that the multi-scale layer must be filled up to. */
  static int multiScaleLength(MscnnArchitecture shape) {
    return lengths(shape)[0];
  }

  /**
   * Adds the forward pass.
   *
   * @param layer the multi-scale layer, [N, 1, 1, multiScaleLength]
   * @return the sums of the first dense layer without its bias, [N, 1, 32]
   */
  String forward(String layer) {
    multiScale = layer;
    int channels = shape.trunkOutputs(0);
    String first =
        leaky(
            convolution(
                layer,
                grouped(),
                repeated(FoldedMember.bias(member.weights().trunk().get(0))),
                new int[] {GROUP * channels, 1, groupedTaps()},
                GROUP * shape.trunkStride(0),
                0));
    String firstSlope = clip(scaled(first, GROUP * channels), MscnnArchitecture.LEAK, 1);

    String second =
        channelsLast(
            graph.node(
                "Tanh",
                convolution(
                    first,
                    overGroups(),
                    FoldedMember.bias(member.weights().trunk().get(1)),
                    new int[] {shape.trunkOutputs(1), GROUP * channels, reach(shape, 1) + 1},
                    1,
                    0)),
            0,
            -1);
    String secondActive = leaky(second);
    String third =
        channelsLast(
            graph.node(
                "Tanh",
                convolution(
                    channelsFirst(secondActive, lengths[2], shape.trunkOutputs(1)),
                    FoldedMember.kernel(member.weights().trunk().get(2)),
                    FoldedMember.bias(member.weights().trunk().get(2)),
                    new int[] {shape.trunkOutputs(2), shape.trunkInputs(2), shape.trunkKernel(2)},
                    shape.trunkStride(2),
                    0)),
            0,
            1,
            member.joinedInputs());
    String thirdActive = leaky(third);
    slopes =
        new String[] {
          firstSlope,
          slopeOfTanh(graph, second, secondActive),
          slopeOfTanh(graph, third, thirdActive)
        };
    return graph.node("MatMul", thirdActive, joined(true));
  }

  /**
   * Adds the backward pass.
   *
   * @param gradient with respect to the sums of the first dense layer, [N, 1, 32]
   * @return gradient × activation of the multi-scale layer, [N, multiScaleLength]
   */
  String backward(String gradient) {
    String third = graph.node("Mul", graph.node("MatMul", gradient, joined(false)), slopes[2]);
    String second =
        channelsLast(
            convolution(
                channelsFirst(third, positions, shape.trunkOutputs(2)),
                phases(2),
                null,
                new int[] {
                  shape.trunkStride(2) * shape.trunkInputs(2),
                  shape.trunkOutputs(2),
                  reach(shape, 2) + 1
                },
                1,
                reach(shape, 2)),
            0,
            -1);
    second = graph.node("Mul", second, slopes[1]);
    String first =
        convolution(
            channelsFirst(second, lengths[2], shape.trunkOutputs(1)),
            phases(1),
            null,
            new int[] {GROUP * shape.trunkOutputs(0), shape.trunkOutputs(1), reach(shape, 1) + 1},
            1,
            reach(shape, 1));
    first = graph.node("Mul", first, slopes[0]);
    String layer =
        channelsLast(
            convolution(
                first,
                ungrouped(),
                null,
                new int[] {GROUP * shape.trunkStride(0), GROUP * shape.trunkOutputs(0), 2},
                1,
                1),
            0,
            1,
            1,
            lengths[0]);
    return graph.node("Mul", layer, multiScale);
  }

  /** leaky(tanh)' of a value: 1 or 0.1 by its sign, times 1 − tanh². */
  static String slopeOfTanh(OnnxGraph graph, String tanh, String active) {
    String sign =
        graph.node(
            "Clip",
            graph.node("Mul", tanh, graph.scalar(STEEP)),
            graph.scalar(MscnnArchitecture.LEAK),
            graph.scalar(1));
    return graph.node("Sub", sign, graph.node("Mul", tanh, active));
  }

  private String leaky(String value) {
    return graph.node("LeakyRelu", List.of(value), attribute("alpha", MscnnArchitecture.LEAK));
  }

  private String clip(String value, double lowest, double highest) {
    return graph.node("Clip", value, graph.scalar(lowest), graph.scalar(highest));
  }

  /** Multiplies every channel, as a convolution that stays in the blocked layout. */
  private String scaled(String value, int channels) {
    double[] factors = new double[channels];
    Arrays.fill(factors, STEEP);
    return graph.node(
        "Conv",
        List.of(value, graph.floats(factors, channels, 1, 1, 1)),
        attribute("group", channels));
  }

  private String convolution(
      String value, double[] weights, double[] bias, int[] sizes, int stride, int padding) {
    List<String> inputs = new ArrayList<>();
    inputs.add(value);
    inputs.add(graph.floats(weights, sizes[0], sizes[1], 1, sizes[2]));
    if (bias != null) {
      inputs.add(graph.floats(bias, bias.length));
    }
    return graph.node(
        "Conv",
        inputs,
        attribute("strides", new long[] {1, stride}),
        attribute("pads", new long[] {0, padding, 0, padding}));
  }

  /** From [N, channels, 1, length] to the given shape, neighbouring channels next to each other. */
  private String channelsLast(String value, int... to) {
    String turned =
        graph.node("Transpose", List.of(value), attribute("perm", new long[] {0, 2, 3, 1}));
    return graph.reshape(turned, to);
  }

  /** The way back, to [N, channels, 1, length]. */
  private String channelsFirst(String value, int length, int channels) {
    return graph.node(
        "Transpose",
        List.of(graph.reshape(value, 0, 1, length, channels)),
        attribute("perm", new long[] {0, 3, 1, 2}));
  }

  private String joined(boolean transposed) {
    int width = member.joinedBias().length;
    int inputs = member.joinedInputs();
    double[] weights = member.joined();
    if (!transposed) {
      return graph.floats(weights, width, inputs);
    }
    double[] turned = new double[weights.length];
    for (int unit = 0; unit < width; unit++) {
      for (int i = 0; i < inputs; i++) {
        turned[i * width + unit] = weights[unit * inputs + i];
      }
    }
    return graph.floats(turned, inputs, width);
  }

  private int groupedTaps() {
    return (GROUP - 1) * shape.trunkStride(0) + shape.trunkKernel(0);
  }

  private double[] repeated(double[] bias) {
    double[] all = new double[GROUP * bias.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = bias[i % bias.length];
    }
    return all;
  }

  /** The first convolution for four neighbouring positions: (position, output) × taps. */
  private double[] grouped() {
    double[] kernel = FoldedMember.kernel(member.weights().trunk().get(0));
    int taps = shape.trunkKernel(0);
    int outputs = shape.trunkOutputs(0);
    double[] all = new double[GROUP * outputs * groupedTaps()];
    for (int position = 0; position < GROUP; position++) {
      for (int out = 0; out < outputs; out++) {
        int row = (position * outputs + out) * groupedTaps() + position * shape.trunkStride(0);
        System.arraycopy(kernel, out * taps, all, row, taps);
      }
    }
    return all;
  }

  /** The second convolution over groups: output × (position, input) × groups. */
  private double[] overGroups() {
    double[] kernel = FoldedMember.kernel(member.weights().trunk().get(1));
    int taps = shape.trunkKernel(1);
    int inputs = shape.trunkInputs(1);
    int outputs = shape.trunkOutputs(1);
    int width = reach(shape, 1) + 1;
    double[] all = new double[outputs * GROUP * inputs * width];
    for (int out = 0; out < outputs; out++) {
      for (int in = 0; in < inputs; in++) {
        for (int tap = 0; tap < taps; tap++) {
          int channel = tap % GROUP * inputs + in;
          all[(out * GROUP * inputs + channel) * width + tap / GROUP] =
              kernel[(out * inputs + in) * taps + tap];
        }
      }
    }
    return all;
  }

  /** The transpose of a convolution: (position within the stride, input) × output × taps. */
  private double[] phases(int layer) {
    double[] kernel = FoldedMember.kernel(member.weights().trunk().get(layer));
    int taps = shape.trunkKernel(layer);
    int inputs = shape.trunkInputs(layer);
    int outputs = shape.trunkOutputs(layer);
    int stride = shape.trunkStride(layer);
    int width = reach(shape, layer) + 1;
    double[] all = new double[stride * inputs * outputs * width];
    for (int out = 0; out < outputs; out++) {
      for (int in = 0; in < inputs; in++) {
        for (int tap = 0; tap < taps; tap++) {
          int channel = tap % stride * inputs + in;
          all[(channel * outputs + out) * width + width - 1 - tap / stride] =
              kernel[(out * inputs + in) * taps + tap];
        }
      }
    }
    return all;
  }

  /** The transpose of {@link #grouped}: position within 28 × (position, output) × 2 groups. */
  private double[] ungrouped() {
    double[] kernel = grouped();
    int stride = GROUP * shape.trunkStride(0);
    int channels = GROUP * shape.trunkOutputs(0);
    double[] all = new double[stride * channels * 2];
    for (int channel = 0; channel < channels; channel++) {
      for (int tap = 0; tap < groupedTaps(); tap++) {
        all[(tap % stride * channels + channel) * 2 + 1 - tap / stride] =
            kernel[channel * groupedTaps() + tap];
      }
    }
    return all;
  }
}
