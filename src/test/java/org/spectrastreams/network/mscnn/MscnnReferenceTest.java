package org.spectrastreams.network.mscnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.spectrum.SpectralAxis;

/** The reference's hand-written backward pass against differences of its forward pass. */
class MscnnReferenceTest {
  private static final double STEP = 1e-5;

  private static double[] spectrum(int points) {
    float[] values = RandomModels.spectra(1, points, 11);
    double[] exact = new double[points];
    for (int i = 0; i < points; i++) {
      exact[i] = values[i];
    }
    return exact;
  }

  @ParameterizedTest
  @CsvSource({"801, 1.0, 4", "300, 3.9, 3", "97, 30, 2"})
  void shouldHaveTheGradientThatDifferencesGive(int points, double spacing, int classes) {
    MscnnArchitecture shape =
        MscnnArchitecture.of(SpectralAxis.uniform(600, spacing, points), classes);
    MscnnReference network = new MscnnReference(shape, RandomModels.member(shape, 5));
    double[] layer = network.multiScale(spectrum(points));
    Random random = new Random(2);
    for (int k = 0; k < classes; k++) {
      double[] gradient = network.gradient(layer, k);
      double scale = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
      assertThat(scale).isPositive();
      // Single elements, and one direction that moves them all.
      for (int probe = 0; probe < 40; probe++) {
        int at = random.nextInt(layer.length);
        double[] direction = new double[layer.length];
        direction[at] = 1;
        assertThat(slope(network, layer, direction, k))
            .isCloseTo(gradient[at], within(1e-6 * scale));
      }
      double[] direction = random.doubles(layer.length, -1, 1).toArray();
      double expected = 0;
      for (int i = 0; i < layer.length; i++) {
        expected += gradient[i] * direction[i];
      }
      assertThat(slope(network, layer, direction, k))
          .isCloseTo(expected, within(1e-4 * Math.max(scale, Math.abs(expected))));
    }
  }

  private static double slope(MscnnReference network, double[] layer, double[] direction, int k) {
    double[] above = layer.clone();
    double[] below = layer.clone();
    for (int i = 0; i < layer.length; i++) {
      above[i] += STEP * direction[i];
      below[i] -= STEP * direction[i];
    }
    return (network.outputs(above)[k] - network.outputs(below)[k]) / (2 * STEP);
  }

  @ParameterizedTest
  @CsvSource({"801, 1.0, 4", "300, 3.9, 3"})
  void shouldLoseNothingWhenSpreadingOverReceptiveFields(int points, double spacing, int classes) {
    MscnnArchitecture shape =
        MscnnArchitecture.of(SpectralAxis.uniform(600, spacing, points), classes);
    MscnnReference network = new MscnnReference(shape, RandomModels.member(shape, 5));
    double[] spectrum = spectrum(points);
    double[] layer = network.multiScale(spectrum);
    double[] gradient = network.gradient(layer, 1);
    double before = 0;
    for (int i = 0; i < layer.length; i++) {
      before += layer[i] * gradient[i];
    }
    double after = Arrays.stream(network.activationMap(spectrum, 1)).sum();
    assertThat(after).isCloseTo(before, within(1e-12 * layer.length));
  }
}
