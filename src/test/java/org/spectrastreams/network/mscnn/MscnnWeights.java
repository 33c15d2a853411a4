package org.spectrastreams.network.mscnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of one trained MSCNN, as plain arrays that any engine can read.
 *
 * <p>The arrays are owned by this record and not copied; nobody may write to them.
 *
 * @param heads the three convolutions on the spectrum
 * @param prior what the spectrum is multiplied with in the raw branch, one factor a point
 * @param rawNorm the batch normalisation of the raw branch, one channel
 * @param trunk the four convolutions on the multi-scale layer
 * @param dense the two dense layers
 * @param a the steepness layer
 * @param b the midpoint layer
 * @param c the floor layer
 * @param x the position layer
 */
public record MscnnWeights(
    List<Block> heads,
    float[] prior,
    BatchNorm rawNorm,
    List<Block> trunk,
    List<Block> dense,
    Linear a,
    Linear b,
    Linear c,
    Linear x) {

  /**
   * A linear layer: a convolution of {@code kernel} points, or a dense layer where it is 1.
   *
   * @param weights outputs × inputs × kernel values, row-major; a dense layer on a feature map has
   *     its inputs channel by channel
   * @param bias one value an output
   */
  public record Linear(int outputs, int inputs, int kernel, float[] weights, float[] bias) {
    /** Checks that the arrays fit. */
    public Linear {
      if (weights.length != (long) outputs * inputs * kernel || bias.length != outputs) {
        throw new IllegalArgumentException(
            weights.length
                + " weights and "
                + bias.length
                + " biases; expected "
                + outputs
                + " × "
                + inputs
                + " × "
                + kernel
                + " weights and "
                + outputs
                + " biases");
      }
    }
  }

  /**
   * A batch normalisation: {@code gamma (v − mean) / √(variance + 1e-5) + beta}, a value each a
   * channel.
   */
  public record BatchNorm(float[] gamma, float[] beta, float[] mean, float[] variance) {
    /** Checks that the arrays fit each other. */
    public BatchNorm {
      if (beta.length != gamma.length
          || mean.length != gamma.length
          || variance.length != gamma.length) {
        throw new IllegalArgumentException(
            "batch normalisation with "
                + gamma.length
                + " gammas, "
                + beta.length
                + " betas, "
                + mean.length
                + " means and "
                + variance.length
                + " variances; expected the same number of each");
      }
    }

    /** The number of channels. */
    public int channels() {
      return gamma.length;
    }

    /** The factor that the normalisation applies to a channel. */
    public double scale(int channel) {
      return gamma[channel] / Math.sqrt(variance[channel] + MscnnArchitecture.BATCH_NORM_EPSILON);
    }

    /** What the normalisation adds to a channel after {@link #scale}. */
    public double shift(int channel) {
      return beta[channel] - mean[channel] * scale(channel);
    }
  }

  /** A linear layer and the batch normalisation after it. */
  public record Block(Linear linear, BatchNorm norm) {
    /** Checks that the normalisation has the layer's outputs. */
    public Block {
      if (norm.channels() != linear.outputs()) {
        throw new IllegalArgumentException(
            "batch normalisation of "
                + norm.channels()
                + " channels after a layer of "
                + linear.outputs()
                + " outputs; expected the same");
      }
    }
  }

  /** Checks the number of layers; {@link #requireFits} checks their shapes. */
  public MscnnWeights {
    heads = List.copyOf(heads);
    trunk = List.copyOf(trunk);
    dense = List.copyOf(dense);
    if (heads.size() != MscnnArchitecture.HEADS
        || trunk.size() != MscnnArchitecture.TRUNK_LAYERS
        || dense.size() != 2) {
      throw new IllegalArgumentException(
          heads.size()
              + " heads, "
              + trunk.size()
              + " convolutions and "
              + dense.size()
              + " dense layers; expected 3, 4 and 2");
    }
  }

  /**
   * Checks every layer against an architecture, and every value.
   *
   * @throws IllegalArgumentException naming the first layer that does not fit or is not finite
   */
  public void requireFits(MscnnArchitecture architecture) {
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      require(
          "head " + head,
          heads.get(head),
          MscnnArchitecture.HEAD_CHANNELS,
          1,
          architecture.headKernels().get(head));
    }
    if (prior.length != architecture.points()) {
      throw new IllegalArgumentException(
          "prior of " + prior.length + " values; expected " + architecture.points());
    }
    requireFinite("prior", prior);
    if (rawNorm.channels() != 1) {
      throw new IllegalArgumentException(
          "raw branch's normalisation has " + rawNorm.channels() + " channels; expected 1");
    }
    requireFinite("raw branch's normalisation", rawNorm);
    for (int layer = 0; layer < MscnnArchitecture.TRUNK_LAYERS; layer++) {
      require(
          "convolution " + layer,
          trunk.get(layer),
          architecture.trunkOutputs(layer),
          architecture.trunkInputs(layer),
          architecture.trunkKernel(layer));
    }
    int inputs = architecture.flattened();
    for (int layer = 0; layer < dense.size(); layer++) {
      int width = architecture.denseWidths().get(layer);
      require("dense layer " + layer, dense.get(layer), width, inputs, 1);
      inputs = width;
    }
    require("layer a", a, architecture.classes(), inputs, 1);
    require("layer b", b, architecture.classes(), inputs, 1);
    require("layer c", c, architecture.classes(), inputs, 1);
    require("layer x", x, architecture.classes(), inputs, 1);
  }

  /** The arrays by the names that {@link Mscnn} gives them. */
  public Map<String, float[]> arrays() {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (int head = 0; head < heads.size(); head++) {
      put(arrays, "head" + head, heads.get(head));
    }
    arrays.put("prior", prior);
    put(arrays, "raw-norm", rawNorm);
    for (int layer = 0; layer < trunk.size(); layer++) {
      put(arrays, "trunk" + layer, trunk.get(layer));
    }
    for (int layer = 0; layer < dense.size(); layer++) {
      String name = "dense" + layer;
      put(arrays, name, dense.get(layer));
      arrays.put(name + ".w", turned(List.of(dense.get(layer).linear())));
    }
    List<Linear> curve = List.of(a, b, c, x);
    arrays.put("abcx.w", turned(curve));
    float[] bias = new float[4 * a.outputs()];
    for (int part = 0; part < 4; part++) {
      System.arraycopy(curve.get(part).bias(), 0, bias, part * a.outputs(), a.outputs());
    }
    arrays.put("abcx.b", bias);
    return arrays;
  }

  private static void put(Map<String, float[]> arrays, String name, Block block) {
    arrays.put(name + ".w", block.linear.weights);
    arrays.put(name + ".b", block.linear.bias);
    put(arrays, name + "-norm", block.norm);
  }

  private static void put(Map<String, float[]> arrays, String name, BatchNorm norm) {
    arrays.put(name + ".gamma", norm.gamma);
    arrays.put(name + ".beta", norm.beta);
    arrays.put(name + ".mean", norm.mean);
    arrays.put(name + ".variance", norm.variance);
  }

  /** The weights that stand in arrays by the names that {@link Mscnn} gives them. */
  public static MscnnWeights of(MscnnArchitecture shape, Map<String, float[]> arrays) {
    List<Block> heads = new ArrayList<>();
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      heads.add(
          block(
              arrays,
              "head" + head,
              MscnnArchitecture.HEAD_CHANNELS,
              1,
              shape.headKernels().get(head)));
    }
    List<Block> trunk = new ArrayList<>();
    for (int layer = 0; layer < MscnnArchitecture.TRUNK_LAYERS; layer++) {
      trunk.add(
          block(
              arrays,
              "trunk" + layer,
              shape.trunkOutputs(layer),
              shape.trunkInputs(layer),
              shape.trunkKernel(layer)));
    }
    List<Block> dense = new ArrayList<>();
    int inputs = shape.flattened();
    for (int layer = 0; layer < shape.denseWidths().size(); layer++) {
      String name = "dense" + layer;
      dense.add(
          new Block(
              part(arrays, name, inputs, 0, shape.denseWidths().get(layer)), norm(arrays, name)));
      inputs = shape.denseWidths().get(layer);
    }
    int classes = shape.classes();
    return new MscnnWeights(
        heads,
        arrays.get("prior"),
        norm(arrays, "raw"),
        trunk,
        dense,
        part(arrays, "abcx", inputs, 0, classes),
        part(arrays, "abcx", inputs, classes, classes),
        part(arrays, "abcx", inputs, 2 * classes, classes),
        part(arrays, "abcx", inputs, 3 * classes, classes));
  }

  private static Block block(
      Map<String, float[]> arrays, String name, int outputs, int inputs, int kernel) {
    return new Block(
        new Linear(outputs, inputs, kernel, arrays.get(name + ".w"), arrays.get(name + ".b")),
        norm(arrays, name));
  }

  private static BatchNorm norm(Map<String, float[]> arrays, String name) {
    return new BatchNorm(
        arrays.get(name + "-norm.gamma"),
        arrays.get(name + "-norm.beta"),
        arrays.get(name + "-norm.mean"),
        arrays.get(name + "-norm.variance"));
  }

  /** Some outputs of a dense layer of inputs × outputs. */
  private static Linear part(
      Map<String, float[]> arrays, String name, int inputs, int from, int outputs) {
    float[] all = arrays.get(name + ".w");
    int width = all.length / inputs;
    float[] weights = new float[outputs * inputs];
    for (int out = 0; out < outputs; out++) {
      for (int in = 0; in < inputs; in++) {
        weights[out * inputs + in] = all[in * width + from + out];
      }
    }
    float[] bias = Arrays.copyOfRange(arrays.get(name + ".b"), from, from + outputs);
    return new Linear(outputs, inputs, 1, weights, bias);
  }

  /** Inputs × outputs of layers side by side. */
  private static float[] turned(List<Linear> layers) {
    int inputs = layers.get(0).inputs;
    int width = layers.stream().mapToInt(Linear::outputs).sum();
    float[] turned = new float[inputs * width];
    int from = 0;
    for (Linear layer : layers) {
      for (int out = 0; out < layer.outputs; out++) {
        for (int in = 0; in < inputs; in++) {
          turned[in * width + from + out] = layer.weights[out * inputs + in];
        }
      }
      from += layer.outputs;
    }
    return turned;
  }

  private static void require(String name, Block block, int outputs, int inputs, int kernel) {
    require(name, block.linear, outputs, inputs, kernel);
    requireFinite(name + "'s normalisation", block.norm);
  }

  private static void require(String name, Linear layer, int outputs, int inputs, int kernel) {
    if (layer.outputs != outputs || layer.inputs != inputs || layer.kernel != kernel) {
      throw new IllegalArgumentException(
          name
              + " is "
              + layer.outputs
              + " × "
              + layer.inputs
              + " × "
              + layer.kernel
              + "; expected "
              + outputs
              + " × "
              + inputs
              + " × "
              + kernel
              + " (outputs × inputs × kernel)");
    }
    requireFinite(name, layer.weights);
    requireFinite(name, layer.bias);
  }

  private static void requireFinite(String name, BatchNorm norm) {
    requireFinite(name, norm.gamma);
    requireFinite(name, norm.beta);
    requireFinite(name, norm.mean);
    requireFinite(name, norm.variance);
    for (float variance : norm.variance) {
      if (variance < 0) {
        throw new IllegalArgumentException(
            name + " has variance " + variance + "; expected 0 or more");
      }
    }
  }

  private static void requireFinite(String name, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            name + " holds " + value + "; expected finite weights: training has diverged");
      }
    }
  }
}
