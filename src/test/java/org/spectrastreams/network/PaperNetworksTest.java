package org.spectrastreams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.network.functional.FgCnn;
import org.spectrastreams.network.gap.GapCnn;
import org.spectrastreams.network.graph.Op;
import org.spectrastreams.network.graph.Trace;
import org.spectrastreams.network.graph.Traced;
import org.spectrastreams.network.graph.Value;
import org.spectrastreams.network.nmr.NmrCnn;
import org.spectrastreams.network.raman.RamanCnn;
import org.spectrastreams.spectrum.SpectralAxis;

/** Parameters and lengths of the papers' networks (METHODS §4 to §7). */
class PaperNetworksTest {
  /** The parameters that training changes: no statistics of normalisations. */
  private static long trained(Network network) {
    WeightShapes weights = new WeightShapes();
    network.values(weights, 0);
    return weights.shapes().entrySet().stream()
        .filter(one -> !one.getKey().endsWith(".mean") && !one.getKey().endsWith(".variance"))
        .mapToLong(one -> size(one.getValue()))
        .sum();
  }

  private static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The last length behind every convolution and pooling, from the input on. */
  private static List<Integer> lengths(Network network) {
    WeightShapes weights = new WeightShapes();
    network.values(weights, 0);
    Map<String, float[]> zeros = new HashMap<>();
    weights.shapes().forEach((name, shape) -> zeros.put(name, new float[size(shape)]));
    Trace trace = new Trace(List.of(zeros));
    Value input = trace.input("spectra", network.inputShape());
    return new Traced(input, network.values(trace, input), 1)
        .order().stream()
            .filter(one -> one.op() instanceof Op.Convolved || one.op() instanceof Op.Pooled)
            .map(one -> one.length(3))
            .toList();
  }

  static Stream<Network> networks() {
    return Stream.concat(PaperNetworks.published().stream(), PaperNetworks.small());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldCountTheParametersThatItsLayersHave(Network network) {
    long said =
        network instanceof GapCnn gap
            ? gap.trainableParameters()
            : network instanceof RamanCnn raman
                ? raman.trainableParameters()
                : network instanceof FgCnn groups
                    ? groups.trainableParameters()
                    : ((NmrCnn) network).trainableParameters();
    assertThat(trained(network)).isEqualTo(said);
  }

  @Test
  void shouldHaveTheParametersOfThePapers() {
    assertThat(new FgCnn(850, 17).trainableParameters()).isEqualTo(28_845);
    assertThat(new RamanCnn(1451, 9).trainableParameters()).isEqualTo(3_008_393);
    assertThat(new NmrCnn(205, 300, 3).trainableParameters()).isEqualTo(5_806_915);
    assertThat(new GapCnn(448, 3).trainableParameters()).isEqualTo(352 + 5_664 + 10_304 + 192);
  }

  @Test
  void shouldHaveTheLengthsOfThePapers() {
    assertThat(lengths(new FgCnn(850, 17))).containsExactly(848, 846, 423, 421, 419, 209);
    // One place too many behind each convolution, which is cut off.
    assertThat(lengths(new RamanCnn(1451, 9))).containsExactly(1452, 726, 727, 363);
    assertThat(lengths(new GapCnn(448, 3))).containsExactly(224, 112, 56);
    assertThat(lengths(new NmrCnn(205, 300, 3))).containsExactly(298, 149, 147, 73, 71, 35, 33);
    NmrCnn nmr = new NmrCnn(205, 300, 3);
    assertThat(List.of(nmr.rows(1), nmr.rows(2), nmr.rows(3), nmr.rows(4)))
        .containsExactly(101, 49, 23, 21);
    assertThat(nmr.flattened()).isEqualTo(21 * 33 * 128);
  }

  /** Without biases a network says the same of every class, where it reads nothing but noughts. */
  @Test
  void shouldReadHowDarkAPointOfAPlaneIs() {
    NmrCnn network = new NmrCnn(38, 47, 3);
    Map<String, float[]> weights = RandomWeights.members(network, 1, 31).get(0);
    weights.forEach(
        (name, values) -> Arrays.fill(values, 0, name.endsWith(".b") ? values.length : 0, 0));
    ExactNetwork exact = new ExactNetwork(network, List.of(weights));
    double[] plane = new double[network.points()];
    Arrays.fill(plane, 1);
    assertThat(exact.probabilities(plane)[0]).containsOnly(1 / 3.0);
    plane[20 * 47 + 20] = 0;
    assertThat(exact.probabilities(plane)[0]).doesNotHaveDuplicates();
  }

  @Test
  void shouldRefuseSpectraThatAreTooShort() {
    assertThatThrownBy(() -> new FgCnn(15, 2)).hasMessageContaining("15 points; expected 16");
    assertThatThrownBy(() -> new NmrCnn(37, 60, 2)).hasMessageContaining("expected 38 × 38");
    assertThatThrownBy(() -> new GapCnn(100, 1)).hasMessageContaining("1 classes; expected 2");
    assertThatThrownBy(() -> new RamanCnn(0, 2)).hasMessageContaining("0 points; expected 1");
  }

  @Test
  void shouldRefusePlanesForSpectraAndSpectraForPlanes() {
    SpectralAxis axis = SpectralAxis.uniform(400, 4, 100);
    assertThatThrownBy(() -> Networks.find("nmr-cnn").on(axis, 3))
        .hasMessageContaining("reads planes over two axes");
    assertThatThrownBy(() -> Networks.find("raman-cnn").onPlanes(40, 50, 3))
        .hasMessageContaining("reads spectra along one axis");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldComeBackFromWhatItsManifestSays(Network network) {
    assertThat(
            Networks.find(network.facts().kind())
                .read(network.inputShape(), network.classes(), network.facts().architecture()))
        .isEqualTo(network);
  }
}
