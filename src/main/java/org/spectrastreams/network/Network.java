package org.spectrastreams.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.spectrum.OutcomeKind;

/**
 * A network of one shape, written once: what it computes, and what a manifest says of it. Trainer,
 * graph writer and exact arithmetic all walk through {@link #values}.
 */
public interface Network {
  /** The dimensions of a prepared spectrum: [points], or [rows, columns] of a plane. */
  List<Integer> inputShape();

  /** The number of classes. */
  int classes();

  /**
   * The value of every class before the softmax, [N, classes].
   *
   * @param spectra prepared spectra, [N, points] or [N, rows, columns]
   */
  <T> T values(NetworkOps<T> ops, T spectra);

  /** The name that {@link NetworkOps#mark} gave to the inner value that activation maps are of. */
  String explained();

  /** How the activation map comes from that inner value and the gradient by it. */
  default MapRule map() {
    return MapRule.SPREAD;
  }

  /** Maps of a class that is asked for, besides the activation map of the predicted one. */
  default Map<Meaning, MapRule> maps() {
    return Map.of();
  }

  /**
   * What the class values say: one class of many, whose probabilities are their softmax, or any of
   * several labels, whose probabilities are the sigmoid of each.
   */
  default OutcomeKind outcome() {
    return OutcomeKind.ONE_CLASS;
  }

  /** The value that the class values are a linear layer of; empty where they are not. */
  default Optional<LatentLayer> latent() {
    return Optional.empty();
  }

  /** What a manifest says of this network. */
  NetworkFacts facts();

  /** The number of points of a prepared spectrum. */
  default int points() {
    return inputShape().stream().reduce(1, Math::multiplyExact);
  }
}
