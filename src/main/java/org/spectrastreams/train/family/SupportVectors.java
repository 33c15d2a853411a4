package org.spectrastreams.train.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A support vector machine with Gaussian kernels for each class against the others, every side
 * equally heavy; γ is in parts of the median squared distance of two training spectra.
 */
final class SupportVectors implements Family {
  /** The principal axes whose distances count. */
  static final int AXES = 64;

  /** What is tried with the principal axes as they are. */
  private static final double[] GAMMAS = {0.25, 1, 4, 16};

  private static final double[] COSTS = {1, 10, 100};

  /** What is tried with every axis divided by the root of its deviation. */
  private static final double[] LEVELLED_GAMMAS = {0.25, 1, 4};

  private static final double[] LEVELLED_COSTS = {1, 10};

  @Override
  public String name() {
    return "svm";
  }

  @Override
  public List<String> settings() {
    List<String> settings = new ArrayList<>();
    describe(settings, GAMMAS, COSTS, "");
    describe(settings, LEVELLED_GAMMAS, LEVELLED_COSTS, ", axes levelled");
    return settings;
  }

  private static void describe(
      List<String> settings, double[] gammas, double[] costs, String more) {
    for (double gamma : gammas) {
      for (double cost : costs) {
        settings.add("γ " + gamma + " over the median squared distance, cost " + (int) cost + more);
      }
    }
  }

  @Override
  public List<Fitted> fits(Task task) {
    int axes = Math.min(AXES, task.width());
    double[] plain = new double[axes];
    Arrays.fill(plain, 1);
    List<Fitted> fits = new ArrayList<>();
    add(fits, task, plain, GAMMAS, COSTS);
    add(fits, task, levelling(task, axes), LEVELLED_GAMMAS, LEVELLED_COSTS);
    return fits;
  }

  /**
   * One over the root of each axis' deviation: what tells classes apart may be small beside what
   * differs most from spectrum to spectrum.
   */
  private static double[] levelling(Task task, int axes) {
    double[] ones = new double[task.count()];
    Arrays.fill(ones, 1);
    double[] mean = task.mean(ones);
    double[] scales = new double[axes];
    for (int k = 0; k < axes; k++) {
      double squares = 0;
      for (double[] row : task.rows()) {
        squares += (row[k] - mean[k]) * (row[k] - mean[k]);
      }
      scales[k] = squares > 0 ? Math.pow(squares / task.count(), -0.25) : 0;
    }
    return scales;
  }

  private static void add(
      List<Fitted> fits, Task task, double[] scales, double[] gammas, double[] costs) {
    int count = task.count();
    double[][] places = new double[count][];
    for (int i = 0; i < count; i++) {
      places[i] = Products.multiplied(task.rows()[i], scales);
    }
    double[][] distances = new double[count][count];
    double[] all = new double[count * (count - 1) / 2];
    int at = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        distances[i][j] = Products.squaredDistance(places[i], places[j]);
        distances[j][i] = distances[i][j];
        all[at++] = distances[i][j];
      }
    }
    Arrays.sort(all);
    double median = all[all.length / 2] > 0 ? all[all.length / 2] : 1;
    for (double part : gammas) {
      double gamma = part / median;
      double[][] kernel = new double[count][count];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j <= i; j++) {
          kernel[i][j] = Math.exp(-gamma * distances[i][j]);
          kernel[j][i] = kernel[i][j];
        }
      }
      for (double cost : costs) {
        fits.add(fit(task, scales, places, kernel, gamma, cost));
      }
    }
  }

  private static Fitted fit(
      Task task, double[] scales, double[][] places, double[][] kernel, double gamma, double cost) {
    int count = task.count();
    double[][] weights = new double[count][task.classes()];
    double[] offsets = new double[task.classes()];
    int[] sizes = Task.sizes(task.labels(), task.classes());
    boolean two = task.classes() == 2;
    for (int c = 0; c < task.classes(); c++) {
      if (two && c == 1) {
        for (double[] line : weights) {
          line[1] = -line[0];
        }
        offsets[1] = -offsets[0];
        break;
      }
      int[] sides = new int[count];
      double[] bounds = new double[count];
      for (int i = 0; i < count; i++) {
        boolean own = task.labels()[i] == c;
        sides[i] = own ? 1 : -1;
        bounds[i] = cost * count / (2.0 * (own ? sizes[c] : count - sizes[c]));
      }
      DualSolver dual = DualSolver.solve(kernel, sides, bounds);
      for (int i = 0; i < count; i++) {
        weights[i][c] = dual.multipliers()[i] * sides[i];
      }
      offsets[c] = dual.offset();
    }
    int[] kept =
        java.util.stream.IntStream.range(0, count)
            .filter(i -> Arrays.stream(weights[i]).anyMatch(weight -> weight != 0))
            .toArray();
    double[][] supports = new double[Math.max(1, kept.length)][];
    double[][] used = new double[supports.length][];
    for (int s = 0; s < supports.length; s++) {
      int row = kept.length == 0 ? 0 : kept[s];
      supports[s] = places[row];
      used[s] = weights[row];
    }
    return new Fitted.Kernels(scales, supports, gamma, used, offsets);
  }
}
