package org.spectrastreams.train.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FamilyTest {
  private static List<Family> families() {
    return Families.ALL;
  }

  @ParameterizedTest
  @MethodSource("families")
  void shouldTellClassesApartThatAreApart(Family family) {
    Task train = Clouds.of(30, 3, 6, 6, 1);
    Task test = Clouds.of(50, 3, 6, 6, 2);

    List<Fitted> fits = family.fits(train);

    assertThat(fits).isNotEmpty().hasSizeLessThanOrEqualTo(family.settings().size());
    assertThat(fits.stream().mapToDouble(fit -> Clouds.right(fit, test)).max().orElseThrow())
        .isGreaterThan(0.98);
  }

  @ParameterizedTest
  @MethodSource("families")
  void shouldGiveTheSameNumbersAgain(Family family) {
    Task train = Clouds.of(12, 2, 5, 1, 3);

    Fitted once = family.fits(train).get(0);
    Fitted again = family.fits(train).get(0);

    assertThat(again.values(train.rows()[0])).isEqualTo(once.values(train.rows()[0]));
  }

  @ParameterizedTest
  @MethodSource("families")
  void shouldSayOfUnseenSpectraWhatItsClassifiersSay(Family family) {
    Task train = Clouds.of(14, 3, 7, 1, 21);
    Task unseen = Clouds.of(4, 3, 7, 1, 22);
    List<Fitted> fits = family.fits(train);

    List<double[][]> values = family.values(train, unseen.rows());

    assertThat(values).hasSameSizeAs(fits);
    for (int setting = 0; setting < fits.size(); setting++) {
      for (int i = 0; i < unseen.count(); i++) {
        double[] expected = fits.get(setting).values(unseen.rows()[i]);
        for (int c = 0; c < expected.length; c++) {
          assertThat(values.get(setting)[i][c]).isCloseTo(expected[c], within(1e-9));
        }
      }
    }
  }

  @Test
  void shouldSolveTheNormalEquationsOfRidgeRegression() {
    Task task = Clouds.of(9, 2, 4, 1, 5);
    Ridge ridge = new Ridge();
    int setting = ridge.settings().indexOf("penalty 0.01 of the scatter");
    Fitted.Linear fitted = (Fitted.Linear) ridge.fits(task).get(setting);

    double[] mean = new double[4];
    for (double[] row : task.rows()) {
      for (int j = 0; j < 4; j++) {
        mean[j] += row[j] / task.count();
      }
    }
    double[][] system = new double[4][4];
    double[] right = new double[4];
    for (int i = 0; i < task.count(); i++) {
      for (int j = 0; j < 4; j++) {
        double x = task.rows()[i][j] - mean[j];
        right[j] += x * (task.labels()[i] == 0 ? 1 : -1);
        for (int k = 0; k < 4; k++) {
          system[j][k] += x * (task.rows()[i][k] - mean[k]);
        }
      }
    }
    double trace = system[0][0] + system[1][1] + system[2][2] + system[3][3];
    for (int j = 0; j < 4; j++) {
      system[j][j] += 0.01 * trace;
    }
    double[] expected =
        new LUDecomposition(new Array2DRowRealMatrix(system))
            .getSolver()
            .solve(org.hipparchus.linear.MatrixUtils.createRealVector(right))
            .toArray();
    for (int j = 0; j < 4; j++) {
      assertThat(fitted.weights()[0][j]).isCloseTo(expected[j], within(1e-10));
      assertThat(fitted.weights()[1][j]).isCloseTo(-expected[j], within(1e-10));
    }
  }

  @Test
  void shouldPointTheFirstLatentVariableFromOneClassToTheOther() {
    Task task = Clouds.of(20, 2, 5, 1, 7);
    Fitted.Linear fitted = (Fitted.Linear) new PlsDa().fits(task).get(0);
    double[] between = new double[5];
    for (int i = 0; i < task.count(); i++) {
      Products.add(between, task.labels()[i] == 0 ? 1 : -1, task.rows()[i]);
    }
    double[] slope = fitted.weights()[0];
    double cosine =
        Products.dot(slope, between, 5)
            / Math.sqrt(Products.dot(slope, slope, 5) * Products.dot(between, between, 5));

    assertThat(cosine).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldGiveEveryValueItsShareOfTheOneLatentVariable() {
    Task task = Clouds.of(20, 2, 5, 1, 7);
    Rotation rotation = Rotation.of(task.rows());
    Task turned = new Task(rotation.apply(task.rows()), task.labels(), 2);
    double[] between = new double[5];
    for (int i = 0; i < task.count(); i++) {
      Products.add(between, task.labels()[i] == 0 ? 1 : -1, task.rows()[i]);
    }
    double length = Math.sqrt(Products.dot(between, between, 5));

    double[] importance = new PlsDa().importance(turned, 0, rotation).orElseThrow();

    for (int j = 0; j < 5; j++) {
      double share = Math.sqrt(5) * Math.abs(between[j]) / length;
      assertThat(importance[j]).isCloseTo(share, within(1e-9));
    }
  }

  @Test
  void shouldGiveImportancesWhoseMeanSquareIsOneAndThatPointAtTheClasses() {
    Task task = Clouds.of(40, 3, 12, 3, 19);
    Rotation rotation = Rotation.of(task.rows());
    Task turned = new Task(rotation.apply(task.rows()), task.labels(), 3);

    double[] importance = new PlsDa().importance(turned, 3, rotation).orElseThrow();

    assertThat(Products.dot(importance, importance, 12) / 12).isCloseTo(1, within(1e-9));
    for (int own = 0; own < 3; own++) {
      assertThat(importance[own]).isGreaterThan(1);
    }
    assertThat(Arrays.stream(importance).skip(3).max().orElseThrow()).isLessThan(1);
    assertThat(new Ridge().importance(turned, 0, rotation)).isEmpty();
  }

  @Test
  void shouldReachTheDiscriminantsOfAllScoresWithAllLatentVariables() {
    Task task = Clouds.of(40, 3, 4, 1, 9);
    Fitted all = new PlsDa().fits(task).get(3);
    LeadingLda lda = new LeadingLda(task.rows(), task.labels(), task.classes());

    for (double[] row : task.rows()) {
      double[] values = all.values(row);
      double[] expected = lda.on(4).values(row);
      for (int c = 1; c < 3; c++) {
        assertThat(values[c] - values[0]).isCloseTo(expected[c] - expected[0], within(1e-8));
      }
    }
  }

  @Test
  void shouldMeetTheConditionsOfTheDualOptimum() {
    Task task = Clouds.of(25, 2, 3, 1, 11);
    int count = task.count();
    double[][] kernel = new double[count][count];
    int[] sides = new int[count];
    double[] bounds = new double[count];
    for (int i = 0; i < count; i++) {
      sides[i] = task.labels()[i] == 0 ? 1 : -1;
      bounds[i] = 2;
      for (int j = 0; j < count; j++) {
        kernel[i][j] = Math.exp(-0.5 * Products.squaredDistance(task.rows()[i], task.rows()[j]));
      }
    }

    DualSolver found = DualSolver.solve(kernel, sides, bounds);

    double balance = 0;
    for (int i = 0; i < count; i++) {
      double alpha = found.multipliers()[i];
      balance += alpha * sides[i];
      double decision = found.offset();
      for (int j = 0; j < count; j++) {
        decision += found.multipliers()[j] * sides[j] * kernel[i][j];
      }
      double margin = sides[i] * decision;
      if (alpha == 0) {
        assertThat(margin).isGreaterThan(1 - 2e-3);
      } else if (alpha == bounds[i]) {
        assertThat(margin).isLessThan(1 + 2e-3);
      } else {
        assertThat(margin).isCloseTo(1, within(2e-3));
      }
    }
    assertThat(balance).isCloseTo(0, within(1e-9));
    assertThat(Arrays.stream(found.multipliers()).filter(alpha -> alpha > 0).count())
        .isBetween(2L, (long) count - 1);
  }

  @Test
  void shouldFindTheSameOptimumFromTheAnswerForSmallerBounds() {
    Task task = Clouds.of(25, 2, 3, 1, 17);
    int count = task.count();
    double[][] kernel = new double[count][count];
    int[] sides = new int[count];
    double[] small = new double[count];
    double[] large = new double[count];
    for (int i = 0; i < count; i++) {
      sides[i] = task.labels()[i] == 0 ? 1 : -1;
      small[i] = 0.5;
      large[i] = 5;
      for (int j = 0; j < count; j++) {
        kernel[i][j] = Math.exp(-0.5 * Products.squaredDistance(task.rows()[i], task.rows()[j]));
      }
    }
    DualSolver before = DualSolver.solve(kernel, sides, small);
    DualSolver fresh = DualSolver.solve(kernel, sides, large);

    DualSolver warm = DualSolver.solve(kernel, sides, large, before.multipliers());

    assertThat(before.bounded()).isTrue();
    assertThat(objective(warm, kernel, sides))
        .isCloseTo(objective(fresh, kernel, sides), within(1e-3));
  }

  private static double objective(DualSolver dual, double[][] kernel, int[] sides) {
    double value = 0;
    for (int i = 0; i < sides.length; i++) {
      value -= dual.multipliers()[i];
      for (int j = 0; j < sides.length; j++) {
        value +=
            dual.multipliers()[i] * dual.multipliers()[j] * sides[i] * sides[j] * kernel[i][j] / 2;
      }
    }
    return value;
  }

  @Test
  void shouldKeepDistancesWhenSpectraAreTurned() {
    Task task = Clouds.of(5, 2, 30, 1, 13);
    Rotation rotation = Rotation.of(task.rows());
    double[] one = rotation.apply(task.rows()[0]);
    double[] other = rotation.apply(task.rows()[7]);

    assertThat(one).hasSize(9);
    assertThat(Products.squaredDistance(one, other))
        .isCloseTo(Products.squaredDistance(task.rows()[0], task.rows()[7]), within(1e-9));
  }

  @Test
  void shouldRefuseATaskWithoutASpectrumOfAClass() {
    assertThatThrownBy(() -> new Task(new double[][] {{1}, {2}}, new int[] {0, 0}, 2))
        .hasMessageContaining("[2, 0]");
  }
}
