package org.spectrastreams.train.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
    double[][] places = places(task.rows());
    List<Fitted> fits = new ArrayList<>();
    for (Solved solved : solved(task, places)) {
      fits.add(kernels(solved, places));
    }
    return fits;
  }

  @Override
  public List<double[][]> values(Task task, double[][] unseen) {
    double[][] places = places(task.rows());
    double[][] distances = new double[unseen.length][places.length];
    for (int i = 0; i < unseen.length; i++) {
      for (int j = 0; j < places.length; j++) {
        distances[i][j] = Products.squaredDistance(unseen[i], places[j]);
      }
    }
    List<double[][]> all = new ArrayList<>();
    double gamma = Double.NaN;
    double[][] kernel = null;
    for (Solved solved : solved(task, places)) {
      if (solved.gamma() != gamma) {
        gamma = solved.gamma();
        kernel = kernel(distances, gamma);
      }
      double[][] values = new double[unseen.length][];
      for (int i = 0; i < values.length; i++) {
        values[i] = solved.offsets().clone();
        for (int c = 0; c < values[i].length; c++) {
          values[i][c] += Products.dot(kernel[i], solved.weights()[c], places.length);
        }
      }
      all.add(values);
    }
    return all;
  }

  private static double[][] places(double[][] rows) {
    int axes = Math.min(AXES, rows[0].length);
    return Arrays.stream(rows).map(row -> Arrays.copyOf(row, axes)).toArray(double[][]::new);
  }

  private static double[][] kernel(double[][] distances, double gamma) {
    double[][] kernel = new double[distances.length][];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = new double[distances[i].length];
      for (int j = 0; j < kernel[i].length; j++) {
        kernel[i][j] = Math.exp(-gamma * distances[i][j]);
      }
    }
    return kernel;
  }

  /**
   * A setting's answer.
   *
   * @param weights classes × training spectra
   * @param offsets one a class
   */
  private record Solved(double gamma, double[][] weights, double[] offsets) {}

  /** The answers for all settings, in their order. */
  private static List<Solved> solved(Task task, double[][] places) {
    int count = task.count();
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
    double middle = ranked(all, all.length / 2);
    double median = middle > 0 ? middle : 1;
    List<Solved> solved = new ArrayList<>();
    for (double part : GAMMAS) {
      double gamma = part / median;
      double[][] kernel = kernel(distances, gamma);
      DualSolver[] duals = new DualSolver[task.classes()];
      for (double cost : COSTS) {
        solved.add(solve(task, kernel, gamma, cost, duals));
      }
    }
    return solved;
  }

  /** The value that would have a place if all were sorted; their order is lost. */
  private static double ranked(double[] values, int place) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      double pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double kept = values[i];
          values[i++] = values[j];
          values[j--] = kept;
        }
      }
      if (place <= j) {
        high = j;
      } else if (place >= i) {
        low = i;
      } else {
        return values[place];
      }
    }
    return values[place];
  }

  /**
   * Solves for one cost.
   *
   * @param duals the answers for the next smaller cost, or nulls; receives those for this one
   */
  private static Solved solve(
      Task task, double[][] kernel, double gamma, double cost, DualSolver[] duals) {
    int count = task.count();
    double[][] weights = new double[task.classes()][count];
    double[] offsets = new double[task.classes()];
    int[] sizes = Task.sizes(task.labels(), task.classes());
    boolean two = task.classes() == 2;
    for (int c = 0; c < task.classes(); c++) {
      if (two && c == 1) {
        weights[1] = Products.times(weights[0], -1);
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
      for (int i = 0; i < count; i++) {
        weights[c][i] = duals[c].multipliers()[i] * sides[i];
      }
      offsets[c] = duals[c].offset();
    }
    return new Solved(gamma, weights, offsets);
  }

  /** The training spectra that have a weight, with their weights. */
  private static Fitted kernels(Solved solved, double[][] places) {
    int[] kept =
        IntStream.range(0, places.length)
            .filter(i -> Arrays.stream(solved.weights()).anyMatch(line -> line[i] != 0))
            .toArray();
    int[] rows = kept.length == 0 ? new int[1] : kept;
    double[][] supports = new double[rows.length][];
    double[][] used = new double[rows.length][];
    for (int s = 0; s < rows.length; s++) {
      int row = rows[s];
      supports[s] = places[row];
      used[s] = Arrays.stream(solved.weights()).mapToDouble(line -> line[row]).toArray();
    }
    return new Fitted.Kernels(supports, solved.gamma(), used, solved.offsets());
  }
}
