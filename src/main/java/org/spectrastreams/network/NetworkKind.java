package org.spectrastreams.network;

import java.util.List;
import java.util.Map;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * A kind of network, found as a service ({@code META-INF/services}): how its shape follows from a
 * model's axis and classes. One more kind is one folder with a {@link Network} and this, and one
 * line in the services file.
 */
public interface NetworkKind {
  /** The name in recipes and manifests, small letters. */
  String name();

  /**
   * The network for a model's axis.
   *
   * @throws IllegalArgumentException if there is none for that axis or number of classes
   */
  Network on(SpectralAxis axis, int classes);

  /** Whether the network reads planes over two axes; otherwise, spectra along one. */
  default boolean readsPlanes() {
    return false;
  }

  /**
   * The network for planes.
   *
   * @throws IllegalArgumentException if it reads spectra along one axis, or none fits
   */
  default Network onPlanes(int rows, int columns, int classes) {
    throw new IllegalArgumentException(
        name() + " reads spectra along one axis; the data are planes of " + rows + " rows");
  }

  /**
   * The network that a manifest tells of.
   *
   * @param inputShape the dimensions of a prepared spectrum
   * @param architecture what {@link Network#facts} said
   * @throws IllegalArgumentException if that is no network of this kind
   */
  Network read(List<Integer> inputShape, int classes, Map<String, Object> architecture);

  /** Whether an architecture without a kind, as older manifests have it, is of this kind. */
  default boolean recognises(Map<String, Object> architecture) {
    return false;
  }

  /**
   * The points of spectra of one dimension.
   *
   * @throws IllegalArgumentException if they are planes
   */
  static int alongOneAxis(List<Integer> inputShape) {
    if (inputShape.size() != 1) {
      throw new IllegalArgumentException(
          "spectra of shape " + inputShape + " for a network along one axis");
    }
    return inputShape.get(0);
  }
}
