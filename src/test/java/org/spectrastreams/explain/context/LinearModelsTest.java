package org.spectrastreams.explain.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.SpectralAxis;

class LinearModelsTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 1, 801);
  private static final List<String> CLASSES = List.of("a", "b", "c");

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void shouldCut801PointsInto51BandsOf16Wavenumbers() {
    BandMeans bands = new BandMeans(AXIS);
    float[] ramp = new float[801];
    for (int j = 0; j < ramp.length; j++) {
      ramp[j] = j;
    }
    float[] means = new float[51];
    bands.of(ramp, 0, means, 0);

    assertThat(bands.count()).isEqualTo(51);
    assertThat(means[0]).as("mean of 1000 to 1007 cm⁻¹").isEqualTo(3.5f);
    assertThat(means[25]).as("mean of 1392 to 1407 cm⁻¹").isEqualTo(399.5f);
    assertThat(means[50]).as("mean of 1792 to 1800 cm⁻¹").isEqualTo(796);
  }

  @Test
  void shouldGiveEveryBandAtLeastTwoPointsOfACoarseAxis() {
    BandMeans bands = new BandMeans(SpectralAxis.uniform(400, 20, 100));
    float[] ones = new float[100];
    Arrays.fill(ones, 1);
    float[] means = new float[bands.count()];
    bands.of(ones, 0, means, 0);
    assertThat(bands.count()).isLessThanOrEqualTo(51);
    assertThat(means).containsOnly(1);
  }

  /** Bands of 16 µm would leave two of a spectrum. */
  @ParameterizedTest
  @EnumSource(
      value = AxisKind.class,
      names = {"WAVELENGTH", "CHEMICAL_SHIFT", "PIXEL"})
  void shouldCutAxesThatAreNotInWavenumbersIntoAsManyBands(AxisKind kind) {
    double[] values = new double[451];
    for (int j = 0; j < values.length; j++) {
      values[j] = 5.5 + 0.01 * j;
    }
    assertThat(new BandMeans(SpectralAxis.of(kind, values)).count()).isEqualTo(51);
  }

  @Test
  void shouldVoteForTheHighestLogOddsOfTheNearestContextsModel() {
    Contexts contexts = RandomExplanations.contexts(AXIS, CLASSES, 4, 1);
    LinearModels models = new LinearModels(4, 3, AXIS, random(4 * 3 * 52, 2));
    ContextScorer scorer = new ContextScorer(contexts.with(Optional.of(models)));
    ContextAssignment found = new ContextAssignment();
    float[] spectra = random(20 * AXIS.size(), 3);
    float[] places = random(20 * RandomExplanations.LATENT, 4);
    scorer.assign(spectra, places, new int[20], 20, found);

    for (int row = 0; row < 20; row++) {
      double[] odds = new double[3];
      for (int c = 0; c < 3; c++) {
        float[] weights = models.weights(found.context()[row], c);
        float[] means = new float[51];
        models.bands().of(spectra, row * AXIS.size(), means, 0);
        odds[c] = models.logOdds(found.context()[row], c, new float[51]); // the constant
        for (int k = 0; k < 51; k++) {
          odds[c] += (double) weights[k] * means[k];
        }
      }
      int vote = found.linearised()[row];
      assertThat(odds[vote]).isGreaterThan(Arrays.stream(odds).max().getAsDouble() - 1e-4);
    }
  }

  @Test
  void shouldRefuseModelsOfOtherContexts() {
    Contexts contexts = RandomExplanations.contexts(AXIS, CLASSES, 4, 1);
    LinearModels three = new LinearModels(3, 3, AXIS, random(3 * 3 * 52, 2));
    assertThatThrownBy(() -> contexts.with(Optional.of(three)))
        .hasMessageContaining("linear models of 3 contexts and 801 points; expected 4 and 801");
    assertThatThrownBy(() -> new LinearModels(4, 3, AXIS, new float[51]))
        .hasMessageContaining("holds 51 values; expected 4 contexts × 3 classes × 52");
    float[] broken = random(4 * 3 * 52, 2);
    broken[7] = Float.NaN;
    assertThatThrownBy(() -> new LinearModels(4, 3, AXIS, broken))
        .hasMessageContaining("holds NaN");
  }
}
