package org.spectrastreams.network.foreign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Shuffle;
import org.spectrastreams.network.foreign.Held.Value;
import org.spectrastreams.network.graph.Trace;

/**
 * A graph from elsewhere written again as a network of this program, from the spectra to the class
 * values before the softmax: it gets an activation map and gradients as any other.
 */
public final class ForeignNetwork implements Network {
  /** What manifests call it; there is no kind of this name, for each graph is its own. */
  public static final String KIND = "imported";

  private static final String SPECTRUM = "spectrum";
  private static final int LEAST_SHUFFLED = 8;

  private final ForeignModel model;
  private final int classes;
  private final Outputs outputs;
  private final Map<String, float[]> weights;

  private ForeignNetwork(
      ForeignModel model, int classes, Outputs outputs, Map<String, float[]> weights) {
    this.model = model;
    this.classes = classes;
    this.outputs = outputs;
    this.weights = weights;
  }

  /**
   * Writes a graph again.
   *
   * @throws IllegalArgumentException if one of its operators has no way back here; the message
   *     names it
   */
  public static ForeignNetwork of(ForeignModel model, int classes, Outputs outputs) {
    Map<String, float[]> weights = ForeignArrays.none();
    ForeignNetwork network = new ForeignNetwork(model, classes, outputs, weights);
    Trace trace = new Trace(List.of(weights)); // finds what the walk has put there just before
    network.values(trace, trace.input("spectra", network.inputShape()));
    return network;
  }

  /** The arrays of its one member. */
  public Map<String, float[]> weights() {
    return weights;
  }

  /** The arrays of a twin that knows nothing: the numbers of every matrix in another order. */
  public Map<String, float[]> shuffled(long seed) {
    Map<String, float[]> twin = new LinkedHashMap<>();
    Random random = new Random(seed);
    weights.forEach(
        (name, values) -> {
          float[] other = values.clone();
          if (values.length >= LEAST_SHUFFLED) {
            Shuffle.of(other, random);
          }
          twin.put(name, other);
        });
    return twin;
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(model.points());
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    T marked = ops.mark(SPECTRUM, ops.reshape(spectra, -1, model.points()));
    ForeignArrays arrays = new ForeignArrays(weights);
    ForeignWalk<T> walk = new ForeignWalk<>(ops, arrays);
    Value<T> found = walk.follow(model, marked);
    if (outputs.probabilities() && found.before() == null) {
      throw new IllegalArgumentException(
          "probabilities that are neither a softmax nor a sigmoid, which have no way back here");
    }
    T values = outputs.probabilities() ? found.before() : found.value();
    T rows = ops.reshape(values, -1, found.size());
    if (!outputs.single()) {
      return rows;
    }
    // σ(z) and 1 − σ(z) are the softmax of z/2 and −z/2.
    double first = outputs.of() == 0 ? 0.5 : -0.5;
    return ops.matmul(
        rows, walk.weight(new ForeignTensor(new int[] {1, 2}, new double[] {first, -first})));
  }

  @Override
  public String explained() {
    return SPECTRUM;
  }

  @Override
  public NetworkFacts facts() {
    Map<String, Object> architecture = new LinkedHashMap<>();
    architecture.put("points", model.points());
    architecture.put("classes", classes);
    architecture.put("operators", List.copyOf(model.operators()));
    return new NetworkFacts(
        KIND,
        "a model that was trained elsewhere and came as ONNX, written again with a way back",
        architecture,
        new ModelManifest.Explanation(
            "gradient-times-activation",
            "spectrum after the preprocessing",
            "one value a point",
            "the output of the predicted class, before the softmax"));
  }
}
