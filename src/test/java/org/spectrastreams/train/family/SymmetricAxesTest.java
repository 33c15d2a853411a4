package org.spectrastreams.train.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
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
  @ValueSource(ints = {1, 2, 3, 17, 120})
  void shouldGiveTheLeadingVectorsAloneAsAmongAll(int size) {
    double[][] matrix = graded(size, 4);
    SymmetricAxes all = SymmetricAxes.of(matrix);

    SymmetricAxes leading = SymmetricAxes.leading(matrix, 30, 1e-13);

    double most = all.values()[0];
    assertThat(leading.values()).hasSize(Math.min(all.above(1e-13), 30));
    for (int k = 0; k < leading.values().length; k++) {
      double[] vector = leading.vectors()[k];
      assertThat(leading.values()[k]).isCloseTo(all.values()[k], within(1e-14 * most * size));
      for (int i = 0; i < size; i++) {
        double image = Products.dot(matrix[i], vector, size);
        assertThat(image).isCloseTo(leading.values()[k] * vector[i], within(1e-13 * most * size));
      }
      for (int l = 0; l <= k; l++) {
        assertThat(Products.dot(vector, leading.vectors()[l], size))
            .isCloseTo(k == l ? 1 : 0, within(1e-13 * size));
      }
    }
  }

  @Test
  void shouldGiveLeadingVectorsOfEqualEigenvaluesAtRightAngles() {
    double[][] matrix = new double[40][40];
    for (int i = 0; i < 40; i++) {
      matrix[i][i] = i % 10 == 0 ? 2 : 1;
    }

    SymmetricAxes leading = SymmetricAxes.leading(matrix, 4, 1e-13);

    assertThat(leading.values()).containsExactly(2, 2, 2, 2);
    for (int k = 0; k < 4; k++) {
      for (int l = 0; l <= k; l++) {
        assertThat(Products.dot(leading.vectors()[k], leading.vectors()[l], 40))
            .isCloseTo(k == l ? 1 : 0, within(1e-13));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 30})
  void shouldSolveForManyShiftsAsOneByOne(int size) {
    double[][] matrix = graded(size, 1);
    double[][] right = new double[2][size];
    right[0][0] = 1;
    Arrays.setAll(right[1], i -> Math.cos(i));
    double[] scales = {1, 0.5};
    double[] shifts = {0.1, 3};

    double[][][] answers = Tridiagonal.of(matrix).solved(right, scales, shifts);

    for (int s = 0; s < shifts.length; s++) {
      for (int r = 0; r < right.length; r++) {
        for (int i = 0; i < size; i++) {
          double image =
              scales[s] * Products.dot(matrix[i], answers[s][r], size)
                  + shifts[s] * answers[s][r][i];
          assertThat(image).isCloseTo(right[r][i], within(1e-11));
        }
      }
    }
  }

  private static double[][] graded(int size, double orders) {
    Random random = new Random(size);
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        rows[i][j] = random.nextGaussian() * Math.pow(10, -orders * j / size);
      }
    }
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return Products.scatter(rows, ones);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void shouldGiveNothingOfNothing(int size) {
    assertThat(SymmetricAxes.of(new double[size][size]).values()).containsOnly(0);
  }
}
