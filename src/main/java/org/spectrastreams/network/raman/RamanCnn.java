package org.spectrastreams.network.raman;

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
 * The network of Fukuhara 2019 (METHODS §6): twice a convolution of 64 filters over 8 points that
 * keeps the length, leaky ReLU and the larger of two neighbours, then a dense layer of 128 and one
 * of the classes. 3 008 393 parameters at 1451 points and 9 classes.
 *
 * @param points the points of a spectrum
 * @param classes the number of classes, 2 or more
 */
public record RamanCnn(int points, int classes) implements Network {
  /** The network's name in manifests and recipes. */
  public static final String KIND = "raman-cnn";

  /** The name of the second pooling's output, whose maps are explained. */
  public static final String POOLED = "pooled";

  private static final int FILTERS = 64;
  private static final int TAPS = 8;
  private static final int HIDDEN = 128;
  private static final double LEAK = 0.2;
  private static final Window HALVED = Window.along(2, 2);

  /** One place too many, the first, since as many zeros come before the values as behind them. */
  private static final Window FILTER = Window.along(TAPS, 1, TAPS / 2);

  private static final int MAX_CLASSES = 1_000;

  /** Checks the sizes. */
  public RamanCnn {
    if (points < 1 || points > SpectralAxis.MAX_POINTS) {
      throw new IllegalArgumentException(
          "network over " + points + " points; expected 1 to " + SpectralAxis.MAX_POINTS);
    }
    if (classes < 2 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "network of " + classes + " classes; expected 2 to " + MAX_CLASSES);
    }
  }

  /** The places behind one pooling or two: 726 and 363 at 1451 points. */
  public int places(int poolings) {
    return poolings == 0 ? points : (places(poolings - 1) + 1) / 2;
  }

  /** The trained parameters. */
  public long trainableParameters() {
    return FILTERS * (TAPS + 1L)
        + FILTERS * (FILTERS * TAPS + 1L)
        + HIDDEN * ((long) FILTERS * places(2) + 1)
        + classes * (HIDDEN + 1L);
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(points);
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    T maps = ops.reshape(spectra, -1, 1, points);
    for (int layer = 0; layer < 2; layer++) {
      int length = places(layer);
      T filtered =
          ops.convolution("conv" + (layer + 1), maps, layer == 0 ? 1 : FILTERS, FILTERS, FILTER);
      T same = ops.slice(filtered, 2, 1, length + 1);
      maps = halved(ops, ops.leakyRelu(same, LEAK), length);
    }
    T pooled = ops.mark(POOLED, maps);
    int flat = FILTERS * places(2);
    T hidden = ops.dense("dense1", ops.reshape(pooled, -1, flat), flat, HIDDEN);
    return ops.dense("dense2", ops.dropout(hidden), HIDDEN, classes);
  }

  /** The larger of two neighbours; a last one without a neighbour is its own. */
  private static <T> T halved(NetworkOps<T> ops, T maps, int length) {
    T even = length % 2 == 0 ? maps : ops.concat(2, maps, ops.slice(maps, 2, length - 1, length));
    return ops.maxPool(even, HALVED);
  }

  @Override
  public String explained() {
    return POOLED;
  }

  private static MapRule rule(Weighing weighing) {
    Sampling places = Sampling.INPUT;
    for (int layer = 0; layer < 2; layer++) {
      places = places.through(FILTER, 0).without(1).through(HALVED, 0);
    }
    return new MapRule(weighing, false, 1, List.of(places));
  }

  @Override
  public MapRule map() {
    return rule(Weighing.DENSE_IMPORTANCE);
  }

  @Override
  public Map<Meaning, MapRule> maps() {
    return Map.of(Meaning.DENSE_IMPORTANCE, map(), Meaning.GRAD_CAM, rule(Weighing.GRAD_CAM));
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
            "a convolutional network for Raman spectra (Fukuhara 2019) of %,d trained parameters",
            trainableParameters()),
        architecture,
        new ModelManifest.Explanation(
            "dense-importance",
            "second pooling",
            "by straight lines between the middles of what the places see, mean over the members",
            "the member's value of the ensemble's predicted class, before the softmax"));
  }
}
