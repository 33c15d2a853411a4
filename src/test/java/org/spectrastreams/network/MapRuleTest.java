package org.spectrastreams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.network.MapRule.Weighing;
import org.spectrastreams.network.exact.Exact;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.network.exact.ExactOps;
import org.spectrastreams.network.gap.GapCnn;
import org.spectrastreams.network.nmr.NmrCnn;
import org.spectrastreams.network.raman.RamanCnn;

/** What maps are, by their own equations. */
class MapRuleTest {
  private static double[] spectrum(int points) {
    Random random = new Random(5);
    double[] values = new double[points];
    Arrays.setAll(values, i -> (float) random.nextGaussian());
    return values;
  }

  /** One member's pass, differentiated by one class. */
  private record Pass(ExactOps ops, Exact values) {
    static Pass of(Network network, Map<String, float[]> weights, double[] row, int k) {
      ExactOps ops = new ExactOps(weights);
      int[] shape = network.inputShape().stream().mapToInt(Integer::intValue).toArray();
      Exact values = network.values(ops, ops.input(row, shape));
      ops.derive(values, k);
      return new Pass(ops, values);
    }
  }

  /** The map at the middles of the places is the un-upsampled one, since the spline goes there. */
  @Test
  void shouldHaveTheClassValueAsTheMeanOfTheClassActivationMap() {
    // Middles at 0, 8, 16 …: the windows are odd and centred.
    GapCnn network = new GapCnn(73, 3);
    Map<String, float[]> weights = RandomWeights.members(network, 1, 3).get(0);
    double[] row = spectrum(73);
    ExactNetwork exact = new ExactNetwork(network, List.of(weights));
    for (int k = 0; k < 3; k++) {
      double[] map = exact.activationMap(row, k).map();
      double sum = 0;
      for (int place = 0; place < network.places(2); place++) {
        sum += map[8 * place];
      }
      assertThat(sum / network.places(2)).isCloseTo(exact.values(row)[0][k], within(1e-12));
    }
  }

  /** β = Σ ∂y/∂F over the dense layer's weights F, and M = Σ A Σ β F, written out. */
  @Test
  void shouldBeTheImportanceOfTheDenseLayerAsItsPaperWritesIt() {
    RamanCnn network = new RamanCnn(37, 3);
    Map<String, float[]> weights = RandomWeights.members(network, 1, 3).get(0);
    double[] row = spectrum(37);
    int k = 1;
    double[] pooled = Pass.of(network, weights, row, k).ops.marks().get(RamanCnn.POOLED).values();
    float[] first = weights.get("dense1.w");
    float[] second = weights.get("dense2.w");
    int hidden = second.length / 3;
    double all = Arrays.stream(pooled).sum();
    int places = network.places(2);
    double[] importance = new double[places];
    for (int i = 0; i < pooled.length; i++) {
      for (int l = 0; l < hidden; l++) {
        double beta = second[l * 3 + k] * all; // ∂y/∂F[i, l] = A[i] ∂y/∂h[l], summed over i
        importance[i % places] += pooled[i] * beta * first[i * hidden + l];
      }
    }
    MapRule rule = network.map();
    double[] matrix = rule.places().get(0).matrix(1, places, 37);
    double[] found = new ExactNetwork(network, List.of(weights)).activationMap(row, k).map();
    double scale = Arrays.stream(found).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < 37; i++) {
      double expected = 0;
      for (int p = 0; p < places; p++) {
        expected += importance[p] * matrix[p * 37 + i];
      }
      assertThat(found[i]).isCloseTo(expected, within(1e-10 * scale));
    }
  }

  @Test
  void shouldGiveMapsOfPlanesBetweenZeroAndOne() {
    NmrCnn network = new NmrCnn(46, 54, 2);
    List<Map<String, float[]>> weights = RandomWeights.members(network, 1, 3);
    ExactNetwork exact = new ExactNetwork(network, weights);
    for (MapRule rule : network.maps().values()) {
      double[] map = exact.map(rule, spectrum(46 * 54), 0).map();
      assertThat(Arrays.stream(map).min().orElseThrow()).isGreaterThanOrEqualTo(0);
      assertThat(Arrays.stream(map).max().orElseThrow()).isBetween(0.5, 1.0000001);
    }
  }

  /** Grad-CAM is the class activation map over the number of places where a mean is pooled. */
  @Test
  void shouldScaleGradCamByThePlaces() {
    GapCnn network = new GapCnn(73, 3);
    ExactNetwork exact = new ExactNetwork(network, RandomWeights.members(network, 1, 3));
    double[] row = spectrum(73);
    MapRule cam = network.map();
    MapRule grad = new MapRule(Weighing.GRAD_CAM, false, cam.order(), cam.places());
    double[] one = exact.map(cam, row, 2).map();
    double[] other = exact.map(grad, row, 2).map();
    for (int i = 0; i < one.length; i++) {
      assertThat(other[i] * network.places(2)).isCloseTo(one[i], within(1e-12));
    }
  }

  @Test
  void shouldRefuseARuleThatCannotReachTheInput() {
    assertThatThrownBy(() -> new MapRule(Weighing.GRAD_CAM, false, 0, List.of()))
        .hasMessageContaining("expected a spline");
    assertThatThrownBy(() -> new MapRule(Weighing.GRAD_CAM, false, 3, List.of(Sampling.INPUT)))
        .hasMessageContaining("spline order 3");
  }
}
