package org.spectrastreams.train.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.spectrastreams.network.mscnn.Mscnn;
import org.spectrastreams.network.mscnn.MscnnArchitecture;
import org.spectrastreams.network.mscnn.MscnnReference;
import org.spectrastreams.network.mscnn.MscnnWeights;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.ToySpectra;
import org.spectrastreams.train.dl4j.MemberTrainer.Trained;
import org.spectrastreams.train.measure.CrossValidation;
import org.spectrastreams.train.recipe.TrainingSettings;

class Dl4jNetworkTrainingIT {
  private static final MscnnArchitecture PAPER =
      MscnnArchitecture.of(SpectralAxis.uniform(1000, 1, 801), 4);
  private static final MscnnArchitecture SMALL =
      MscnnArchitecture.of(SpectralAxis.uniform(600, 4, 200), 3);
  private static final TrainingSettings QUICK =
      new TrainingSettings(4, 16, 6e-3, 10, 0.1, 0.1, 0.2);

  private static Dl4jNetwork network(MscnnArchitecture architecture, long seed) {
    return new Dl4jNetwork(
        new Mscnn(architecture), QUICK, Nd4j.ones(1, architecture.classes()), 100, seed);
  }

  @Test
  void shouldHaveTheParametersOfThePaper() {
    assertThat(network(PAPER, 1).trainableParameters()).isEqualTo(63_202);
    assertThat(PAPER.trainableParameters()).isEqualTo(63_202);
    assertThat(network(SMALL, 1).trainableParameters()).isEqualTo(SMALL.trainableParameters());
  }

  @Test
  void shouldHaveTheFeatureMapsOfThePaper() {
    Map<String, INDArray> maps =
        network(PAPER, 1).graph().feedForward(Nd4j.rand(2, 1, 1, 801), false);

    assertThat(maps.get("head0-norm").shape()).containsExactly(2, 8, 1, 199);
    assertThat(maps.get("head1-norm").shape()).containsExactly(2, 8, 1, 65);
    assertThat(maps.get("head2-norm").shape()).containsExactly(2, 8, 1, 31);
    assertThat(maps.get("trunk3-norm").shape()).containsExactly(2, 64, 1, 25);
    assertThat(maps.get("trunk0-norm").shape()).containsExactly(2, 8, 1, 450);
    assertThat(maps.get("trunk1-norm").shape()).containsExactly(2, 16, 1, 111);
    assertThat(maps.get("trunk2-norm").shape()).containsExactly(2, 32, 1, 26);
    assertThat(maps.get("dense0-norm").shape()).containsExactly(2, 32);
    assertThat(maps.get("dense1-norm").shape()).containsExactly(2, 16);
    assertThat(maps.get("class").shape()).containsExactly(2, 4);
  }

  @Test
  void shouldLearnBandsOfDifferentPlacesAndGiveItsWeightsAway() {
    PreparedSpectra train = ToySpectra.of(180, 200, 3, 0.2, 1);
    PreparedSpectra validation = ToySpectra.of(60, 200, 3, 0.2, 2);
    PreparedSpectra unseen = ToySpectra.of(90, 200, 3, 0.2, 3);

    Trained trained =
        new MemberTrainer(new Mscnn(SMALL), QUICK).train(train, validation, unseen, 5);

    int[] predicted = CrossValidation.vote(List.of(trained.probabilities()), 3);
    long right = 0;
    for (int row = 0; row < predicted.length; row++) {
      right += predicted[row] == unseen.labels()[row] ? 1 : 0;
    }
    assertThat(right / 90.0).as("accuracy on unseen spectra; chance is 0.33").isGreaterThan(0.9);
    assertThat(trained.validation().balancedAccuracy()).isGreaterThan(0.9);
    assertThat(trained.bestEpoch()).isBetween(1, 4);

    // The weights, read by an implementation that shares no code, give the same probabilities.
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

  @Test
  void shouldRepeatItsWeightsBitForBitForTheSameSeedOnly() {
    PreparedSpectra data = ToySpectra.of(40, 200, 3, 0.2, 1);
    TrainingSettings settings = new TrainingSettings(1, 16, 6e-3, 10, 0.1, 0.1, 0.2);
    MemberTrainer trainer = new MemberTrainer(new Mscnn(SMALL), settings);

    float[] first = firstConvolution(trainer.train(data, data, data, 5).weights());
    float[] again = firstConvolution(trainer.train(data, data, data, 5).weights());
    float[] other = firstConvolution(trainer.train(data, data, data, 6).weights());

    assertThat(again).isEqualTo(first);
    assertThat(Arrays.equals(other, first)).isFalse();
  }

  private static float[] firstConvolution(Map<String, float[]> weights) {
    return weights.get("trunk0.w");
  }

  @Test
  void shouldWeighClassesInverselyToTheirFrequency() {
    PreparedSpectra data = new PreparedSpectra(1, 3, new float[4], new int[] {0, 0, 0, 2});

    assertThat(data.balancedClassWeights()).containsExactly(4f / 6, 1f, 4f / 2);
  }
}
