package org.spectrastreams.train.contexts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.explain.context.LinearModels;
import org.spectrastreams.spectrum.SpectralAxis;

class LinearFitTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 51);
  private static final int COUNT = 600;

  private final float[] spectra = new float[COUNT * AXIS.size()];
  private final int[] context = new int[COUNT];
  private final double[][] odds = new double[COUNT][2];

  /** Log-odds that every context computes in its own way from the bands at 1032 and 1120 cm⁻¹. */
  private void draw(int contexts) {
    Random random = new Random(1);
    for (int n = 0; n < COUNT; n++) {
      context[n] = n % 50 == 0 ? contexts - 1 : n % (contexts - 1); // the last one is small
      float[] bands = new float[14];
      for (int k = 0; k < bands.length; k++) {
        bands[k] = (float) random.nextGaussian();
      }
      for (int j = 0; j < AXIS.size(); j++) {
        spectra[n * AXIS.size() + j] = 2 + bands[(int) Math.round(j / 50.0 * 13)];
      }
      odds[n][0] =
          1 + bands[2] + (context[n] == 0 ? 3 : -3) * bands[8] + 0.1 * random.nextGaussian();
      odds[n][1] = -odds[n][0];
    }
  }

  private double agreement(LinearModels models) {
    int same = 0;
    float[] means = new float[models.bands().count()];
    for (int n = 0; n < COUNT; n++) {
      models.bands().of(spectra, n * AXIS.size(), means, 0);
      same += models.vote(context[n], means) == (odds[n][0] > 0 ? 0 : 1) ? 1 : 0;
    }
    return (double) same / COUNT;
  }

  @Test
  void shouldFindWhatEachContextComputesInItsOwnWay() {
    draw(3);
    LinearModels models = LinearFit.of(AXIS, spectra, context, 3, odds);
    assertThat(models.bands().count()).isEqualTo(14);
    assertThat(models.weights(0, 0)[8]).isBetween(2.8f, 3.2f);
    assertThat(models.weights(1, 0)[8]).isBetween(-3.2f, -2.8f);
    assertThat(models.weights(1, 0)[2]).isBetween(0.9f, 1.1f);
    assertThat(models.weights(1, 0)[5]).isBetween(-0.1f, 0.1f);
    assertThat(models.weights(1, 1)[2]).isBetween(-1.1f, -0.9f);
    assertThat(agreement(models)).isGreaterThan(0.97);
  }

  @Test
  void shouldLeaveAContextWithoutSpectraWithTheCommonModel() {
    draw(3);
    LinearModels models = LinearFit.of(AXIS, spectra, context, 4, odds);
    for (float weight : models.weights(3, 0)) {
      assertThat(weight).isFinite();
    }
    assertThat(models.weights(3, 0)[2]).isBetween(0.8f, 1.2f);
  }
}
