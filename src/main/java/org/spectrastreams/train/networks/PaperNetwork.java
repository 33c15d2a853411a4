package org.spectrastreams.train.networks;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * A network of a paper as it takes part in a comparison: on the standard normal variate of each
 * spectrum, every point then scaled by the mean and deviation of the training spectra.
 *
 * @param name its kind in the registry
 * @param members how many are trained in a fold; where there are several they also vote
 * @param steps about how many steps of the optimiser a training takes, whatever the number of
 *     spectra
 * @param learningRate of the first half of the training
 * @param dropout the probability that an activation is dropped
 * @param weightDecay the decay of the weights, as a multiple of the rate
 * @param labelSmoothing how much of each label is spread over the classes
 */
public record PaperNetwork(
    String name,
    int members,
    int steps,
    double learningRate,
    double dropout,
    double weightDecay,
    double labelSmoothing) {
  private static final int FEW = 100;
  private static final int SMALL_BATCH = 8;
  private static final int BATCH = 32;
  private static final int LEAST_EPOCHS = 8;
  private static final int MOST_EPOCHS = 100;

  /** The networks of {@code networks/compared.yaml}. */
  public static final List<PaperNetwork> ALL = read();

  private static List<PaperNetwork> read() {
    try (InputStream in = PaperNetwork.class.getResourceAsStream("/networks/compared.yaml")) {
      return List.of(YAMLMapper.builder().build().readValue(in, PaperNetwork[].class));
    } catch (IOException e) {
      throw new UncheckedIOException("the list of networks is damaged", e);
    }
  }

  /** How it is trained with so many spectra. */
  TrainingSettings settings(int spectra) {
    int batch = spectra < FEW ? SMALL_BATCH : BATCH;
    int batches = Math.max(1, spectra / batch);
    int epochs = Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, (steps + batches - 1) / batches));
    return new TrainingSettings(
        epochs, batch, learningRate, Math.max(1, epochs / 2), dropout, weightDecay, labelSmoothing);
  }

  /** The name of the vote of its members. */
  String vote() {
    return "e" + name;
  }

  /** The name of the mean of its members' probabilities. */
  String mean() {
    return vote() + ", mean";
  }
}
