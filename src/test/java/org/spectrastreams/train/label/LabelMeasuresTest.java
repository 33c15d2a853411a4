package org.spectrastreams.train.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spectrastreams.network.LatentLayer;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.PreparedLabels;

/** Thresholds and measures of labels by hand, and the two steps of their explanation. */
class LabelMeasuresTest {
  private static final boolean[] PRESENT = {
    true, false,
    true, true,
    false, false,
    false, true
  };

  /** Four spectra, two labels. */
  private static final float[] SCORES = {
    0.9f, 0.1f,
    0.3f, 0.2f,
    0.2f, 0.4f,
    0.1f, 0.6f
  };

  @Test
  void shouldTakeTheThresholdWithTheBestF1OfTheTrainingData() {
    // First label: both carriers and nothing else above 0.25. Second: {0.6} gives 2/3, {0.6, 0.4}
    // 1/2, down to 0.2: 4/5.
    assertThat(LabelThresholds.of(SCORES, PRESENT, 2)).containsExactly(0.25f, 0.15f);
  }

  @Test
  void shouldPutNoThresholdBetweenEqualScores() {
    float[] scores = {0.7f, 0.7f, 0.7f, 0.1f};
    boolean[] present = {true, false, true, false};
    assertThat(LabelThresholds.of(scores, present, 1)).containsExactly(0.4f);
  }

  @Test
  void shouldCountLabelsAndWholeSpectra() {
    LabelMeasures found =
        LabelMeasures.of(List.of("a", "b"), SCORES, PRESENT, List.of(0.25f, 0.15f));
    assertThat(found.perfection()).isEqualTo(0.75);
    assertThat(found.spectrumF1()).isCloseTo((1 + 1 + 0 + 1) / 4.0, within(1e-12));
    LabelMeasures.OfLabel second = found.each().get(1);
    assertThat(second.carriers()).isEqualTo(2);
    assertThat(second.accuracy()).isEqualTo(0.75);
    assertThat(second.precision()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(second.recall()).isEqualTo(1);
    assertThat(second.f1()).isCloseTo(0.8, within(1e-12));
    assertThat(second.auc()).as("three of four pairs in order").isEqualTo(0.75);
    assertThat(found.each().get(0).auc()).isEqualTo(1);
  }

  @Test
  void shouldCallASpectrumWithoutLabelsRightWhereNoneIsSaid() {
    LabelMeasures found =
        LabelMeasures.of(
            List.of("a"), new float[] {0.1f, 0.9f}, new boolean[] {false, true}, List.of(0.5f));
    assertThat(found.perfection()).isEqualTo(1);
    assertThat(found.spectrumF1()).isEqualTo(1);
  }

  private static final Network NETWORK =
      Networks.find("fg-cnn").on(SpectralAxis.uniform(400, 2, 200), 2);

  private static final LatentLayer LAYER = NETWORK.latent().orElseThrow();

  private static Map<String, float[]> copier() {
    Map<String, float[]> weights = new HashMap<>();
    put(weights, 1, 1, 4);
    put(weights, 2, 4, 4);
    put(weights, 3, 4, 8);
    put(weights, 4, 8, 8);
    weights.put("norm4.mean", new float[8]);
    weights.put("norm4.variance", ones(8));
    weights.put(LAYER.weights(), new float[LAYER.channels() * LAYER.places() * 2]);
    weights.put("classes.b", new float[2]);
    return weights;
  }

  /** A layer whose every output is the middle of its first input: it copies. */
  private static void put(Map<String, float[]> weights, int layer, int inputs, int outputs) {
    float[] kernel = new float[outputs * inputs * 3];
    for (int out = 0; out < outputs; out++) {
      kernel[out * inputs * 3 + 1] = 1;
    }
    weights.put("conv" + layer + ".w", kernel);
    weights.put("conv" + layer + ".b", new float[outputs]);
    weights.put("norm" + layer + ".gamma", ones(outputs));
    weights.put("norm" + layer + ".beta", new float[outputs]);
    weights.put("norm" + layer + ".mean", new float[outputs]);
    weights.put("norm" + layer + ".variance", ones(outputs));
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void shouldShowTheFieldsWhereAChannelIsMostActive() {
    Network network = NETWORK;
    float[] values = new float[200];
    values[101] = 1; // the place 4p + 5 to 4p + 8 sees it as its largest: p = 24
    PreparedLabels data = new PreparedLabels(200, 2, values, new boolean[] {true, false});
    List<LatentPatterns.Shape> shapes = LatentPatterns.shapes(network, copier(), data);
    assertThat(shapes).hasSize(8);
    // Fewer places than 100: all but five at either edge.
    int shown = LAYER.places() - 10;
    double[] mean = shapes.get(0).mean();
    assertThat(mean[101 - 4 * 24]).isCloseTo(1.0 / shown, within(1e-9));
    assertThat(mean).hasSize(LAYER.field());
  }

  @Test
  void shouldFindWhereALabelWantsSomethingAndHowMembersAgree() {
    Network network = NETWORK;
    SpectralAxis axis = SpectralAxis.uniform(400, 2, 200);
    Map<String, float[]> one = copier();
    Map<String, float[]> other = copier();
    int at = (3 * LAYER.places() + 7) * 2 + 1;
    one.get(LAYER.weights())[at] = 2;
    other.get(LAYER.weights())[at] = 4;
    other.get(LAYER.weights())[at + 2] = -5;
    List<LatentPatterns.Region> regions =
        LatentPatterns.regions(network, List.of(one, other), axis, 1);
    assertThat(regions).hasSize(LAYER.places());
    assertThat(regions.get(7).mean()).isEqualTo(3);
    assertThat(regions.get(7).deviation()).isEqualTo(1);
    assertThat(regions.get(7).wavenumber()).isEqualTo(400 + 2 * (4 * 7 + 7.5));
    assertThat(regions.get(8).mean()).as("the negative part is cut").isZero();
  }
}
