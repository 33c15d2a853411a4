package org.spectrastreams.network;

import java.util.List;
import java.util.Map;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.NetworkFacts;

/**
 * A network of a test: what stands between its input and its class values is given.
 *
 * @param name what it tries out
 * @param inputShape the dimensions of a spectrum
 * @param classes the number of classes
 * @param layers the layers; one value in them is marked "inner"
 */
public record TestNetwork(String name, List<Integer> inputShape, int classes, Layers layers)
    implements Network {
  /** The layers of a network. */
  public interface Layers {
    /** The class values, [N, classes]. */
    <T> T values(NetworkOps<T> ops, T spectra);
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    return layers.values(ops, spectra);
  }

  @Override
  public String explained() {
    return "inner";
  }

  @Override
  public NetworkFacts facts() {
    return new NetworkFacts(
        name,
        "a network of a test",
        Map.of(),
        new ModelManifest.Explanation("gradient-times-activation", "inner", "evenly", "value"));
  }

  @Override
  public String toString() {
    return name;
  }
}
