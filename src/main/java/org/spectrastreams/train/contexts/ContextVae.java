package org.spectrastreams.train.contexts;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.spectrastreams.network.Shuffle;
import org.spectrastreams.network.context.ContextEncoder;
import org.spectrastreams.network.context.TransformerBlock;
import org.spectrastreams.train.dl4j.GradientSteps;
import org.spectrastreams.train.dl4j.SameDiffOps;

/**
 * The variational auto-encoder behind contexts, trained on n(spectrum) ++ n(weights): the
 * semi-supervised M2 of Kingma 2014 with the encoders and decoders of Hartigan 2025, or the plain
 * one of Zaki 2024 ({@link ContextEncoder.Kind#DENSE}).
 *
 * <p>With −ELBO(x, y) the squared error of the reconstruction, summed over its values, + the
 * divergence of q(z|x, y) from the unit Gaussian + log(classes), a spectrum whose predicted class
 * the network is told costs −ELBO(x, y) + 0.1·batch·CE(y, q(y|x)), any other one Σ_y
 * q(y|x)·(−ELBO(x, y)) − H(q). The decoder reads z alone, so that whatever it must know of the
 * class has to pass through the latent space.
 *
 * <p>Our choices: the transformer decoder writes patches of {@value ContextEncoder#PATCH}
 * neighbouring values a token, not single ones; Adam with {@value #RATE}, {@value
 * #TRANSFORMER_RATE} for transformers, which falls linearly to a tenth; batches of {@value #BATCH}.
 */
public final class ContextVae implements ContextEmbedding {
  static final int BATCH = 64;

  private static final double RATE = 3e-3;
  private static final double TRANSFORMER_RATE = 1e-3;
  private static final double CLASSIFIER_SHARE = 0.1;
  private static final int DECODER_WIDTH = 64;
  private static final int DECODER_HIDDEN = 256;
  private static final String LOSS = "loss";
  private static final String PLACE = "place";

  private final ContextEncoder encoder;
  private final long seed;
  private final SameDiffOps ops;
  private final GradientSteps steps;

  /** Gives the input of a spectrum, which may differ from epoch to epoch. */
  interface Inputs {
    /** Writes n(spectrum) ++ n(weights) of {@code row} into {@code into} from {@code offset}. */
    void write(int row, int epoch, float[] into, int offset);

    /** Writes what the decoder is to give back of the row; what the encoder sees, unless told. */
    default void writeTarget(int row, int epoch, float[] into, int offset) {
      write(row, epoch, into, offset);
    }
  }

  /** An untrained auto-encoder. */
  ContextVae(ContextEncoder encoder, long seed) {
    this.encoder = encoder;
    this.seed = seed;
    this.ops = new SameDiffOps(Map.of(), seed);
    SDVariable input = ops.input("input", 2 * encoder.points());
    SDVariable target = ops.input("target", 2 * encoder.points());
    SDVariable features = encoder.features(ops, input);
    SDVariable noise = ops.input("noise", encoder.latent());
    SDVariable each =
        encoder.kind().semiSupervised()
            ? semiSupervised(target, features, noise)
            : plain(target, features, noise);
    each.mean(LOSS);
    this.steps = new GradientSteps(ops, LOSS);
  }

  private SDVariable plain(SDVariable target, SDVariable features, SDVariable noise) {
    SDVariable mu = encoder.moment(ops, "mu", features, features);
    ops.graph().identity(PLACE, mu);
    SDVariable logVariance = encoder.moment(ops, "log-variance", features, features);
    return error(target, decode(sample(mu, logVariance, noise))).add(divergence(mu, logVariance));
  }

  private SDVariable semiSupervised(SDVariable target, SDVariable features, SDVariable noise) {
    int classes = encoder.classes();
    SameDiff graph = ops.graph();
    SDVariable told = ops.input("told", 1);
    SDVariable label = ops.input("label", classes);
    SDVariable believed = encoder.classProbabilities(ops, features);
    graph.identity(PLACE, encoder.moment(ops, "mu", features, believed));
    SDVariable[] places = new SDVariable[classes];
    SDVariable[] divergences = new SDVariable[classes];
    SDVariable[] targets = new SDVariable[classes];
    for (int c = 0; c < classes; c++) {
      float[] one = new float[classes];
      one[c] = 1;
      SDVariable chosen = ops.constant(one, 1, classes);
      SDVariable mu = encoder.moment(ops, "mu", features, chosen);
      SDVariable logVariance = encoder.moment(ops, "log-variance", features, chosen);
      places[c] = sample(mu, logVariance, noise);
      divergences[c] = divergence(mu, logVariance);
      targets[c] = target;
    }
    SDVariable errors =
        error(graph.concat(0, targets), decode(graph.concat(0, places)))
            .reshape(classes, -1)
            .permute(1, 0);
    SDVariable costs = errors.add(graph.concat(1, divergences)).add(Math.log(classes));
    SDVariable logBelieved = graph.math().log(believed.add(1e-7));
    SDVariable known =
        costs
            .mul(label)
            .sum(true, 1)
            .sub(label.mul(logBelieved).sum(true, 1).mul(CLASSIFIER_SHARE * BATCH));
    SDVariable unknown =
        believed.mul(costs).sum(true, 1).add(believed.mul(logBelieved).sum(true, 1));
    return told.mul(known).add(told.rsub(1).mul(unknown));
  }

  private SDVariable sample(SDVariable mu, SDVariable logVariance, SDVariable noise) {
    return mu.add(ops.graph().math().exp(logVariance.mul(0.5)).mul(noise));
  }

