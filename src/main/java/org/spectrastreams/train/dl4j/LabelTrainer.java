package org.spectrastreams.train.dl4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Shuffle;
import org.spectrastreams.train.data.PreparedLabels;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * Trains one member that tells labels (Rieger 2023): Adam, the loss of {@link
 * BalancedCrossEntropy}, an end after five epochs without a better loss on the validation data,
 * whose best epoch is kept.
 *
 * <p>All randomness comes from the seed, as in {@link MemberTrainer}.
 */
public final class LabelTrainer {
  private static final int PATIENCE = 5;
  private static final int SCORING_BATCH = 512;

  /**
   * A trained network.
   *
   * @param bestEpoch the epoch whose weights were kept, from 1
   * @param loss their loss on the validation data, a spectrum
   */
  public record Trained(Map<String, float[]> weights, int bestEpoch, double loss) {}

  private final Network network;
  private final TrainingSettings settings;

  /** A trainer of members of a network of labels. */
  public LabelTrainer(Network network, TrainingSettings settings) {
    this.network = network;
    this.settings = settings;
  }

  /** Trains on one set and chooses the epoch on the other. */
  public Trained train(PreparedLabels training, PreparedLabels validation, long seed) {
    NativeThreads.useOne();
    int rows = training.count();
    int batches = Math.max(1, rows / settings.batch());
    BalancedCrossEntropy loss = new BalancedCrossEntropy(training.shares());
    Dl4jNetwork member =
        new Dl4jNetwork(network, settings, loss, batches * settings.halveEvery(), seed);
    ComputationGraph graph = member.graph();
    Nd4j.getRandom().setSeed(seed);
    Random random = new Random(seed);
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    INDArray best = null;
    double least = Double.POSITIVE_INFINITY;
    int bestEpoch = 0;
    for (int epoch = 1; epoch <= settings.epochs() && epoch - bestEpoch <= PATIENCE; epoch++) {
      Shuffle.of(order, random);
      for (int batch = 0; batch < batches; batch++) {
        int from = (int) ((long) batch * rows / batches);
        int to = (int) ((long) (batch + 1) * rows / batches);
        int[] chosen = Arrays.copyOfRange(order, from, to);
        graph.fit(
            new INDArray[] {member.batch(spectra(training, chosen))},
            new INDArray[] {labels(training, chosen)});
      }
      double now = validated(member, loss, validation);
      if (now < least) {
        best = graph.params().dup();
        least = now;
        bestEpoch = epoch;
      }
    }
    if (best == null) {
      throw new IllegalStateException("the loss is not finite: training has diverged");
    }
    graph.setParams(best);
    return new Trained(member.weights(), bestEpoch, least);
  }

  private static float[] spectra(PreparedLabels data, int[] rows) {
    int points = data.points();
    float[] values = new float[rows.length * points];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(data.values(), rows[i] * points, values, i * points, points);
    }
    return values;
  }

  private static INDArray labels(PreparedLabels data, int[] rows) {
    float[] values = new float[rows.length * data.labels()];
    for (int i = 0; i < values.length; i++) {
      int from = rows[i / data.labels()] * data.labels();
      values[i] = data.present()[from + i % data.labels()] ? 1 : 0;
    }
    return Nd4j.create(values, new long[] {rows.length, data.labels()}, 'c');
  }

  private static double validated(
      Dl4jNetwork member, BalancedCrossEntropy loss, PreparedLabels data) {
    double sum = 0;
    for (int from = 0; from < data.count(); from += SCORING_BATCH) {
      int[] rows = new int[Math.min(SCORING_BATCH, data.count() - from)];
      int first = from;
      Arrays.setAll(rows, i -> first + i);
      INDArray found = member.graph().outputSingle(member.batch(spectra(data, rows)));
      sum += loss.ofProbabilities(labels(data, rows), found);
    }
    return sum / data.count();
  }
}
