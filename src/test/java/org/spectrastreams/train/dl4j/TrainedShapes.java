package org.spectrastreams.train.dl4j;

import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.spectrastreams.network.Network;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * Fixture: what the graph that is trained for a network is made of.
 *
 * @param parameters the numbers that training changes
 * @param layers the shape of each layer's values for two spectra
 */
public record TrainedShapes(long parameters, Map<String, long[]> layers) {
  public static TrainedShapes of(Network network, int points, int classes) {
    Dl4jNetwork trained =
        new Dl4jNetwork(
            network,
            new TrainingSettings(4, 16, 6e-3, 10, 0.1, 0.1, 0.2),
            new LossMCXENT(),
            100,
            1);
    Map<String, long[]> layers = new TreeMap<>();
    trained
        .graph()
        .feedForward(Nd4j.rand(2, 1, 1, points), false)
        .forEach((name, values) -> layers.put(name, values.shape()));
    return new TrainedShapes(trained.trainableParameters(), layers);
  }
}
