package org.spectrastreams.network.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.spectrum.SpectralAxis;

/** One more network from this folder alone: defined, exported, packaged, opened and scored. */
class ToyNetworkIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(800, 4, 150);
  private static final List<String> CLASSES = List.of("a", "b", "c");
  private static final int MEMBERS = 3;

  @TempDir private Path folder;

  @Test
  void shouldBeServedFromAPackageLikeEveryOtherNetwork() throws Exception {
    Network network = ToyPackages.network(AXIS, CLASSES.size());
    ToyPackages.write(folder, AXIS, CLASSES, MEMBERS);
    float[] spectra = ToyPackages.spectra(AXIS).intensities();
    int count = spectra.length / AXIS.size();

    ModelPackage model = new ModelStore(folder).open("toy");

    assertThat(model.manifest().network().kind()).isEqualTo("toy");
    assertThat(Networks.of(model.manifest())).isEqualTo(network);
    ExactNetwork exact = new ExactNetwork(network, ToyPackages.weights(network, MEMBERS));
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(spectra, count, scores);
      for (int n = 0; n < count; n++) {
        double[] prepared = new double[AXIS.size()];
        for (int i = 0; i < prepared.length; i++) {
          prepared[i] = spectra[n * prepared.length + i];
        }
        double[][] expected = exact.probabilities(prepared);
        for (int i = 0; i < MEMBERS * 3; i++) {
          assertThat((double) scores.memberProbabilities()[n * MEMBERS * 3 + i])
              .isEqualTo(expected[i / 3][i % 3], within(1e-5));
        }
      }
    }
  }
}
