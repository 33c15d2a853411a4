package org.spectrastreams.train.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricAxesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 60})
  void shouldGiveEigenvaluesThatSpanFifteenOrdersOfMagnitude(int size) {
    Random random = new Random(size);
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        rows[i][j] = random.nextGaussian() * Math.pow(10, -7.5 * j / size);
      }
    }
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    double[][] matrix = Products.scatter(rows, ones);

    SymmetricAxes axes = SymmetricAxes.of(matrix);

    double most = axes.values()[0];
    for (int k = 0; k < size; k++) {
      double[] vector = axes.vectors()[k];
      assertThat(k == 0 || axes.values()[k] <= axes.values()[k - 1]).isTrue();
      for (int i = 0; i < size; i++) {
        double image = Products.dot(matrix[i], vector, size);
        assertThat(image).isCloseTo(axes.values()[k] * vector[i], within(1e-13 * most * size));
      }
      for (int l = 0; l <= k; l++) {
        assertThat(Products.dot(vector, axes.vectors()[l], size))
            .isCloseTo(k == l ? 1 : 0, within(1e-13 * size));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void shouldGiveNothingOfNothing(int size) {
    assertThat(SymmetricAxes.of(new double[size][size]).values()).containsOnly(0);
  }
}
