package org.spectrastreams.network.gap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.network.MapRule;
import org.spectrastreams.network.MapRule.Weighing;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Sampling;
import org.spectrastreams.network.Window;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The network of Zhang 2020 (METHODS §5): three convolutions with 16, 32 and 64 filters and ReLU,
 * the mean of every channel, a linear layer without a summand. The mean over the places of its
 * class activation map is the class value.
 *
 * <p>The paper's table of kernels and strides is not available; ours are 21, 11 and 5 points, each
 * with a stride of 2 and half a kernel of zeros at either end, so that a place of the last map sees
 * 57 points. What lies farther apart it compares only through the means.
 *
 * @param points the points of a spectrum
 * @param classes the number of classes, 2 or more
 */
public record GapCnn(int points, int classes) implements Network {
  /** The network's name in manifests and recipes. */
  public static final String KIND = "gap-cnn";

  /** The name of the last feature maps. */
  public static final String FEATURES = "features";

  private static final int[] CHANNELS = {1, 16, 32, 64};
  private static final List<Window> WINDOWS =
      List.of(Window.along(21, 2, 10), Window.along(11, 2, 5), Window.along(5, 2, 2));
  private static final int ORDER = 2;
  private static final int MAX_CLASSES = 1_000;

  /** Checks that the classes can be told apart. */
  public GapCnn {
    if (points < 1 || points > SpectralAxis.MAX_POINTS) {
      throw new IllegalArgumentException(
          "network over " + points + " points; expected 1 to " + SpectralAxis.MAX_POINTS);
    }
    if (classes < 2 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "network of " + classes + " classes; expected 2 to " + MAX_CLASSES);
    }
  }

  /** The places of a feature map behind convolution {@code layer}, 0 to 2. */
  public int places(int layer) {
    return WINDOWS.get(layer).places(0, layer == 0 ? points : places(layer - 1));
  }

  /** The trained parameters: 16 400 and 64 for each class. */
  public long trainableParameters() {
    long parameters = 0;
    for (int layer = 0; layer < WINDOWS.size(); layer++) {
      int taps = CHANNELS[layer] * WINDOWS.get(layer).volume();
      parameters += CHANNELS[layer + 1] * (taps + 1L);
    }
    return parameters + (long) CHANNELS[3] * classes;
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(points);
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    T maps = ops.reshape(spectra, -1, 1, points);
    for (int layer = 0; layer < WINDOWS.size(); layer++) {
      String name = "conv" + (layer + 1);
      int inputs = CHANNELS[layer];
      int outputs = CHANNELS[layer + 1];
      maps = ops.relu(ops.convolution(name, maps, inputs, outputs, WINDOWS.get(layer)));
    }
    T features = ops.mark(FEATURES, maps);
    T means = ops.globalAverage(features, CHANNELS[3], places(2));
    return ops.linear("classes", ops.dropout(means), CHANNELS[3], classes);
  }

  @Override
  public String explained() {
    return FEATURES;
  }

  @Override
  public MapRule map() {
    Sampling places = Sampling.INPUT;
    for (Window window : WINDOWS) {
      places = places.through(window, 0);
    }
    return new MapRule(Weighing.CLASS_ACTIVATION, false, ORDER, List.of(places));
  }

  @Override
  public Map<Meaning, MapRule> maps() {
    return Map.of(Meaning.CLASS_ACTIVATION_MAP, map());
  }

  @Override
  public NetworkFacts facts() {
    Map<String, Object> architecture = new LinkedHashMap<>();
    architecture.put("points", points);
    architecture.put("classes", classes);
    return new NetworkFacts(
        KIND,
        String.format(
            Locale.ROOT,
            "a convolutional network with global average pooling (Zhang 2020) of %,d trained"
                + " parameters, kernels 21, 11 and 5 points wide",
            trainableParameters()),
        architecture,
        new ModelManifest.Explanation(
            "class-activation-map",
            "last feature maps",
            "by a quadratic spline through the middles of what the places see, mean over the"
                + " members; the mean over the places is the class value",
            "the member's value of the ensemble's predicted class, before the softmax"));
  }
}
