package org.spectrastreams.network.nmr;

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
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * The network of Kuhn 2021 for planes (METHODS §7): convolutions of 32, 64 and 64 filters over 3 ×
 * 3 points with ReLU, each followed by the largest of 2 × 2, one of 128 filters, a dense layer of
 * 64 with ReLU and one of the classes. 5 806 915 parameters at 205 × 300 points and 3 classes.
 *
 * <p>It reads how dark a point is, 1 − grey, where the paper's reads the grey: the same functions,
 * for the first convolution is without a border, but another start. Of a picture that is white
 * almost everywhere the grey is 1 everywhere: a first step of Adam moves all 88 704 weights of a
 * hidden value the same way, and training starts from a loss of 10, or not at all.
 *
 * @param rows the rows of a plane
 * @param columns the columns of a plane
 * @param classes the number of classes, 2 or more
 */
public record NmrCnn(int rows, int columns, int classes) implements Network {
  /** The network's name in manifests and recipes. */
  public static final String KIND = "nmr-cnn";

  /** The name of the last feature maps. */
  public static final String FEATURES = "features";

  private static final int[] CHANNELS = {1, 32, 64, 64, 128};
  private static final int POOLED = 3;
  private static final int HIDDEN = 64;
  private static final Window THREE = Window.square(3, 1, 0);
  private static final Window HALVED = Window.square(2, 2, 0);
  private static final int MAX_CLASSES = 1_000;

  /** Checks that every layer has an output. */
  public NmrCnn {
    if ((long) rows * columns > SpectrumBlock.MAX_PLANE_POINTS
        || length(rows, 4) < 1
        || length(columns, 4) < 1) {
      throw new IllegalArgumentException(
          "network over planes of "
              + rows
              + " × "
              + columns
              + " points; expected 38 × 38 or more, and at most "
              + SpectrumBlock.MAX_PLANE_POINTS
              + " points");
    }
    if (classes < 2 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "network of " + classes + " classes; expected 2 to " + MAX_CLASSES);
    }
  }

  /** A length behind convolution {@code layer}, 1 to 4, and its pooling where it has one. */
  private static int length(int input, int layer) {
    int before = layer == 1 ? input : length(input, layer - 1);
    return layer > POOLED ? before - 2 : Math.floorDiv(before - 2, 2);
  }

  /** The rows behind convolution {@code layer}, 1 to 4, and its pooling: 101, 49, 23, 21. */
  public int rows(int layer) {
    return length(rows, layer);
  }

  /** The columns behind convolution {@code layer}, 1 to 4, and its pooling: 149, 73, 35, 33. */
  public int columns(int layer) {
    return length(columns, layer);
  }

  /** The values that the first dense layer reads: 88 704. */
  public int flattened() {
    return CHANNELS[4] * rows(4) * columns(4);
  }

  /** The trained parameters. */
  public long trainableParameters() {
    long parameters = 0;
    for (int layer = 1; layer < CHANNELS.length; layer++) {
      parameters += CHANNELS[layer] * (CHANNELS[layer - 1] * 9L + 1);
    }
    return parameters + HIDDEN * (flattened() + 1L) + classes * (HIDDEN + 1L);
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(rows, columns);
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    T paper = ops.constant(new float[] {1}, 1, 1, 1, 1);
    T maps = ops.subtract(paper, ops.reshape(spectra, -1, 1, rows, columns));
    for (int layer = 1; layer < CHANNELS.length; layer++) {
      maps = ops.convolution("conv" + layer, maps, CHANNELS[layer - 1], CHANNELS[layer], THREE);
      // The curve of the largest is the largest of the curve, and works on a quarter of the values.
      maps =
          layer > POOLED ? ops.mark(FEATURES, ops.relu(maps)) : ops.relu(ops.maxPool(maps, HALVED));
    }
    T flat = ops.reshape(maps, -1, flattened());
    T hidden = ops.relu(ops.dense("dense1", flat, flattened(), HIDDEN));
    return ops.dense("dense2", hidden, HIDDEN, classes);
  }

  @Override
  public String explained() {
    return FEATURES;
  }

  private static MapRule rule(Weighing weighing) {
    Sampling places = Sampling.INPUT;
    for (int layer = 1; layer < CHANNELS.length; layer++) {
      places = places.through(THREE, 0);
      places = layer > POOLED ? places : places.through(HALVED, 0);
    }
    return new MapRule(weighing, true, 1, List.of(places, places));
  }

  @Override
  public MapRule map() {
    return rule(Weighing.GRAD_CAM);
  }

  @Override
  public Map<Meaning, MapRule> maps() {
    return Map.of(
        Meaning.GRAD_CAM, map(), Meaning.GRAD_CAM_PLUS_PLUS, rule(Weighing.GRAD_CAM_PLUS_PLUS));
  }

  @Override
  public NetworkFacts facts() {
    Map<String, Object> architecture = new LinkedHashMap<>();
    architecture.put("rows", rows);
    architecture.put("columns", columns);
    architecture.put("classes", classes);
    architecture.put("reads", "1 - grey");
    return new NetworkFacts(
        KIND,
        String.format(
            Locale.ROOT,
            "a convolutional network for two-dimensional spectra (Kuhn 2021) of %,d trained"
                + " parameters",
            trainableParameters()),
        architecture,
        new ModelManifest.Explanation(
            "grad-cam",
            "last feature maps",
            "by straight lines between the middles of what the places see, what speaks against the"
                + " class cut off, mean over the members, divided by the largest value",
            "the member's value of the ensemble's predicted class, before the softmax"));
  }
}
