package org.spectrastreams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.network.onnx.EnsembleWriter;
import org.spectrastreams.spectrum.OutcomeKind;

/**
 * The graphs of the papers' networks against the exact arithmetic: probabilities, the activation
 * map, every map of every class, log-odds and their gradient.
 */
class PaperNetworkParityTest {
  private static final int COUNT = 3;
  private static final double TOLERANCE = 2e-5;

  static Stream<Arguments> networks() {
    return Stream.concat(
            PaperNetworks.small(),
            Stream.of(
                new Chemometric(40, 3, 5, 2, 3, 2, false),
                new Chemometric(40, 3, 5, 2, 3, 0, true)))
        .flatMap(one -> Stream.of(Arguments.of(one, 1), Arguments.of(one, 2)));
  }

  private static double[] spectrum(int points, long seed) {
    Random random = new Random(seed);
    double[] values = new double[points];
    Arrays.setAll(values, i -> (float) (0.5 * random.nextGaussian()));
    return values;
  }

  @ParameterizedTest(name = "{0}, {1} members")
  @MethodSource("networks")
  void shouldComputeInTheGraphWhatTheExactArithmeticDoes(Network network, int members)
      throws Exception {
    List<Map<String, float[]>> weights = RandomWeights.members(network, members, 31);
    ExactNetwork exact = new ExactNetwork(network, weights);
    GraphContract contract =
        GraphContract.ofEnsemble(network.inputShape(), members, network.classes())
            .withGradients()
            .withMaps(network.maps().keySet());
    byte[] onnx = EnsembleWriter.write(network, contract, weights);
    try (OrtSession session = open(onnx)) {
      for (int n = 0; n < COUNT; n++) {
        double[] row = spectrum(network.points(), 40 + n);
        int asked = n % network.classes();
        try (OnnxTensor spectra = spectra(network, row);
            OnnxTensor chosen =
                OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new int[] {asked});
            OrtSession.Result found = session.run(Map.of("spectra", spectra, "class", chosen))) {
          double[][] p = exact.probabilities(row);
          assertClose(
              floats(found, "member_probabilities"),
              Arrays.stream(p).flatMapToDouble(Arrays::stream).toArray(),
              0);
          int predicted = ((int[]) found.get("predicted").orElseThrow().getValue())[0];
          ExactEnsemble.Answer map = exact.activationMap(row, predicted);
          assertClose(floats(found, "activation_map"), map.map(), map.doubt());
          for (Map.Entry<Meaning, MapRule> one : network.maps().entrySet()) {
            ExactEnsemble.Answer expected = exact.map(one.getValue(), row, asked);
            String name = contract.output(one.getKey()).name();
            assertClose(floats(found, name), expected.map(), expected.doubt());
          }
          assertLogOdds(network, exact, row, asked, found);
        }
      }
    }
  }

  private static double logOdds(Network network, ExactNetwork exact, double[] row, int asked) {
    double own = 1e-6;
    double others = 1e-6;
    for (double[] member : exact.probabilities(row)) {
      for (int k = 0; k < network.classes(); k++) {
        own += k == asked ? member[k] : 0;
        others += network.outcome() == OutcomeKind.LABELS || k == asked ? 0 : member[k];
      }
      others += network.outcome() == OutcomeKind.LABELS ? 1 - member[asked] : 0;
    }
    return Math.log(own) - Math.log(others);
  }

  private static void assertLogOdds(
      Network network, ExactNetwork exact, double[] row, int asked, OrtSession.Result found)
      throws Exception {
    assertThat((double) floats(found, "log_odds")[0])
        .isCloseTo(logOdds(network, exact, row, asked), within(1e-4));
    float[] slopes = floats(found, "log_odds_gradient");
    double scale = 0;
    for (float slope : slopes) {
      scale = Math.max(scale, Math.abs(slope));
    }
    double step = 1e-7;
    for (int i : List.of(1, network.points() / 2, network.points() - 2)) {
      double[] above = row.clone();
      double[] below = row.clone();
      above[i] += step;
      below[i] -= step;
      double slope =
          (logOdds(network, exact, above, asked) - logOdds(network, exact, below, asked))
              / (2 * step);
      assertThat((double) slopes[i]).isCloseTo(slope, within(1e-4 * scale));
    }
  }

  private static OnnxTensor spectra(Network network, double[] row) throws Exception {
    FloatBuffer values = FloatBuffer.allocate(row.length);
    for (double value : row) {
      values.put((float) value);
    }
    List<Long> shape = new ArrayList<>(List.of(1L));
    network.inputShape().forEach(length -> shape.add((long) length));
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(),
        values.flip(),
        shape.stream().mapToLong(Long::longValue).toArray());
  }

  /** ONNX Runtime recurses deeply when it is first used and when it opens a graph. */
  private static OrtSession open(byte[] onnx) throws Exception {
    FutureTask<OrtSession> task =
        new FutureTask<>(() -> OrtEnvironment.getEnvironment().createSession(onnx));
    new Thread(null, task, "open", 64 << 20).start();
    return task.get();
  }

  private static float[] floats(OrtSession.Result result, String name) throws Exception {
    FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static void assertClose(float[] found, double[] expected, double doubt) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i])
          .isCloseTo(expected[i], within(TOLERANCE * scale + 2 * doubt + 1e-30));
    }
  }
}
