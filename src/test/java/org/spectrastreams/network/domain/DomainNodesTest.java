package org.spectrastreams.network.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.ScoringEngine;

/** The domain in a served graph, against its double-precision reference. */
class DomainNodesTest {
  private static final int COUNT = 70;

  private final ModelPackage model = new ModelStore(Path.of("model-store")).open("cartilage");
  private final int points = model.axis().size();

  private static DdSimca random(int points, int components, long seed) {
    Random random = new Random(seed);
    double[] mean = random.doubles(points).toArray();
    double[][] axes = new double[components][points];
    double[] variances = new double[components];
    for (int k = 0; k < components; k++) {
      // Disjoint supports are orthogonal.
      for (int j = k; j < points; j += components) {
        axes[k][j] = 1 / Math.sqrt(Math.ceil((points - k) / (double) components));
      }
      variances[k] = 0.5 + components - k;
    }
    return new DdSimca(mean, axes, variances, 1.3, 7, 40, 21, 60);
  }

  private GraphContract plain() {
    return model.manifest().graph().without(Meaning.DOMAIN_DISTANCE);
  }

  private byte[] graph() throws Exception {
    return DomainNodes.without(Files.readAllBytes(model.folder().resolve(ModelPackage.GRAPH)));
  }

  @Test
  void shouldGiveTheReferencesDistanceAndTheGraphsOwnScoresToTheBit() throws Exception {
    DdSimca domain = random(points, 5, 3);
    String input = plain().input(Meaning.SPECTRA).name();
    byte[] with = DomainNodes.append(graph(), input, domain);
    float[] batch = new float[COUNT * points];
    Random random = new Random(5);
    for (int i = 0; i < batch.length; i++) {
      batch[i] = (float) random.nextGaussian();
    }
    GraphContract contract =
        plain().with(GraphContract.floats(DomainNodes.OUTPUT, Meaning.DOMAIN_DISTANCE));
    try (ScoringEngine gated = OnnxEngine.open(with, contract, Device.CPU, 1);
        ScoringEngine before = OnnxEngine.open(graph(), plain(), Device.CPU, 1)) {
      EnsembleScores scores = gated.newScores();
      gated.score(batch, COUNT, scores);
      EnsembleScores same = before.newScores();
      before.score(batch, COUNT, same);
      for (int i = 0; i < COUNT; i++) {
        double expected = domain.distance(batch, i * points);
        assertThat((double) scores.distances()[i]).isCloseTo(expected, within(1e-4 * expected));
        assertThat(same.distances()[i]).isNaN();
      }
      assertThat(scores.memberProbabilities()).isEqualTo(same.memberProbabilities());
      assertThat(scores.activationMap()).isEqualTo(same.activationMap());
    }
  }

  @Test
  void shouldGiveTheOddsOfABackgroundWhereTheyAreLargerThanTheDistance() throws Exception {
    DdSimca domain = random(points, 5, 3).withThreshold(1e6);
    Random random = new Random(6);
    double[][] weights = new double[4][points];
    for (double[] row : weights) {
      Arrays.setAll(row, j -> 0.1 * random.nextGaussian());
    }
    Background background =
        new Background(random.doubles(points).toArray(), weights, new double[] {1, 0.5, -2, 0});
    String input = plain().input(Meaning.SPECTRA).name();
    byte[] with = DomainNodes.append(graph(), input, domain, Optional.of(background));
    float[] batch = new float[COUNT * points];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = (float) random.nextGaussian();
    }
    GraphContract contract =
        plain().with(GraphContract.floats(DomainNodes.OUTPUT, Meaning.DOMAIN_DISTANCE));
    try (ScoringEngine gated = OnnxEngine.open(with, contract, Device.CPU, 1)) {
      EnsembleScores scores = gated.newScores();
      gated.score(batch, COUNT, scores);
      int larger = 0;
      for (int i = 0; i < COUNT; i++) {
        double odds = background.odds(batch, i * points);
        double expected = Math.max(domain.distance(batch, i * points), odds);
        larger += expected == odds ? 1 : 0;
        assertThat((double) scores.distances()[i]).isCloseTo(expected, within(1e-3 * expected));
      }
      assertThat(larger).isPositive();
    }
    assertThat(DomainNodes.without(with)).isEqualTo(graph());
  }

  @Test
  void shouldTakeADomainOutAgain() throws Exception {
    byte[] before = graph();
    String input = plain().input(Meaning.SPECTRA).name();
    byte[] with = DomainNodes.append(before, input, random(points, 3, 1));
    assertThat(DomainNodes.without(with)).isEqualTo(before);
    assertThat(DomainNodes.without(before)).isSameAs(before);
    assertThatThrownBy(() -> DomainNodes.append(with, input, random(points, 3, 1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("already");
  }
}