  /** KL(N(μ, σ²) ‖ N(0, 1)) of every row, [N, 1]. */
  private SDVariable divergence(SDVariable mu, SDVariable logVariance) {
    return mu.mul(mu)
        .add(ops.graph().math().exp(logVariance))
        .sub(logVariance)
        .sub(1)
        .sum(true, 1)
        .mul(0.5);
  }

  private static SDVariable error(SDVariable target, SDVariable output) {
    SDVariable apart = target.sub(output);
    return apart.mul(apart).sum(true, 1);
  }

  private SDVariable decode(SDVariable place) {
    int values = 2 * encoder.points();
    int latent = encoder.latent();
    return switch (encoder.kind()) {
      case CP -> bounded(ops.dense("decoder", place, latent, values));
      case CT, TT -> bounded(tokens(place, values));
      case DENSE ->
          ops.dense(
              "decoder", ops.relu(ops.dense("decoder-hidden", place, latent, 256)), 256, values);
      case LINEAR -> throw new IllegalArgumentException("one matrix has no decoder");
    };
  }

  private SDVariable tokens(SDVariable place, int values) {
    int patch = ContextEncoder.PATCH;
    int count = (values + patch - 1) / patch;
    TransformerBlock block = new TransformerBlock(count, DECODER_WIDTH, 4, DECODER_HIDDEN, true);
    SDVariable value =
        block.withPositions(
            ops,
            ops.reshape(
                ops.dense("decoder", place, encoder.latent(), count * DECODER_WIDTH),
                -1,
                count,
                DECODER_WIDTH));
    for (int layer = 0; layer < 3; layer++) {
      value = block.apply(ops, "decoder" + layer, value);
    }
    SDVariable patches =
        ops.dense("decoder-patch", ops.reshape(value, -1, DECODER_WIDTH), DECODER_WIDTH, patch);
    return ops.slice(ops.reshape(patches, -1, count * patch), 1, 0, values);
  }

  /** A scaled and biased tanh. */
  private SDVariable bounded(SDVariable value) {
    return ops.add(
        ops.multiply(ops.tanh(value), ops.weight("output.scale", 1, 1)),
        ops.weight("output.shift", 1, 1));
  }

  /**
   * Trains.
   *
   * @param predicted the class that the model predicts for each row
   * @param supervision the share of the rows, chosen at random, whose class the network is told
   * @return the loss of the last epoch, the mean over its batches
   */
  double fit(Inputs inputs, int[] predicted, double supervision, int epochs) {
    int rows = predicted.length;
    if (rows < BATCH) {
      throw new IllegalArgumentException(
          "auto-encoder of " + rows + " spectra; expected " + BATCH + " or more");
    }
    int width = 2 * encoder.points();
    Random random = new Random(seed);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    Shuffle.of(order, random);
    boolean[] told = new boolean[rows];
    for (int i = 0; i < Math.round(supervision * rows); i++) {
      told[order[i]] = true;
    }
    int batches = rows / BATCH;
    double rate =
        switch (encoder.kind()) {
          case CP, DENSE, LINEAR -> RATE;
          case CT, TT -> TRANSFORMER_RATE;
        };
    double last = 0;
    float[] values = new float[BATCH * width];
    float[] wanted = new float[BATCH * width];
    for (int epoch = 0; epoch < epochs; epoch++) {
      Shuffle.of(order, random);
      last = 0;
      for (int batch = 0; batch < batches; batch++) {
        float[] noise = new float[BATCH * encoder.latent()];
        float[] tells = new float[BATCH];
        float[] labels = new float[BATCH * encoder.classes()];
        for (int i = 0; i < BATCH; i++) {
          int row = order[batch * BATCH + i];
          inputs.write(row, epoch, values, i * width);
          inputs.writeTarget(row, epoch, wanted, i * width);
          tells[i] = told[row] ? 1 : 0;
          labels[i * encoder.classes() + predicted[row]] = 1;
        }
        for (int i = 0; i < noise.length; i++) {
          noise[i] = (float) random.nextGaussian();
        }
        Map<String, INDArray> fed = new HashMap<>();
        fed.put("input", Nd4j.create(values, new long[] {BATCH, width}, 'c'));
        fed.put("target", Nd4j.create(wanted, new long[] {BATCH, width}, 'c'));
        fed.put("noise", Nd4j.create(noise, new long[] {BATCH, encoder.latent()}, 'c'));
        if (encoder.kind().semiSupervised()) {
          fed.put("told", Nd4j.create(tells, new long[] {BATCH, 1}, 'c'));
          fed.put("label", Nd4j.create(labels, new long[] {BATCH, encoder.classes()}, 'c'));
        }
        double progress = (epoch + (double) batch / batches) / epochs;
        last += steps.step(fed, rate * (1 - 0.9 * progress)) / batches;
      }
    }
    return last;
  }

  @Override
  public float[] places(float[] values, int count) {
    int width = 2 * encoder.points();
    float[] places = new float[count * encoder.latent()];
    for (int from = 0; from < count; from += 256) {
      int now = Math.min(256, count - from);
      float[] part = java.util.Arrays.copyOfRange(values, from * width, (from + now) * width);
      Map<String, INDArray> fed = new HashMap<>();
      fed.put("input", Nd4j.create(part, new long[] {now, width}, 'c'));
      float[] found = ops.graph().output(fed, PLACE).get(PLACE).dup('c').data().asFloat();
      System.arraycopy(found, 0, places, from * encoder.latent(), found.length);
    }
    return places;
  }

  /** Copies of all weights, also the decoder's. */
  @Override
  public Map<String, float[]> weights() {
    return ops.weights();
  }
}
