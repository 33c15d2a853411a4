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
