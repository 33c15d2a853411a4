package org.spectrastreams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spectrastreams.model.ExactEnsemble;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Element;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.GraphContract.Port;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.network.onnx.EnsembleWriter;

/**
 * Every operator, forward and back to an inner layer and to the input: the graph against the exact
 * arithmetic, and the exact arithmetic against differences.
 */
class OperatorParityTest {
  private static final int COUNT = 6;

  /** float32 against float64, relative to the largest value. */
  private static final double TOLERANCE = 2e-5;

  static Stream<Arguments> networks() {
    return OperatorNetworks.all()
        .flatMap(one -> Stream.of(Arguments.of(one, 1), Arguments.of(one, 3)));
  }

  private static GraphContract contract(Network network, int members) {
    List<Integer> map = network.inputShape();
    return new GraphContract(
        List.of(new Port("spectra", Element.FLOAT32, map, Meaning.SPECTRA)),
        List.of(
            GraphContract.floats(
                "scores", Meaning.MEMBER_PROBABILITIES, members, network.classes()),
            new Port("class", Element.INT32, List.of(), Meaning.PREDICTED_CLASS),
            new Port("map", Element.FLOAT32, map, Meaning.ACTIVATION_MAP),
            new Port("input_gradient", Element.FLOAT32, map, Meaning.INPUT_GRADIENT)));
  }

