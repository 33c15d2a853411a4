package org.spectrastreams.network.functional;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.network.LatentLayer;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The network of Rieger 2023 (METHODS §4): four convolutions over 3 points without padding, two
 * poolings, a normalisation without factors and one linear layer to the labels. 28 845 parameters
 * at 850 points and 17 labels.
 *
 * @param points the points of a spectrum
 * @param classes the number of labels, 1 or more
 */
public record FgCnn(int points, int classes) implements Network {
  /** The network's name in manifests and recipes. */
  public static final String KIND = "fg-cnn";

  /** The name of the normalised maps that the linear layer reads. */
  public static final String LATENT = "latent";

  private static final String CLASSES = "classes";
  private static final int CHANNELS = 8;
  private static final int FIELD = 16;
  private static final int STEP = 4;

  private static final Window THREE = Window.along(3, 1);
  private static final Window HALVED = Window.along(2, 2);
  private static final int FEW = 4;
  private static final int MAX_CLASSES = 1_000;

  /** Checks that every layer has an output. */
  public FgCnn {
    if (points > SpectralAxis.MAX_POINTS || latentPlaces(points) < 1) {
      throw new IllegalArgumentException(
          "network over "
              + points
              + " points; expected "
              + FIELD
              + " to "
              + SpectralAxis.MAX_POINTS);
    }
    if (classes < 1 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "network of " + classes + " labels; expected 1 to " + MAX_CLASSES);
    }
  }

  private static int latentPlaces(int points) {
    return points < FIELD ? 0 : ((points - 4) / 2 - 4) / 2;
  }

  /** The places of a latent channel: 209 at 850 points. */
  public int latentPlaces() {
    return latentPlaces(points);
  }

  /** The trained parameters. */
  public long trainableParameters() {
    long convolutions = 4 * (3 + 1) + 4 * (12 + 1) + 8 * (12 + 1) + 8 * (24 + 1);
    long norms = 2 * (4 + 4 + 8);
    return convolutions + norms + classes * ((long) CHANNELS * latentPlaces() + 1);
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(points);
  }

  @Override
  public OutcomeKind outcome() {
    return OutcomeKind.LABELS;
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    T maps = ops.reshape(spectra, -1, 1, points);
    maps = block(ops, 1, maps, 1, FEW);
    maps = block(ops, 2, maps, FEW, FEW);
    maps = ops.maxPool(maps, HALVED);
    maps = block(ops, 3, maps, FEW, CHANNELS);
    maps = ops.relu(ops.convolution("conv4", maps, CHANNELS, CHANNELS, THREE));
    maps = ops.standardise("norm4", ops.maxPool(maps, HALVED), CHANNELS);
    T latent = ops.mark(LATENT, maps);
    int flat = CHANNELS * latentPlaces();
    return ops.dense(CLASSES, ops.reshape(latent, -1, flat), flat, classes);
  }

  private static <T> T block(NetworkOps<T> ops, int number, T maps, int inputs, int outputs) {
    T curved = ops.relu(ops.convolution("conv" + number, maps, inputs, outputs, THREE));
    return ops.batchNorm("norm" + number, curved, outputs);
  }

  @Override
  public String explained() {
    return LATENT;
  }

  @Override
  public Optional<LatentLayer> latent() {
    return Optional.of(
        new LatentLayer(LATENT, CLASSES + ".w", CHANNELS, latentPlaces(), FIELD, STEP));
  }

  @Override
  public NetworkFacts facts() {
    Map<String, Object> architecture = new LinkedHashMap<>();
    architecture.put("points", points);
    architecture.put("labels", classes);
    return new NetworkFacts(
        KIND,
        String.format(
            Locale.ROOT,
            "a small convolutional network for several labels (Rieger 2023) of %,d trained"
                + " parameters",
            trainableParameters()),
        architecture,
        new ModelManifest.Explanation(
            "gradient-times-activation",
            "normalised maps that the linear layer reads",
            "evenly over the 16 points that each place sees, mean over the members",
            "the member's value, before the sigmoid, of the label that most members score"
                + " highest"));
  }
}
