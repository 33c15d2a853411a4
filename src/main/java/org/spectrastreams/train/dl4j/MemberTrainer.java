package org.spectrastreams.train.dl4j;

import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Shuffle;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * Trains one member and keeps the weights of its best validation epoch.
 *
 * <p>All randomness comes from the seed: the same data, settings and seed give the same weights on
 * the same machine when native code runs on one thread (see {@link NativeThreads}).
 */
public final class MemberTrainer {
  private static final int SCORING_BATCH = 512;

  /**
   * A trained network.
   *
   * @param bestEpoch the epoch whose weights were kept, from 1
   * @param validation how these weights did on the validation data
   * @param probabilities what these weights say of the other data, count × classes
   */
  public record Trained(
      Map<String, float[]> weights,
      int bestEpoch,
      ConfusionMatrix validation,
      float[] probabilities) {}

  private final Network network;
  private final TrainingSettings settings;

  public MemberTrainer(Network network, TrainingSettings settings) {
    this.network = network;
    this.settings = settings;
  }

  /**
   * Trains on one set and chooses the epoch with the best balanced accuracy on the other; of equal
   * epochs, the one with the lower cross-entropy there.
   *
   * @param others scored with the chosen weights; has no influence on them
   */
  public Trained train(
      PreparedSpectra training, PreparedSpectra validation, PreparedSpectra others, long seed) {
    return train(training, validation, others, seed, epoch -> {});
  }

  /**
   * The same, saying after every epoch which it was.
   *
   * @param after receives the epoch, from 1
   */
  public Trained train(
      PreparedSpectra training,
      PreparedSpectra validation,
      PreparedSpectra others,
      long seed,
      IntConsumer after) {
    NativeThreads.useOne();
    int rows = training.count();
    int batches = Math.max(1, rows / settings.batch());
    if (rows < 2) {
      throw new IllegalArgumentException(
          "training data of " + rows + " spectra; expected 2 or more");
    }
    float[] lossWeights = training.balancedClassWeights();
    Dl4jNetwork member =
        new Dl4jNetwork(
            network,
            settings,
            new LossMCXENT(Nd4j.createFromArray(new float[][] {lossWeights})),
            batches * settings.halveEvery(),
            seed);
    ComputationGraph graph = member.graph();
    Nd4j.getRandom().setSeed(seed);
    Random random = new Random(seed);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    INDArray best = null;
    ConfusionMatrix bestMatrix = null;
    double bestLoss = Double.POSITIVE_INFINITY;
    int bestEpoch = 0;
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      Shuffle.of(order, random);
      for (int batch = 0; batch < batches; batch++) {
        int from = (int) ((long) batch * rows / batches);
        int to = (int) ((long) (batch + 1) * rows / batches);
        graph.fit(
            new INDArray[] {member.batch(spectra(training, order, from, to))},
            new INDArray[] {smoothedLabels(training, order, from, to)});
      }
      float[] probabilities = probabilities(member, validation);
      ConfusionMatrix matrix = confusion(validation, probabilities);
      double loss = crossEntropy(validation, probabilities);
      double gain =
          bestMatrix == null ? 1 : matrix.balancedAccuracy() - bestMatrix.balancedAccuracy();
      if (gain > 0 || (gain == 0 && loss < bestLoss)) {
        best = graph.params().dup();
        bestMatrix = matrix;
        bestLoss = loss;
        bestEpoch = epoch;
      }
      after.accept(epoch);
    }
    graph.setParams(best);
    return new Trained(member.weights(), bestEpoch, bestMatrix, probabilities(member, others));
  }

  private static float[] spectra(PreparedSpectra data, int[] order, int from, int to) {
    int points = data.points();
    float[] values = new float[(to - from) * points];
    for (int row = from; row < to; row++) {
      System.arraycopy(data.values(), order[row] * points, values, (row - from) * points, points);
    }
    return values;
  }

  private INDArray smoothedLabels(PreparedSpectra data, int[] order, int from, int to) {
    int classes = network.classes();
    float[] values = new float[(to - from) * classes];
    float spread = (float) (settings.labelSmoothing() / classes);
    java.util.Arrays.fill(values, spread);
    for (int row = from; row < to; row++) {
      values[(row - from) * classes + data.labels()[order[row]]] +=
          (float) (1 - settings.labelSmoothing());
    }
    return Nd4j.create(values, new long[] {to - from, classes}, 'c');
  }

  /** Softmax outputs, count × classes. */
  static float[] probabilities(Dl4jNetwork member, PreparedSpectra data) {
    int classes = data.classes();
    int points = data.points();
    float[] all = new float[data.count() * classes];
    for (int from = 0; from < data.count(); from += SCORING_BATCH) {
      int count = Math.min(SCORING_BATCH, data.count() - from);
      float[] part =
          java.util.Arrays.copyOfRange(data.values(), from * points, (from + count) * points);
      float[] output = member.graph().outputSingle(member.batch(part)).dup('c').data().asFloat();
      System.arraycopy(output, 0, all, from * classes, output.length);
    }
    return all;
  }

  private static ConfusionMatrix confusion(PreparedSpectra data, float[] probabilities) {
    int classes = data.classes();
    ConfusionMatrix matrix = new ConfusionMatrix(classes);
    for (int row = 0; row < data.count(); row++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (probabilities[row * classes + c] > probabilities[row * classes + best]) {
          best = c;
        }
      }
      matrix.add(data.labels()[row], best);
    }
    return matrix;
  }

  private static double crossEntropy(PreparedSpectra data, float[] probabilities) {
    double sum = 0;
    for (int row = 0; row < data.count(); row++) {
      float p = probabilities[row * data.classes() + data.labels()[row]];
      sum -= Math.log(Math.max(p, 1e-12));
    }
    return sum / data.count();
  }
}
