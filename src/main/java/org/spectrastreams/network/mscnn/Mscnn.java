package org.spectrastreams.network.mscnn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;

/**
 * The multi-scale convolutional network of Hartigan 2025 (METHODS §1).
 *
 * @param shape its sizes
 */
public record Mscnn(MscnnArchitecture shape) implements Network {
  /** The network's name in manifests and recipes. */
  public static final String KIND = "mscnn";

  /** The name of the layer that activation maps are of: all heads and the spectrum, joined. */
  public static final String MULTI_SCALE = "multi-scale";

  @Override
  public List<Integer> inputShape() {
    return List.of(shape.points());
  }

  @Override
  public int classes() {
    return shape.classes();
  }

  @Override
  public String explained() {
    return MULTI_SCALE;
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    int points = shape.points();
    T curve = rows(ops, heads(ops, spectra, points), spectra, points);
    T value = ops.reshape(curve, -1, 1, shape.multiScaleLength());
    for (int layer = 0; layer < MscnnArchitecture.TRUNK_LAYERS; layer++) {
      value =
          normalised(
              ops,
              "trunk" + layer,
              value,
              shape.trunkInputs(layer),
              shape.trunkOutputs(layer),
              Window.along(shape.trunkKernel(layer), shape.trunkStride(layer)));
      value = ops.dropout(value);
      if (layer < MscnnArchitecture.TRUNK_LAYERS - 1) {
        value = layer > 0 ? ops.tanh(value) : value;
        value = ops.leakyRelu(value, MscnnArchitecture.LEAK);
      }
    }
    value = ops.reshape(value, -1, shape.flattened());
    int inputs = shape.flattened();
    for (int layer = 0; layer < shape.denseWidths().size(); layer++) {
      int width = shape.denseWidths().get(layer);
      String name = "dense" + layer;
      value = ops.batchNorm(name + "-norm", ops.dense(name, value, inputs, width), width);
      value = ops.leakyRelu(ops.tanh(ops.dropout(value)), MscnnArchitecture.LEAK);
      inputs = width;
    }
    return curves(ops, ops.dense("abcx", value, inputs, 4 * shape.classes()));
  }

  private static <T> T normalised(
      NetworkOps<T> ops, String name, T value, int inputs, int outputs, Window window) {
    return ops.batchNorm(
        name + "-norm", ops.convolution(name, value, inputs, outputs, window), outputs);
  }

  /** The heads one after the other along the length, [N, channels, length]. */
  private <T> T heads(NetworkOps<T> ops, T spectra, int points) {
    T input = ops.reshape(spectra, -1, 1, points);
    T joined = null;
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      Window window = Window.along(shape.headKernels().get(head), shape.headStrides().get(head));
      T one = normalised(ops, "head" + head, input, 1, MscnnArchitecture.HEAD_CHANNELS, window);
      joined = joined == null ? one : ops.concat(2, joined, one);
    }
    return joined;
  }

  /** The heads, channel by channel, and the spectrum: the multi-scale layer. */
  private <T> T rows(NetworkOps<T> ops, T heads, T spectra, int points) {
    T weighted = ops.multiply(spectra, ops.fixed("prior", 1, 1, points));
    T raw = ops.batchNorm("raw-norm", ops.reshape(weighted, -1, 1, points), 1);
    int flat = MscnnArchitecture.HEAD_CHANNELS * shape.channelLength();
    return ops.mark(
        MULTI_SCALE, ops.concat(1, ops.reshape(heads, -1, flat), ops.reshape(raw, -1, points)));
  }

  /** From a, b, c, x of each class: c + (1 − c) / (1 + exp(−a (x − b))). */
  private <T> T curves(NetworkOps<T> ops, T abcx) {
    int classes = shape.classes();
    T a = ops.slice(abcx, 1, 0, classes);
    T b = ops.slice(abcx, 1, classes, 2 * classes);
    T floor = ops.slice(abcx, 1, 2 * classes, 3 * classes);
    T x = ops.slice(abcx, 1, 3 * classes, 4 * classes);
    T rise = ops.sigmoid(ops.multiply(a, ops.subtract(x, b)));
    T room = ops.subtract(ops.constant(new float[] {1}, 1, 1), floor);
    return ops.add(floor, ops.multiply(room, rise));
  }

  @Override
  public NetworkFacts facts() {
    Map<String, Object> architecture = new LinkedHashMap<>();
    architecture.put("points", shape.points());
    architecture.put("classes", shape.classes());
    architecture.put("headKernels", shape.headKernels());
    architecture.put("headStrides", shape.headStrides());
    return new NetworkFacts(
        KIND,
        String.format(
            Locale.ROOT,
            "a multi-scale convolutional network (Hartigan 2025) of %,d trained parameters with"
                + " heads %s points wide",
            shape.trainableParameters(),
            shape.headKernels()),
        architecture,
        new ModelManifest.Explanation(
            "gradient-times-activation",
            "concatenated multi-scale layer",
            "evenly over the wavenumbers of each element's receptive field, mean over the members",
            "the member's output of the ensemble's predicted class, before the softmax"));
  }
}
