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

  private static final double[] GAMMAS = {0.2, 1, 5};
  private static final double[] COSTS = {1, 10, 100, 1000};

  @Override
  public String name() {
    return "svm";
  }

  @Override
  public List<String> settings() {
    List<String> settings = new ArrayList<>();
    for (double gamma : GAMMAS) {
      for (double cost : COSTS) {
        settings.add("γ " + gamma + " over the median squared distance, cost " + cost);
      }
    }
    return settings;
  }

  @Override
  public List<Fitted> fits(Task task) {
    int count = task.count();
    int axes = Math.min(AXES, task.width());
    double[][] places = new double[count][];
    for (int i = 0; i < count; i++) {
      places[i] = Arrays.copyOf(task.rows()[i], axes);
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
    List<Fitted> fits = new ArrayList<>();
    for (double part : GAMMAS) {
      double gamma = part / median;
      double[][] kernel = new double[count][count];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          kernel[i][j] = Math.exp(-gamma * distances[i][j]);
        }
      }
      DualSolver[] duals = new DualSolver[task.classes()];
      for (double cost : COSTS) {
        fits.add(fit(task, places, kernel, gamma, cost, duals));
      }
    }
    return fits;
  }

  /**
   * Fits for one cost.
   *
   * @param duals the answers for the next smaller cost, or nulls; receives those for this one
   */
  private static Fitted fit(
      Task task,
      double[][] places,
      double[][] kernel,
      double gamma,
      double cost,
      DualSolver[] duals) {
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
      if (duals[c] == null) {
        duals[c] = DualSolver.solve(kernel, sides, bounds);
      } else if (duals[c].bounded()) {
        duals[c] = DualSolver.solve(kernel, sides, bounds, duals[c].multipliers());
      }
      DualSolver dual = duals[c];
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
    return new Fitted.Kernels(supports, gamma, used, offsets);
  }
}
