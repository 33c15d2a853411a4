package org.spectrastreams.network.toy;

import java.util.List;
import java.util.Map;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;

/**
 * A small pooled convolutional network: two convolutions, the means of each channel in parts and as
 * a whole, one dense layer.
 *
 * @param points the points of a spectrum, 60 or more
 * @param classes the number of classes
 */
record Toy(int points, int classes) implements Network {
  private static final int FEW = 8;
  private static final int MANY = 16;

  private static final Window FIRST = Window.along(9, 2);
  private static final Window HALVED = Window.along(2, 2);
  private static final Window PARTS = Window.along(8, 8);
  private static final Window SECOND = Window.along(5, 1, 2);

  @Override
  public List<Integer> inputShape() {
    return List.of(points);
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    T maps = ops.reshape(spectra, -1, 1, points);
    maps = ops.convolution("one", maps, 1, FEW, FIRST);
    maps = ops.relu(ops.batchNorm("one-norm", maps, FEW));
    maps = ops.maxPool(maps, HALVED);
    maps = ops.convolution("two", maps, FEW, MANY, SECOND);
    maps = ops.mark("features", ops.relu(ops.batchNorm("two-norm", maps, MANY)));
    int places = HALVED.places(0, FIRST.places(0, points));
    int parts = PARTS.places(0, places);
    T where = ops.reshape(ops.averagePool(maps, PARTS), -1, MANY * parts);
    T whole = ops.globalAverage(maps, MANY, places);
    return ops.dense("classes", ops.concat(1, where, whole), MANY * (parts + 1), classes);
  }

  @Override
  public String explained() {
    return "features";
  }

  @Override
  public NetworkFacts facts() {
    return new NetworkFacts(
        ToyKind.NAME,
        "a toy of two convolutions",
        Map.of(),
        new ModelManifest.Explanation(
            "gradient-times-activation",
            "last feature maps",
            "evenly over each element's receptive field, mean over the members",
            "the value of the predicted class, before the softmax"));
  }
}
