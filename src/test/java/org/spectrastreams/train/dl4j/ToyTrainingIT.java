package org.spectrastreams.train.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.onnx.EnsembleWriter;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.ToySpectra;
import org.spectrastreams.train.recipe.TrainingSettings;

/** A network that only test code knows is trained, exported and served. */
class ToyTrainingIT {
  @Test
  void shouldTrainAndServeANetworkThatTheTrainerHasNeverSeen() {
    Network network = Networks.find("toy").on(SpectralAxis.uniform(600, 4, 200), 3);
    PreparedSpectra train = ToySpectra.of(180, 200, 3, 0.2, 1);
    PreparedSpectra validation = ToySpectra.of(60, 200, 3, 0.2, 2);
    PreparedSpectra unseen = ToySpectra.of(90, 200, 3, 0.2, 3);
    TrainingSettings settings = new TrainingSettings(12, 16, 1e-2, 10, 0.1, 0.01, 0.1);

    MemberTrainer.Trained trained =
        new MemberTrainer(network, settings).train(train, validation, unseen, 5);

    assertThat(trained.validation().balancedAccuracy())
        .as("balanced accuracy; chance is 0.33")
        .isGreaterThan(0.6);
    GraphContract contract = GraphContract.ofEnsemble(200, 1, 3);
    byte[] onnx = EnsembleWriter.write(network, contract, List.of(trained.weights()));
    try (ScoringEngine engine = OnnxEngine.open(onnx, contract, Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(unseen.values(), 90, scores);
      for (int i = 0; i < 90 * 3; i++) {
        assertThat(scores.memberProbabilities()[i])
            .isEqualTo(trained.probabilities()[i], within(1e-5f));
      }
    }
  }
}
