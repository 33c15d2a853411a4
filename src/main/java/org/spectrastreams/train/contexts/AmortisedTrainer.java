package org.spectrastreams.train.contexts;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.spectrastreams.network.Shuffle;
import org.spectrastreams.network.context.AmortisedNetwork;
import org.spectrastreams.train.dl4j.GradientSteps;
import org.spectrastreams.train.dl4j.SameDiffOps;

/**
 * Trains the amortised explainer on cheap explanations of many spectra. Each is noisy, the noise of
 * different spectra is independent, and the network minimises the squared error: so it learns their
 * expectation, and answers with less noise than it was taught. Every eighth explanation is held
 * back to choose the epoch, so that it does not learn the noise by heart.
 */
final class AmortisedTrainer {
  private static final int BATCH = 64;
  private static final double RATE = 1e-3;
  private static final int HELD_BACK = 8;
  private static final String LOSS = "loss";
  private static final String ANSWER = "answer";

  private final AmortisedNetwork network;
  private final SameDiffOps ops;

  /**
   * Trains a network.
   *
   * @param spectra prepared, count × points
   * @param coefficients of cheap explanations, count × classes × segments
   */
  AmortisedTrainer(
      AmortisedNetwork network, float[] spectra, float[] coefficients, int epochs, long seed) {
    this.network = network;
    int outputs = network.classes() * network.segments();
    int count = spectra.length / network.points();
    Map<String, float[]> given = scales(spectra, coefficients, network.points(), outputs);
    this.ops = new SameDiffOps(given, seed);
    SDVariable input = ops.input("input", network.points());
    SDVariable target = ops.input("target", outputs);
    SDVariable answer = ops.graph().identity(ANSWER, network.coefficients(ops, input));
    SDVariable size = ops.weight("lime.size", 1, outputs);
    SDVariable apart = answer.sub(target).div(size);
    apart.mul(apart).mean(LOSS);
    GradientSteps steps = new GradientSteps(ops, LOSS);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    Random random = new Random(seed);
    Shuffle.of(order, count, random);
    int taught = count - count / HELD_BACK;
    int batch = Math.min(BATCH, taught);
    int batches = taught / batch;
    Map<String, INDArray> heldBack = new HashMap<>();
    heldBack.put("input", rows(spectra, network.points(), order, taught, count - taught));
    heldBack.put("target", rows(coefficients, outputs, order, taught, count - taught));
    double least = Double.POSITIVE_INFINITY;
    Map<String, INDArray> best = new HashMap<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      Shuffle.of(order, taught, random);
      for (int b = 0; b < batches; b++) {
        Map<String, INDArray> fed = new HashMap<>();
        fed.put("input", rows(spectra, network.points(), order, b * batch, batch));
        fed.put("target", rows(coefficients, outputs, order, b * batch, batch));
        double progress = (epoch + (double) b / batches) / epochs;
        steps.step(fed, RATE * (1 - 0.95 * progress));
      }
      double error = ops.graph().output(heldBack, LOSS).get(LOSS).getDouble(0);
      if (error < least) {
        least = error;
        for (String name : ops.trained()) {
          best.put(name, ops.graph().getVariable(name).getArr().dup());
        }
      }
    }
    best.forEach((name, values) -> ops.graph().getVariable(name).getArr().assign(values));
  }

  private static INDArray rows(float[] all, int width, int[] order, int from, int count) {
    float[] values = new float[count * width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(all, order[from + i] * width, values, i * width, width);
    }
    return Nd4j.create(values, new long[] {count, width}, 'c');
  }

  private static Map<String, float[]> scales(
      float[] spectra, float[] coefficients, int points, int outputs) {
    int count = spectra.length / points;
    float[] mean = new float[points];
    float[] scale = new float[points];
    for (int j = 0; j < points; j++) {
      double sum = 0;
      double squares = 0;
      for (int n = 0; n < count; n++) {
        double value = spectra[n * points + j];
        sum += value;
        squares += value * value;
      }
      double centre = sum / count;
      double variance = squares / count - centre * centre;
      mean[j] = (float) centre;
      scale[j] = (float) (variance > 1e-12 ? 1 / Math.sqrt(variance) : 0);
    }
    double squares = 0;
    for (float value : coefficients) {
      squares += (double) value * value;
    }
    float[] size = new float[outputs];
    java.util.Arrays.fill(size, (float) Math.max(1e-6, Math.sqrt(squares / coefficients.length)));
    Map<String, float[]> given = new LinkedHashMap<>();
    given.put("lime.mean", mean);
    given.put("lime.scale", scale);
    given.put("lime.size", size);
    return given;
  }

  /** Coefficients of all classes for prepared spectra, count × classes × segments. */
  float[] coefficients(float[] spectra) {
    int count = spectra.length / network.points();
    int outputs = network.classes() * network.segments();
    float[] found = new float[count * outputs];
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int from = 0; from < count; from += 256) {
      int now = Math.min(256, count - from);
      Map<String, INDArray> fed =
          Map.of("input", rows(spectra, network.points(), order, from, now));
      float[] part = ops.graph().output(fed, ANSWER).get(ANSWER).dup('c').data().asFloat();
      System.arraycopy(part, 0, found, from * outputs, part.length);
    }
    return found;
  }

  /** Copies of all weights. */
  Map<String, float[]> weights() {
    return ops.weights();
  }
}