  private static double[] spectrum(Network network, long seed) {
    Random random = new Random(seed);
    double[] values = new double[network.points()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @ParameterizedTest(name = "{0}, {1} members")
  @MethodSource("networks")
  void shouldComputeInTheGraphWhatTheExactArithmeticDoes(Network network, int members)
      throws Exception {
    List<Map<String, float[]>> weights = RandomWeights.members(network, members, 11);
    ExactNetwork exact = new ExactNetwork(network, weights);
    int points = network.points();
    FloatBuffer spectra = FloatBuffer.allocate(COUNT * points);
    List<double[]> rows = new ArrayList<>();
    for (int n = 0; n < COUNT; n++) {
      double[] row = spectrum(network, 100 + n);
      rows.add(row);
      for (double value : row) {
        spectra.put((float) value);
      }
    }
    List<Long> shape = new ArrayList<>(List.of((long) COUNT));
    network.inputShape().forEach(length -> shape.add((long) length));
    byte[] onnx = EnsembleWriter.write(network, contract(network, members), weights);
    try (OrtSession session = open(onnx);
        OnnxTensor input =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                spectra.flip(),
                shape.stream().mapToLong(Long::longValue).toArray());
        OrtSession.Result result = session.run(Map.of("spectra", input))) {
      float[] scores = floats(result, "scores");
      float[] map = floats(result, "map");
      float[] byInput = floats(result, "input_gradient");
      int classes = network.classes();
      for (int n = 0; n < COUNT; n++) {
        double[][] expected = exact.probabilities(rows.get(n));
        for (int member = 0; member < members; member++) {
          for (int k = 0; k < classes; k++) {
            assertThat((double) scores[(n * members + member) * classes + k])
                .isCloseTo(expected[member][k], within(TOLERANCE));
          }
        }
        int predicted = ((int[]) result.get("class").orElseThrow().getValue())[n];
        ExactEnsemble.Answer answer = exact.activationMap(rows.get(n), predicted);
        assertClose(map, n * points, answer.map(), answer.doubt());
        assertClose(
            byInput, n * points, exact.inputGradient(rows.get(n), predicted), answer.doubt());
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1} members")
  @MethodSource("networks")
  void shouldGiveTheLogOddsOfAnyClassAndTheirGradient(Network network, int members)
      throws Exception {
    List<Map<String, float[]>> weights = RandomWeights.members(network, members, 11);
    ExactNetwork exact = new ExactNetwork(network, weights);
    List<ExactNetwork> each =
        weights.stream().map(one -> new ExactNetwork(network, List.of(one))).toList();
    int points = network.points();
    int classes = network.classes();
    byte[] onnx = EnsembleWriter.write(network, gradients(network, members), weights);
    for (int chosen = 0; chosen < classes; chosen++) {
      double[] row = spectrum(network, 200 + chosen);
      double[][] p = exact.probabilities(row);
      double own = 1e-6;
      double others = 1e-6;
      for (double[] member : p) {
        for (int k = 0; k < classes; k++) {
          own += k == chosen ? member[k] : 0;
          others += k == chosen ? 0 : member[k];
        }
      }
      double[] expected = new double[points]; // times the spectrum, as the exact one is
      double[] size = new double[points];
      double doubt = 0;
      for (int m = 0; m < members; m++) {
        double mean = 0;
        for (int k = 0; k < classes; k++) {
          mean += p[m][k] * (k == chosen ? 1 / own : -1 / others);
        }
        for (int k = 0; k < classes; k++) {
          double byValue = p[m][k] * ((k == chosen ? 1 / own : -1 / others) - mean);
          double[] byInput = each.get(m).inputGradient(row, k);
          doubt += Math.abs(byValue) * each.get(m).activationMap(row, k).doubt();
          for (int j = 0; j < points; j++) {
            expected[j] += byValue * byInput[j];
            size[j] += Math.abs(byValue * byInput[j]);
          }
        }
      }
      double scale = java.util.Arrays.stream(size).max().orElseThrow();
      float[] spectra = new float[points];
      for (int j = 0; j < points; j++) {
        spectra[j] = (float) row[j];
      }
      List<Long> shape = new ArrayList<>(List.of(1L));
      network.inputShape().forEach(length -> shape.add((long) length));
      try (OrtSession session = open(onnx);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  OrtEnvironment.getEnvironment(),
                  FloatBuffer.wrap(spectra),
                  shape.stream().mapToLong(Long::longValue).toArray());
          OnnxTensor asked =
              OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new int[] {chosen});
          OrtSession.Result result = session.run(Map.of("spectra", input, "class", asked))) {
        float[] slopes = floats(result, "log_odds_gradient");
        assertThat((double) floats(result, "log_odds")[0])
            .isCloseTo(Math.log(own) - Math.log(others), within(1e-4));
        assertThat(scale).isPositive();
        for (int j = 0; j < points; j++) {
          assertThat(slopes[j] * row[j])
              .isCloseTo(expected[j], within(TOLERANCE * scale + 2 * doubt));
        }
      }
    }
  }

  private static GraphContract gradients(Network network, int members) {
    List<Integer> map = network.inputShape();
    return new GraphContract(
            List.of(new Port("spectra", Element.FLOAT32, map, Meaning.SPECTRA)),
            List.of(
                GraphContract.floats(
                    "scores", Meaning.MEMBER_PROBABILITIES, members, network.classes()),
                new Port("predicted", Element.INT32, List.of(), Meaning.PREDICTED_CLASS),
                new Port("map", Element.FLOAT32, map, Meaning.ACTIVATION_MAP)))
        .withGradients();
  }

  /** ONNX Runtime recurses deeply when it is first used and when it opens a graph. */
  private static OrtSession open(byte[] onnx) throws Exception {
    FutureTask<OrtSession> task =
        new FutureTask<>(() -> OrtEnvironment.getEnvironment().createSession(onnx));
    new Thread(null, task, "open", 64 << 20).start();
    return task.get();
  }

  private static float[] floats(OrtSession.Result result, String name) {
    FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static void assertClose(float[] found, int offset, double[] expected, double doubt) {
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(scale).isPositive();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[offset + i])
          .isCloseTo(expected[i], within(TOLERANCE * scale + 2 * doubt));
    }
  }

  static Stream<Network> single() {
    return OperatorNetworks.all();
  }

  @ParameterizedTest
  @MethodSource("single")
  void shouldHaveTheGradientThatDifferencesGive(Network network) {
    List<Map<String, float[]>> weights = RandomWeights.members(network, 1, 5);
    ExactNetwork exact = new ExactNetwork(network, weights);
    double[] spectrum = spectrum(network, 3);
    double step = 1e-6;
    for (int k = 0; k < network.classes(); k++) {
      double[] gradient = exact.inputGradient(spectrum, k);
      double scale = 0;
      for (double value : gradient) {
        scale = Math.max(scale, Math.abs(value));
      }
      assertThat(scale).isPositive();
      for (int i : List.of(0, 7, 12, network.points() - 1)) {
        double[] above = spectrum.clone();
        double[] below = spectrum.clone();
        above[i] += step;
        below[i] -= step;
        double slope = (exact.values(above)[0][k] - exact.values(below)[0][k]) / (2 * step);
        assertThat(slope * spectrum[i]).isCloseTo(gradient[i], within(1e-6 * scale));
      }
    }
  }
}
