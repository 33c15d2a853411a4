package org.spectrastreams.network.mscnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.OnnxGraphCheck;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.spectrum.SpectralAxis;

/** ONNX Runtime against {@link MscnnReference}, which shares no code with the exported graph. */
class OnnxParityTest {
  /** float32 against float64, at outputs of size 1. */
  private static final double PROBABILITY_TOLERANCE = 1e-5;

  /** float32 against float64, relative to the largest value of the map. */
  private static final double MAP_TOLERANCE = 1e-5;

  @ParameterizedTest
  @CsvSource({
    "801, 1.0, 4, 10, 5",
    "300, 3.9, 3, 3, 34",
    "1000, 1.9, 2, 1, 3",
    "850, 4.23, 17, 2, 5",
    "97, 30.0, 3, 3, 33"
  })
  void shouldAgreeWithTheReferenceOnOutputsAndMaps(
      int points, double spacing, int classes, int members, int count) {
    MscnnArchitecture shape =
        MscnnArchitecture.of(SpectralAxis.uniform(600, spacing, points), classes);
    List<MscnnWeights> weights = RandomModels.members(shape, members, 7);
    float[] spectra = RandomModels.spectra(count, points, 3);
    byte[] onnx = RandomModels.graph(shape, weights);
    GraphContract contract = GraphContract.ofEnsemble(points, members, classes);
    OnnxGraphCheck.check(onnx, "ensemble.onnx", contract);
    try (ScoringEngine engine = OnnxEngine.open(onnx, contract, Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(spectra, count, scores);
      List<MscnnReference> networks =
          weights.stream().map(member -> new MscnnReference(shape, member)).toList();
      for (int n = 0; n < count; n++) {
        double[] spectrum = new double[points];
        for (int i = 0; i < points; i++) {
          spectrum[i] = spectra[n * points + i];
        }
        double[] map = new double[points];
        for (int member = 0; member < members; member++) {
          double[] expected = networks.get(member).probabilities(spectrum);
          for (int k = 0; k < classes; k++) {
            assertThat((double) scores.memberProbabilities()[(n * members + member) * classes + k])
                .isCloseTo(expected[k], within(PROBABILITY_TOLERANCE));
          }
          double[] part = networks.get(member).activationMap(spectrum, scores.predicted()[n]);
          for (int i = 0; i < points; i++) {
            map[i] += part[i] / members;
          }
        }
        double scale = 0;
        for (double value : map) {
          scale = Math.max(scale, Math.abs(value));
        }
        assertThat(scale).isPositive();
        for (int i = 0; i < points; i++) {
          assertThat((double) scores.activationMap()[n * points + i])
              .isCloseTo(map[i], within(MAP_TOLERANCE * scale));
        }
        assertThat(scores.predicted()[n])
            .isEqualTo(
                EnsembleVote.count(
                    scores.memberProbabilities(),
                    n * members * classes,
                    members,
                    classes,
                    new byte[members],
                    0,
                    new float[classes],
                    new float[classes],
                    0));
      }
    }
  }
}
