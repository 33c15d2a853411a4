package org.spectrastreams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps from the places of a feature map to the points of the input. */
class SamplingTest {
  private static double[] carried(Sampling sampling, int order, double[] numbers, int points) {
    double[] matrix = sampling.matrix(order, numbers.length, points);
    double[] carried = new double[points];
    for (int p = 0; p < numbers.length; p++) {
      for (int i = 0; i < points; i++) {
        carried[i] += numbers[p] * matrix[p * points + i];
      }
    }
    return carried;
  }

  @Test
  void shouldKnowTheMiddleOfWhatAPlaceSees() {
    // Places of the FG network see 16 points from 4p on; their middle is 4p + 7.5.
    Window three = Window.along(3, 1);
    Window halved = Window.along(2, 2);
    Sampling places =
        Sampling.INPUT
            .through(three, 0)
            .through(three, 0)
            .through(halved, 0)
            .through(three, 0)
            .through(three, 0)
            .through(halved, 0);
    assertThat(places).isEqualTo(new Sampling(7.5, 4));
    assertThat(Sampling.INPUT.through(Window.along(8, 1, 4), 0).without(1).offset()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "1, 9", "2, 1", "2, 2", "2, 3", "2, 9"})
  void shouldGoThroughTheNumbersAtThePlaces(int order, int places) {
    double[] numbers = new double[places];
    for (int p = 0; p < places; p++) {
      numbers[p] = Math.sin(3.0 * p) + 0.1 * p * p;
    }
    double[] carried = carried(new Sampling(2, 4), order, numbers, 4 * places + 3);
    for (int p = 0; p < places; p++) {
      assertThat(carried[2 + 4 * p]).isCloseTo(numbers[p], within(1e-12));
    }
    assertThat(carried[0]).as("before the first middle").isCloseTo(numbers[0], within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1", "2, 2", "2, 7"})
  void shouldCarryAConstantAsItIs(int order, int places) {
    double[] numbers = new double[places];
    java.util.Arrays.fill(numbers, 3);
    for (double value : carried(new Sampling(3.5, 8), order, numbers, 70)) {
      assertThat(value).isCloseTo(3, within(1e-12));
    }
  }

  /** The spline of a unit impulse among five places, worked out by hand from its equations. */
  @Test
  void shouldBeTheQuadraticSplineWithMirroredEnds() {
    // Coefficients c of A c = (0, 0, 1, 0, 0) by symmetry: 3a + b = 0, a + 6b + c = 0, 2b + 6c = 8.
    double c = 8 / (6 - 2 / (6 - 1.0 / 3));
    double b = -c / (6 - 1.0 / 3);
    double[] carried = carried(Sampling.INPUT, 2, new double[] {0, 0, 1, 0, 0}, 5);
    assertThat(carried).containsExactly(new double[] {0, 0, 1, 0, 0}, within(1e-12));
    double[] between = carried(new Sampling(0, 2), 2, new double[] {0, 0, 1, 0, 0}, 9);
    assertThat(between[3]).isCloseTo((b + c) / 2, within(1e-12));
    assertThat(between[5]).isCloseTo((b + c) / 2, within(1e-12));
    assertThat(between[1]).isCloseTo((b - b / 3) / 2, within(1e-12));
  }
}
