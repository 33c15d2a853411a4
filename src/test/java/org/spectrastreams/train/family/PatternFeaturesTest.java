package org.spectrastreams.train.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.network.chemometric.PatternPlan;

class PatternFeaturesTest {
  /** What a published implementation makes of some spectra; see {@code origin} in the file. */
  private record Case(
      int featuresOfPattern,
      double[][] spectra,
      List<Integer> distances,
      List<Integer> thresholdsOfDistance,
      double[] thresholds,
      double[][] shares) {}

  private record Golden(String origin, List<Case> cases) {}

  private static List<Case> cases() throws IOException {
    try (InputStream in =
        PatternFeaturesTest.class.getResourceAsStream("/golden/minirocket.json")) {
      return JsonMapper.builder().build().readValue(in, Golden.class).cases();
    }
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  private static void assertClose(double[] found, double[] expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void shouldLayPatternsAsPublished() throws IOException {
    for (Case one : cases()) {
      PatternPlan plan = PatternPlan.of(one.spectra()[0].length, one.featuresOfPattern());

      assertThat(plan.distances()).isEqualTo(one.distances());
      assertThat(plan.thresholds()).isEqualTo(one.thresholdsOfDistance());
      assertThat(plan.features()).isEqualTo(84 * one.featuresOfPattern());
    }
  }

  @Test
  void shouldGiveThePublishedFeaturesForThePublishedThresholds() throws IOException {
    for (Case one : cases()) {
      PatternPlan plan = PatternPlan.of(one.spectra()[0].length, one.featuresOfPattern());
      int count = plan.features();
      PatternFeatures features =
          new PatternFeatures(plan, one.thresholds(), filled(count, 0), filled(count, 1));

      for (int i = 0; i < one.spectra().length; i++) {
        assertClose(features.apply(one.spectra()[i]), one.shares()[i], 1e-6);
      }
    }
  }

  @Test
  void shouldTakeThePublishedThresholdsWhereThereIsOneSpectrumToDrawFrom() throws IOException {
    Case alone =
        cases().stream().filter(one -> one.spectra().length == 1).findFirst().orElseThrow();

    PatternFeatures features =
        PatternFeatures.of(alone.spectra(), alone.featuresOfPattern()).patterns();

    // Published in single precision.
    assertClose(features.thresholds(), alone.thresholds(), 2e-5);
  }

  @Test
  void shouldScaleEveryFeatureThatVariesToADeviationOfOne() {
    Random random = new Random(3);
    double[][] rows = new double[30][40];
    for (double[] row : rows) {
      Arrays.setAll(row, p -> random.nextGaussian());
    }
    PatternFeatures.Found learned = PatternFeatures.of(rows);
    PatternFeatures features = learned.patterns();
    double[][] found = Arrays.stream(rows).map(features::apply).toArray(double[][]::new);
    for (int i = 0; i < rows.length; i++) {
      assertClose(learned.features()[i], found[i], 1e-9);
    }

    assertThat(features.scales()).hasSize(84 * PatternFeatures.EACH);
    for (int f : new int[] {0, 500, 1007}) {
      int feature = f;
      double mean = Arrays.stream(found).mapToDouble(row -> row[feature]).average().orElseThrow();
      double square =
          Arrays.stream(found)
              .mapToDouble(row -> Math.pow(row[feature] - mean, 2))
              .average()
              .orElseThrow();
      assertThat(square).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void shouldGiveAConstantSpectrumNoFeatureThatIsNotANumber() {
    double[][] rows = {new double[40], new double[40]};
    rows[1][20] = 1;

    for (double feature : PatternFeatures.of(rows).patterns().apply(new double[40])) {
      assertThat(feature).isFinite();
    }
  }
}
