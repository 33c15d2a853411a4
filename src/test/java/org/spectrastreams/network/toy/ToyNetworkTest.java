package org.spectrastreams.network.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.RandomWeights;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/** One more network from this folder alone: defined, exported, packaged, opened and scored. */
class ToyNetworkTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(800, 4, 150);
  private static final int MEMBERS = 3;
  private static final int COUNT = 40;

  @TempDir private Path folder;

  @Test
  void shouldBeServedFromAPackageLikeEveryOtherNetwork() throws Exception {
    Network network = Networks.find("toy").on(AXIS, 3);
    ModelManifest any =
        RandomModels.manifest(new ModelId("toy", "1.0.0"), AXIS, List.of("a", "b", "c"), MEMBERS);
    ModelManifest manifest =
        ModelManifest.ofEnsemble(
            any.id(),
            any.title(),
            any.description(),
            true,
            any.classes(),
            any.preprocessing(),
            network.facts(),
            MEMBERS,
            any.training(),
            any.evaluation());
    List<Map<String, float[]>> weights = RandomWeights.members(network, MEMBERS, 3);
    float[] spectra = RandomModels.spectra(COUNT, AXIS.size(), 8);
    EnsemblePackages.write(
        folder,
        manifest,
        weights,
        new SpectrumBlock(AXIS, Quantity.ABSORBANCE, new int[COUNT], new int[COUNT], spectra));

    ModelPackage model = new ModelStore(folder).open("toy");

    assertThat(model.manifest().network().kind()).isEqualTo("toy");
    assertThat(Networks.of(model.manifest())).isEqualTo(network);
    ExactNetwork exact = new ExactNetwork(network, weights);
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(spectra, COUNT, scores);
      for (int n = 0; n < COUNT; n++) {
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
