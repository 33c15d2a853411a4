package org.spectrastreams.train.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.ToySpectra;
import org.spectrastreams.train.dl4j.MemberTrainer.Trained;
import org.spectrastreams.train.measure.CrossValidation;
import org.spectrastreams.train.recipe.TrainingSettings;

class Dl4jNetworkTrainingIT {
  private static final Network SMALL = RandomModels.network(SpectralAxis.uniform(600, 4, 200), 3);
  private static final TrainingSettings QUICK =
      new TrainingSettings(4, 16, 6e-3, 10, 0.1, 0.1, 0.2);

  @Test
  void shouldLearnBandsOfDifferentPlaces() {
    PreparedSpectra train = ToySpectra.of(180, 200, 3, 0.2, 1);
    PreparedSpectra validation = ToySpectra.of(60, 200, 3, 0.2, 2);
    PreparedSpectra unseen = ToySpectra.of(90, 200, 3, 0.2, 3);

    Trained trained = new MemberTrainer(SMALL, QUICK).train(train, validation, unseen, 5);

    int[] predicted = CrossValidation.vote(List.of(trained.probabilities()), 3);
    long right = 0;
    for (int row = 0; row < predicted.length; row++) {
      right += predicted[row] == unseen.labels()[row] ? 1 : 0;
    }
    assertThat(right / 90.0).as("accuracy on unseen spectra; chance is 0.33").isGreaterThan(0.9);
    assertThat(trained.validation().balancedAccuracy()).isGreaterThan(0.9);
    assertThat(trained.bestEpoch()).isBetween(1, 4);
  }

  @Test
  void shouldRepeatItsWeightsBitForBitForTheSameSeedOnly() {
    PreparedSpectra data = ToySpectra.of(40, 200, 3, 0.2, 1);
    TrainingSettings settings = new TrainingSettings(1, 16, 6e-3, 10, 0.1, 0.1, 0.2);
    MemberTrainer trainer = new MemberTrainer(SMALL, settings);

    Map<String, float[]> first = trainer.train(data, data, data, 5).weights();
    Map<String, float[]> again = trainer.train(data, data, data, 5).weights();
    Map<String, float[]> other = trainer.train(data, data, data, 6).weights();

    assertThat(again.keySet()).isEqualTo(first.keySet());
    first.forEach((name, values) -> assertThat(again.get(name)).as(name).isEqualTo(values));
    assertThat(first)
        .anySatisfy((name, values) -> assertThat(other.get(name)).isNotEqualTo(values));
  }

  @Test
  void shouldWeighClassesInverselyToTheirFrequency() {
    PreparedSpectra data = new PreparedSpectra(1, 3, new float[4], new int[] {0, 0, 0, 2});

    assertThat(data.balancedClassWeights()).containsExactly(4f / 6, 1f, 4f / 2);
  }
}
