package org.spectrastreams.train.contexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.spectrastreams.network.context.AmortisedNetwork;
import org.spectrastreams.network.context.ContextEncoder;
import org.spectrastreams.network.context.TransformerBlock;
import org.spectrastreams.train.dl4j.NativeThreads;
import org.spectrastreams.train.dl4j.SameDiffOps;

/** The networks behind explanations: what they compute, and that they learn. */
class ExplanationNetworksTrainingIT {
  private static final int POINTS = 60;

  @Test
  void shouldDifferentiateATransformerBlockAsFiniteDifferencesDo() {
    NativeThreads.useOne();
    SameDiffOps ops = new SameDiffOps(Map.of(), 1);
    SDVariable input = ops.input("input", 12);
    TransformerBlock block = new TransformerBlock(3, 4, 2, 5, true);
    SDVariable output =
        ops.reshape(
            block.apply(ops, "block", block.withPositions(ops, ops.reshape(input, -1, 3, 4))),
            -1,
            12);
    SDVariable apart = output.sub(input.mul(0.3));
    apart.mul(apart).mean("loss");
    ops.graph().setLossVariables("loss");
    Random random = new Random(2);
    float[] values = new float[5 * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Map<String, INDArray> fed = Map.of("input", Nd4j.create(values, new long[] {5, 12}, 'c'));
    Map<String, INDArray> gradients = ops.graph().calculateGradients(fed, ops.trained());
    assertThat(ops.trained()).hasSize(16);
    for (String name : ops.trained()) {
      INDArray weight = ops.graph().getVariable(name).getArr();
      double largest = 0;
      for (long i = 0; i < weight.length(); i += Math.max(1, weight.length() / 4)) {
        float before = weight.getFloat(i);
        double step = 1e-2;
        weight.putScalar(i, before + step);
        double up = ops.graph().output(fed, "loss").get("loss").getDouble(0);
        weight.putScalar(i, before - step);
        double down = ops.graph().output(fed, "loss").get("loss").getDouble(0);
        weight.putScalar(i, before);
        double expected = (up - down) / (2 * step);
        largest = Math.max(largest, Math.abs(expected));
        // float32 losses near 1 give differences to about 1e-7/2e-2; curvature adds step².
        assertThat(gradients.get(name).getDouble(i))
            .as(name + " " + i)
            .isCloseTo(expected, within(2e-3 + 0.02 * Math.abs(expected)));
      }
      if (!name.startsWith("block.key.b")) { // softmax does not see a shift of all keys
        assertThat(largest).as(name).isGreaterThan(0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = ContextEncoder.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "LINEAR")
  void shouldGiveGroupsOfInputsPlacesOfTheirOwn(ContextEncoder.Kind kind) {
    int rows = 128;
    int groups = 4;
    int width = 2 * POINTS;
    // A step of the networks with transformers takes longer and does more.
    int epochs =
        switch (kind) {
          case CP, DENSE -> 60;
          case CT, TT -> 16;
          case LINEAR -> throw new IllegalArgumentException("not trained step by step");
        };
    float[] inputs = new float[rows * width];
    int[] predicted = new int[rows];
    Random random = new Random(1);
    for (int n = 0; n < rows; n++) {
      int group = n % groups;
      predicted[n] = group % 2;
      for (int i = 0; i < width; i++) {
        inputs[n * width + i] =
            (float) (0.8 * Math.sin(i * 0.05 * (1 + group)) + 0.05 * random.nextGaussian());
      }
    }
    ContextVae vae = new ContextVae(ContextEncoder.of(kind, POINTS, 4, 2, 2), 3);
    ContextVae.Inputs source =
        (row, epoch, into, offset) -> System.arraycopy(inputs, row * width, into, offset, width);
    double before = vae.fit(source, predicted, 0.5, 1);
    double after = vae.fit(source, predicted, 0.5, epochs);
    assertThat(after).isLessThan(before / 2);
    float[] places = vae.places(inputs, rows);
    double within = 0;
    double between = 0;
    for (int n = 0; n + groups < rows; n++) {
      within += distance(places, n, n + groups);
      between += distance(places, n, n + 1);
    }
    assertThat(between).isGreaterThan(2 * within);
  }

  private static double distance(float[] places, int one, int other) {
    return Math.hypot(
        places[2 * one] - places[2 * other], places[2 * one + 1] - places[2 * other + 1]);
  }

  @Test
  void shouldTrainTheSameAutoEncoderFromTheSameSeed() {
    int width = 2 * POINTS;
    ContextVae.Inputs source =
        (row, epoch, into, offset) -> {
          for (int i = 0; i < width; i++) {
            into[offset + i] = (float) Math.sin(row + 0.1 * i);
          }
        };
    List<Map<String, float[]>> runs = new java.util.ArrayList<>();
    for (int run = 0; run < 2; run++) {
      ContextVae vae =
          new ContextVae(ContextEncoder.of(ContextEncoder.Kind.CP, POINTS, 4, 2, 2), 3);
      vae.fit(source, new int[64], 0.2, 2);
      runs.add(vae.weights());
    }
    runs.get(0).forEach((name, values) -> assertThat(runs.get(1).get(name)).isEqualTo(values));
  }

  @Test
  void shouldLearnTheExpectationOfNoisyExplanations() {
    int classes = 2;
    int segments = 5;
    int rows = 800;
    float[] hats = new float[segments * POINTS];
    AmortisedNetwork network = new AmortisedNetwork(POINTS, classes, segments, hats);
    Random random = new Random(4);
    float[] spectra = new float[rows * POINTS];
    float[] clean = new float[rows * classes * segments];
    float[] noisy = new float[clean.length];
    for (int n = 0; n < rows; n++) {
      double height = random.nextGaussian();
      for (int i = 0; i < POINTS; i++) {
        spectra[n * POINTS + i] =
            (float) (height * Math.sin(0.1 * i) + 0.05 * random.nextGaussian());
      }
      for (int k = 0; k < classes * segments; k++) {
        clean[n * classes * segments + k] = (float) (height * (k - 4));
        noisy[n * classes * segments + k] =
            clean[n * classes * segments + k] + (float) (4 * random.nextGaussian());
      }
    }
    float[] learnt = new AmortisedTrainer(network, spectra, noisy, 6, 1).coefficients(spectra);
    assertThat(squares(learnt, clean)).isLessThan(0.25 * squares(noisy, clean));
  }

  private static double squares(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (double) (one[i] - other[i]);
    }
    return sum;
  }

  @Test
  void shouldGroupRowsAroundTheirCentresWhateverTheirOrder() {
    double[] rows = new double[2 * 90];
    Random random = new Random(5);
    for (int n = 0; n < 90; n++) {
      rows[2 * n] = 10 * (n % 3) + random.nextGaussian();
      rows[2 * n + 1] = -5 * (n % 3) + random.nextGaussian();
    }
    KMeans found = KMeans.of(rows, 2, 3, 7);
    Map<Integer, Integer> groupOfKind = new LinkedHashMap<>();
    for (int n = 0; n < 90; n++) {
      assertThat(groupOfKind.computeIfAbsent(n % 3, kind -> groupOf(found, kind)))
          .isEqualTo(found.groups()[n]);
    }
    assertThat(groupOfKind.values()).doesNotHaveDuplicates();
    assertThat(found.silhouette(rows, 2, 90, 1)).isGreaterThan(0.7);
    assertThat(KMeans.of(rows, 2, 3, 7).centres()).isEqualTo(found.centres());
    assertThat(KMeans.of(new double[20], 2, 3, 7).count()).isEqualTo(1);
  }

  private static int groupOf(KMeans found, int row) {
    return found.groups()[row];
  }
}
