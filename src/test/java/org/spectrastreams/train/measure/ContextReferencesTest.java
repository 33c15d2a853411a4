package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Correlations of contexts with reference spectra. */
class ContextReferencesTest {
  @Test
  void shouldCountEveryValueByItsShare() {
    float[] a = {1, 2, 3, 10, -4};
    float[] b = {2, 4, 6, -7, 9};
    double[] firstThree = {1, 1, 1, 0, 0};
    assertThat(ContextReferences.correlation(a, b, firstThree)).isEqualTo(1, within(1e-12));
    double[] even = new double[5];
    Arrays.fill(even, 3);
    // numpy.corrcoef([1, 2, 3, 10, -4], [2, 4, 6, -7, 9])[0, 1]
    assertThat(ContextReferences.correlation(a, b, even)).isEqualTo(-0.91561, within(1e-5));
  }

  @Test
  void shouldCountAWavenumberTwiceLikeTwoOfThem() {
    double[] shares = {2, 1, 1};
    double once =
        ContextReferences.correlation(new float[] {1, 5, 2}, new float[] {0, 3, 4}, shares);
    double[] even = {1, 1, 1, 1};
    double twice =
        ContextReferences.correlation(new float[] {1, 1, 5, 2}, new float[] {0, 0, 3, 4}, even);
    assertThat(once).isEqualTo(twice, within(1e-12));
  }
}
