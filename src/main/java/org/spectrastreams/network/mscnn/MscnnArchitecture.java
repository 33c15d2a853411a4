package org.spectrastreams.network.mscnn;

import java.util.List;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The shape of the multi-scale convolutional network (MSCNN) of Hartigan 2025 for one input length.
 *
 * <p>Three convolution heads of different widths read the spectrum, their feature maps are
 * flattened channel by channel and joined with the normalised spectrum itself; four convolutions
 * and two dense layers follow, and four parallel linear layers a, b, c, x whose class outputs are
 * {@code c + (1 − c) / (1 + exp(−a (x − b)))}. Convolutions have no padding.
 *
 * @param points the number of wavenumbers of a spectrum
 * @param classes the number of classes, 2 or more
 * @param headKernels the width of each of the three heads, in points
 * @param headStrides the stride of each of the three heads, in points
 */
public record MscnnArchitecture(
    int points, int classes, List<Integer> headKernels, List<Integer> headStrides) {
  /** The number of heads. */
  public static final int HEADS = 3;

  /** The number of channels of each head. */
  public static final int HEAD_CHANNELS = 8;

  /** The number of convolutions after the heads. */
  public static final int TRUNK_LAYERS = 4;

  /** The slope of every leaky ReLU below zero. */
  public static final double LEAK = 0.1;

  /** What every batch normalisation adds to the variance. */
  public static final double BATCH_NORM_EPSILON = 1e-5;

  private static final List<Integer> TRUNK_CHANNELS = List.of(1, 8, 16, 32, 64);
  private static final List<Integer> TRUNK_KERNELS = List.of(15, 9, 9, 2);
  private static final List<Integer> TRUNK_STRIDES = List.of(7, 4, 4, 1);
  private static final List<Integer> DENSE_WIDTHS = List.of(32, 16);
  private static final double[] HEAD_KERNELS_PER_CM = {8, 25, 50};
  private static final double[] HEAD_STRIDES_PER_CM = {4, 12, 25};
  private static final int MAX_CLASSES = 1_000;

  /** Checks that every layer has an output. */
  public MscnnArchitecture {
    headKernels = List.copyOf(headKernels);
    headStrides = List.copyOf(headStrides);
    if (points < 1 || points > SpectralAxis.MAX_POINTS) {
      throw new IllegalArgumentException(
          "network over " + points + " points; expected 1 to " + SpectralAxis.MAX_POINTS);
    }
    if (classes < 2 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "network of " + classes + " classes; expected 2 to " + MAX_CLASSES);
    }
    if (headKernels.size() != HEADS || headStrides.size() != HEADS) {
      throw new IllegalArgumentException(
          "head kernels " + headKernels + " and strides " + headStrides + "; expected 3 of each");
    }
    for (int head = 0; head < HEADS; head++) {
      int kernel = headKernels.get(head);
      int stride = headStrides.get(head);
      if (kernel < 1 || kernel > points || stride < 1) {
        throw new IllegalArgumentException(
            "head "
                + head
                + " is "
                + kernel
                + " points wide with stride "
                + stride
                + "; expected a width of 1 to "
                + points
                + " points and a stride of 1 or more");
      }
    }
    int length = points;
    for (int head = 0; head < HEADS; head++) {
      length += HEAD_CHANNELS * outputLength(points, headKernels.get(head), headStrides.get(head));
    }
    for (int layer = 0; layer < TRUNK_LAYERS; layer++) {
      if (length < TRUNK_KERNELS.get(layer)) {
        throw new IllegalArgumentException(
            "a spectrum of "
                + points
                + " points is too short: convolution "
                + layer
                + " after the heads is "
                + TRUNK_KERNELS.get(layer)
                + " wide but gets "
                + length
                + " values; use a finer or wider axis");
      }
      length = outputLength(length, TRUNK_KERNELS.get(layer), TRUNK_STRIDES.get(layer));
    }
  }

  /**
   * The network for a model axis: heads 8, 25 and 50 cm⁻¹ wide with strides of 4, 12 and 25 cm⁻¹,
   * so that they span the widths of common FTIR bands at any spacing.
   */
  public static MscnnArchitecture of(SpectralAxis axis, int classes) {
    Integer[] kernels = new Integer[HEADS];
    Integer[] strides = new Integer[HEADS];
    for (int head = 0; head < HEADS; head++) {
      kernels[head] = toPoints(HEAD_KERNELS_PER_CM[head], axis);
      strides[head] = toPoints(HEAD_STRIDES_PER_CM[head], axis);
    }
    return new MscnnArchitecture(axis.size(), classes, List.of(kernels), List.of(strides));
  }

  private static int toPoints(double perCentimetre, SpectralAxis axis) {
    double spacing = axis.meanSpacing();
    return spacing == 0 ? 1 : (int) Math.max(1, Math.round(perCentimetre / spacing));
  }

  private static int outputLength(int input, int kernel, int stride) {
    return (input - kernel) / stride + 1;
  }

  /** The number of values of each channel of a head. */
  public int headLength(int head) {
    return outputLength(points, headKernels.get(head), headStrides.get(head));
  }

  /**
   * Where the values of a head begin in the multi-scale layer: heads lie one after the other along
   * the length within each channel, channels one after the other, the spectrum itself at the end.
   */
  public int headOffset(int head) {
    int offset = 0;
    for (int before = 0; before < head; before++) {
      offset += headLength(before);
    }
    return offset;
  }

  /** The number of values of one channel of all heads joined (295 at 801 points). */
  public int channelLength() {
    return headOffset(HEADS);
  }

  /** The number of values of the multi-scale layer (3161 at 801 points). */
  public int multiScaleLength() {
    return HEAD_CHANNELS * channelLength() + points;
  }

  /** The input channels of convolution {@code layer} after the heads, 0 to 3. */
  public int trunkInputs(int layer) {
    return TRUNK_CHANNELS.get(layer);
  }

  /** The output channels of convolution {@code layer} after the heads, 0 to 3. */
  public int trunkOutputs(int layer) {
    return TRUNK_CHANNELS.get(layer + 1);
  }

  /** The width of convolution {@code layer} after the heads. */
  public int trunkKernel(int layer) {
    return TRUNK_KERNELS.get(layer);
  }

  /** The stride of convolution {@code layer} after the heads. */
  public int trunkStride(int layer) {
    return TRUNK_STRIDES.get(layer);
  }

  /** The output length of convolution {@code layer} after the heads (450, 111, 26, 25). */
  public int trunkLength(int layer) {
    int input = layer == 0 ? multiScaleLength() : trunkLength(layer - 1);
    return outputLength(input, trunkKernel(layer), trunkStride(layer));
  }

  /** The number of values that reach the dense layers (1600 at 801 points). */
  public int flattened() {
    return trunkOutputs(TRUNK_LAYERS - 1) * trunkLength(TRUNK_LAYERS - 1);
  }

  /** The widths of the dense layers, 32 and 16. */
  public List<Integer> denseWidths() {
    return DENSE_WIDTHS;
  }

  /**
   * The number of trained parameters that the forward pass uses: 63 202 at 801 points and 4
   * classes. The paper counts 74 866, with two layers that its code declares and never calls.
   */
  public long trainableParameters() {
    long parameters = 2;
    for (int head = 0; head < HEADS; head++) {
      parameters += HEAD_CHANNELS * (headKernels.get(head) + 3L);
    }
    for (int layer = 0; layer < TRUNK_LAYERS; layer++) {
      parameters += trunkOutputs(layer) * ((long) trunkInputs(layer) * trunkKernel(layer) + 3);
    }
    int inputs = flattened();
    for (int width : DENSE_WIDTHS) {
      parameters += width * (inputs + 3L);
      inputs = width;
    }
    return parameters + 4L * classes * (inputs + 1);
  }
}
