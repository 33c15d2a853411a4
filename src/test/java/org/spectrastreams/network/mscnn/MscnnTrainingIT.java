package org.spectrastreams.network.mscnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.ToySpectra;
import org.spectrastreams.train.dl4j.MemberTrainer;
import org.spectrastreams.train.dl4j.MemberTrainer.Trained;
import org.spectrastreams.train.dl4j.TrainedShapes;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * The graph that is trained for this network: the paper's layers, and weights that mean the same.
 */
class MscnnTrainingIT {
  private static final MscnnArchitecture PAPER =
      MscnnArchitecture.of(SpectralAxis.uniform(1000, 1, 801), 4);
  private static final MscnnArchitecture SMALL =
      MscnnArchitecture.of(SpectralAxis.uniform(600, 4, 200), 3);

  private static TrainedShapes shapes(MscnnArchitecture architecture) {
    return TrainedShapes.of(new Mscnn(architecture), architecture.points(), architecture.classes());
  }

  @Test
  void shouldHaveTheParametersOfThePaper() {
    assertThat(shapes(PAPER).parameters()).isEqualTo(63_202);
    assertThat(PAPER.trainableParameters()).isEqualTo(63_202);
    assertThat(shapes(SMALL).parameters()).isEqualTo(SMALL.trainableParameters());
  }

  @Test
  void shouldHaveTheFeatureMapsOfThePaper() {
    Map<String, long[]> maps = shapes(PAPER).layers();

    assertThat(maps.get("head0-norm")).containsExactly(2, 8, 1, 199);
    assertThat(maps.get("head1-norm")).containsExactly(2, 8, 1, 65);
    assertThat(maps.get("head2-norm")).containsExactly(2, 8, 1, 31);
    assertThat(maps.get("trunk3-norm")).containsExactly(2, 64, 1, 25);
    assertThat(maps.get("trunk0-norm")).containsExactly(2, 8, 1, 450);
    assertThat(maps.get("trunk1-norm")).containsExactly(2, 16, 1, 111);
    assertThat(maps.get("trunk2-norm")).containsExactly(2, 32, 1, 26);
    assertThat(maps.get("dense0-norm")).containsExactly(2, 32);
    assertThat(maps.get("dense1-norm")).containsExactly(2, 16);
    assertThat(maps.get("class")).containsExactly(2, 4);
  }

  /** Read by an implementation that shares no code, the weights give the same probabilities. */
  @Test
  void shouldGiveItsWeightsAway() {
    PreparedSpectra train = ToySpectra.of(40, 200, 3, 0.2, 1);
    PreparedSpectra unseen = ToySpectra.of(10, 200, 3, 0.2, 3);
    Trained trained =
        new MemberTrainer(new Mscnn(SMALL), new TrainingSettings(1, 16, 6e-3, 10, 0.1, 0.1, 0.2))
            .train(train, train, unseen, 5);

    MscnnReference reference = new MscnnReference(SMALL, MscnnWeights.of(SMALL, trained.weights()));
    for (int row = 0; row < 10; row++) {
      double[] spectrum = new double[200];
      for (int i = 0; i < 200; i++) {
        spectrum[i] = unseen.values()[row * 200 + i];
      }
      double[] expected = reference.probabilities(spectrum);
      for (int c = 0; c < 3; c++) {
        assertThat((double) trained.probabilities()[row * 3 + c])
            .isEqualTo(expected[c], within(1e-5));
      }
    }
  }
}
