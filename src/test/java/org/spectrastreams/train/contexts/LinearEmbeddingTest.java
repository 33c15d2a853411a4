package org.spectrastreams.train.contexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two classes, one of them in two kinds that its class does not tell apart. */
class LinearEmbeddingTest {
  private static final int ROWS = 600;
  private static final int INPUTS = 120;
  private static final int LATENT = 4;

  private final float[] inputs = new float[ROWS * INPUTS];
  private final int[] predicted = new int[ROWS];

  LinearEmbeddingTest() {
    Random random = new Random(3);
    for (int n = 0; n < ROWS; n++) {
      int kind = n % 3;
      predicted[n] = kind == 0 ? 0 : 1;
      for (int i = 0; i < INPUTS; i++) {
        inputs[n * INPUTS + i] =
            (float) (Math.sin(i * 0.1 * (1 + kind)) + 0.5 * random.nextGaussian());
      }
    }
  }

  @Test
  void shouldKeepClassesApartByTheirDiscriminantAndKindsByTheComponents() {
    float[] places = LinearEmbedding.fit(inputs, predicted, 2, LATENT).places(inputs, ROWS);
    double[] means = new double[2];
    for (int n = 0; n < ROWS; n++) {
      means[predicted[n]] += places[n * LATENT] / (predicted[n] == 0 ? ROWS / 3.0 : ROWS * 2 / 3.0);
    }
    double spread = 0;
    for (int n = 0; n < ROWS; n++) {
      spread += Math.pow(places[n * LATENT] - means[predicted[n]], 2) / ROWS;
    }
    assertThat(spread).as("variance within the classes").isCloseTo(1, within(0.05));
    assertThat(Math.abs(means[0] - means[1])).isGreaterThan(4);

    assertThat(clearest(places)).as("kinds of the second class, in deviations").isGreaterThan(4);
  }

  /** How far the two kinds of the second class lie apart in the component that shows it best. */
  private static double clearest(float[] places) {
    double most = 0;
    for (int d = 1; d < LATENT; d++) {
      double[] means = new double[3];
      for (int n = 0; n < ROWS; n++) {
        means[n % 3] += places[n * LATENT + d] / (ROWS / 3.0);
      }
      double spread = 0;
      for (int n = 0; n < ROWS; n++) {
        spread += Math.pow(places[n * LATENT + d] - means[n % 3], 2) / ROWS;
      }
      most = Math.max(most, Math.abs(means[1] - means[2]) / Math.sqrt(spread));
    }
    return most;
  }

  @Test
  void shouldGiveTheServedGraphTheSameMatrix() {
    LinearEmbedding found = LinearEmbedding.fit(inputs, predicted, 2, LATENT);
    Map<String, float[]> weights = found.weights();
    float[] places = found.places(inputs, 5);
    for (int n = 0; n < 5; n++) {
      for (int d = 0; d < LATENT; d++) {
        float sum = weights.get("mu.b")[d];
        for (int i = 0; i < INPUTS; i++) {
          sum += inputs[n * INPUTS + i] * weights.get("mu.w")[i * LATENT + d];
        }
        assertThat(places[n * LATENT + d]).isCloseTo(sum, within(1e-3f));
      }
    }
  }

  @Test
  void shouldComeOutAlmostTheSameFromSpectraDrawnWithReplacement() {
    float[] all = LinearEmbedding.fit(inputs, predicted, 2, LATENT, 1, 0).places(inputs, ROWS);
    float[] drawn = LinearEmbedding.fit(inputs, predicted, 2, LATENT, 1, 1).places(inputs, ROWS);
    double apart = 0;
    double size = 0;
    for (int n = 0; n < ROWS; n++) {
      apart += Math.pow(all[n * LATENT] - drawn[n * LATENT], 2);
      size += Math.pow(all[n * LATENT], 2);
    }
    assertThat(apart).isPositive().isLessThan(0.1 * size);
  }
}
