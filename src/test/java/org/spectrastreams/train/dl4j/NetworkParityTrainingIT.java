package org.spectrastreams.train.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkKind;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.RandomWeights;
import org.spectrastreams.network.Sampling;
import org.spectrastreams.network.SharesAtPlaces;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.network.graph.Fields;
import org.spectrastreams.network.graph.Trace;
import org.spectrastreams.network.graph.Traced;
import org.spectrastreams.network.graph.Value;
import org.spectrastreams.network.onnx.EnsembleWriter;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Every network: the served graph against the trainer's own gradient, on weights that a formula
 * gives (nothing is trained here, so that every processor compares the same numbers), over 200
 * spectra. Where a value lies at a kink of its activation, another order of addition may put it on
 * the other side; maps may then differ by what that side would give, and by no more.
 */
class NetworkParityTrainingIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 2, 401);
  private static final int CLASSES = 4;
  private static final int MEMBERS = 2;
  private static final int COUNT = 200;

  /** Both compute in float32; maps are compared relative to their largest value. */
  private static final double TOLERANCE = 1e-5;

  static Collection<String> networks() {
    return Networks.names();
  }

  /** A kind's network for four classes; over small planes where it reads planes. */
  private static Network network(String name) {
    NetworkKind kind = Networks.find(name);
    return kind.readsPlanes() ? kind.onPlanes(40, 46, CLASSES) : kind.on(AXIS, CLASSES);
  }

  /** Where the number of an element of the explained value goes. */
  private interface Layout {
    void spread(int element, double number, double[] map, int offset);

    static Layout of(Network network, Traced traced, Value explained) {
      List<Integer> input = network.inputShape();
      int width = input.get(input.size() - 1);
      if (network.map().isSpread()) {
        Fields fields = Fields.of(traced, explained);
        return (element, number, map, offset) -> fields.spread(element, number, width, map, offset);
      }
      int columns = explained.length(-1);
      int rows = input.size() == 1 ? 1 : explained.length(2);
      int height = input.size() == 1 ? 1 : input.get(0);
      List<Sampling> places = network.map().places();
      double[] along = places.get(places.size() - 1).matrix(1, columns, width);
      double[] down = input.size() == 1 ? new double[] {1} : places.get(0).matrix(1, rows, height);
      return (element, number, map, offset) -> {
        int row = element / columns % rows;
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            map[offset + y * width + x] +=
                number * down[row * height + y] * along[element % columns * width + x];
          }
        }
      };
    }
  }

  private static float[] spectra(int points) {
    Random random = new Random(17);
    float[] values = new float[COUNT * points];
    for (int n = 0; n < COUNT; n++) {
      double centre = points * random.nextDouble();
      double width = points * (0.02 + 0.1 * random.nextDouble());
      for (int i = 0; i < points; i++) {
        double distance = (i - centre) / width;
        values[n * points + i] =
            (float) (2 / (1 + distance * distance) + 0.2 * random.nextGaussian());
      }
    }
    return values;
  }

  /** One member as the trainer computes and differentiates it, all spectra at once. */
  private record Trained(float[] values, float[] shares) {
    static Trained of(
        Network network,
        List<Integer> explained,
        Map<String, float[]> weights,
        float[] spectra,
        float[] chosen) {
      SameDiffOps ops = new SameDiffOps(weights, 1);
      ops.factor(network.explained(), explained.stream().mapToLong(Integer::longValue).toArray());
      SDVariable values = network.values(ops, ops.input("spectra", network.inputShape()));
      SDVariable loss = values.mul(ops.input("chosen", network.classes())).sum();
      ops.graph().setLossVariables(loss.name());
      long[] shape = new long[network.inputShape().size() + 1];
      shape[0] = COUNT;
      for (int d = 1; d < shape.length; d++) {
        shape[d] = network.inputShape().get(d - 1);
      }
      Map<String, INDArray> given =
          Map.of(
              "spectra", Nd4j.create(spectra, shape, 'c'),
              "chosen", Nd4j.create(chosen, new long[] {COUNT, network.classes()}, 'c'));
      INDArray computed = ops.graph().output(given, values.name()).get(values.name());
      INDArray shares =
          ops.graph().calculateGradients(given, SameDiffOps.FACTORS).get(SameDiffOps.FACTORS);
      return new Trained(computed.dup('c').data().asFloat(), shares.dup('c').data().asFloat());
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldServeWhatTheTrainerComputesAndDifferentiates(String name) {
    Network network = SharesAtPlaces.of(network(name));
    List<Map<String, float[]>> weights = RandomWeights.members(network, MEMBERS, 23);
    int points = network.points();
    float[] spectra = spectra(points);
    GraphContract contract = GraphContract.ofEnsemble(network.inputShape(), MEMBERS, CLASSES);
    byte[] onnx = EnsembleWriter.write(network, contract, weights);
    try (ScoringEngine engine = OnnxEngine.open(onnx, contract, Device.CPU, 1)) {
      EnsembleScores served = engine.newScores();
      engine.score(spectra, COUNT, served);
      float[] chosen = new float[COUNT * CLASSES];
      for (int n = 0; n < COUNT; n++) {
        chosen[n * CLASSES + served.predicted()[n]] = 1;
      }
      Traced traced = traced(network, weights);
      Value explained = traced.marked(network.explained()).orElseThrow();
      Layout layout = Layout.of(network, traced, explained);
      List<Integer> shape = new ArrayList<>(explained.shape());
      shape.set(0, COUNT);
      double[] map = new double[COUNT * points];
      for (int member = 0; member < MEMBERS; member++) {
        Trained trained = Trained.of(network, shape, weights.get(member), spectra, chosen);
        assertProbabilities(network, served, member, trained.values);
        for (int i = 0; i < trained.shares.length; i++) {
          int elements = trained.shares.length / COUNT;
          double share = (double) trained.shares[i] / MEMBERS;
          layout.spread(i % elements, share, map, i / elements * points);
        }
      }
      ExactNetwork exact = new ExactNetwork(network, weights);
      for (int n = 0; n < COUNT; n++) {
        assertMap(served, n, Arrays.copyOfRange(map, n * points, (n + 1) * points), exact, spectra);
      }
    }
  }

  private static Traced traced(Network network, List<Map<String, float[]>> weights) {
    Trace trace = new Trace(weights.subList(0, 1));
    Value input = trace.input("spectra", network.inputShape());
    return new Traced(input, network.values(trace, input), 1);
  }

  private static void assertProbabilities(
      Network network, EnsembleScores served, int member, float[] values) {
    boolean labels = network.outcome() == OutcomeKind.LABELS;
    for (int n = 0; n < COUNT; n++) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        sum += Math.exp(values[n * CLASSES + k]);
      }
      for (int k = 0; k < CLASSES; k++) {
        double power = Math.exp(values[n * CLASSES + k]);
        assertThat((double) served.memberProbabilities()[(n * MEMBERS + member) * CLASSES + k])
            .isEqualTo(power / (labels ? 1 + power : sum), within(TOLERANCE));
      }
    }
  }

  private static void assertMap(
      EnsembleScores served, int n, double[] expected, ExactNetwork exact, float[] spectra) {
    int points = expected.length;
    double scale = 0;
    double off = 0;
    for (int i = 0; i < points; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      off = Math.max(off, Math.abs(expected[i] - served.activationMap()[n * points + i]));
    }
    assertThat(scale).isPositive();
    double allowed = TOLERANCE * scale;
    if (off > allowed) {
      double[] prepared = new double[points];
      for (int i = 0; i < points; i++) {
        prepared[i] = spectra[n * points + i];
      }
      allowed += exact.activationMap(prepared, served.predicted()[n]).doubt();
    }
    assertThat(off).as("map of spectrum %d, of size %s", n, scale).isLessThanOrEqualTo(allowed);
  }
}
