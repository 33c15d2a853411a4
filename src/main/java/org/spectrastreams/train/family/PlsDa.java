package org.spectrastreams.train.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Latent variables of partial least squares towards the classes by SIMPLS (de Jong 1993, Chemometr.
 * Intell. Lab. Syst. 18, 251), then linear discriminant analysis on the first, as Zhang 2020's
 * PLS-LDA.
 */
final class PlsDa implements Family {
  /** Far beyond Zhang's 20: what tells tissues apart can lie in variables of little variance. */
  private static final int[] LATENT = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30, 40, 50, 75, 100
  };

  private static final int ITERATIONS = 100;

  @Override
  public String name() {
    return "pls-da";
  }

  @Override
  public List<String> settings() {
    return Arrays.stream(LATENT).mapToObj(k -> k + " latent variables").toList();
  }

  @Override
  public List<Fitted> fits(Task task) {
    double[] ones = new double[task.count()];
    Arrays.fill(ones, 1);
    double[] mean = task.mean(ones);
    double[][] centred = task.centred(mean);
    int most = Math.min(LATENT[LATENT.length - 1], Math.min(mean.length, task.count() - 2));
    double[][] directions = directions(centred, task, most);
    double[][] scores = Products.onto(centred, directions);
    LeadingLda lda = new LeadingLda(scores, task.labels(), task.classes());
    List<Fitted> fits = new ArrayList<>();
    for (int k : LATENT) {
      if (k <= Math.min(lda.most(), directions.length)) {
        fits.add(lda.on(k, directions, mean));
      }
    }
    return fits;
  }

  /** By equation 8 of Zhang 2020, with the targets that the latent variables are found for. */
  @Override
  public Optional<double[]> importance(Task task, int setting, Rotation rotation) {
    double[] ones = new double[task.count()];
    Arrays.fill(ones, 1);
    double[][] centred = task.centred(task.mean(ones));
    int most = Math.min(LATENT[setting], Math.min(task.width(), task.count() - 2));
    double[][] directions = directions(centred, task, most);
    double[][] scores = Products.onto(centred, directions);
    int[] sizes = Task.sizes(task.labels(), task.classes());
    double[] squares = new double[rotation.mean().length];
    double whole = 0;
    for (int k = 0; k < directions.length; k++) {
      double explained = explained(scores, k, task, sizes);
      double[] weights = rotation.back(directions[k]);
      double length = Products.dot(weights, weights, weights.length);
      for (int j = 0; j < squares.length; j++) {
        squares[j] += explained * weights[j] * weights[j] / length;
      }
      whole += explained;
    }
    double[] importance = new double[squares.length];
    for (int j = 0; j < squares.length; j++) {
      importance[j] = whole > 0 ? Math.sqrt(squares.length * squares[j] / whole) : 0;
    }
    return Optional.of(importance);
  }

  /** The targets' sum of squares that a latent variable explains. */
  private static double explained(double[][] scores, int k, Task task, int[] sizes) {
    double[] means = new double[task.classes()];
    double length = 0;
    for (int i = 0; i < scores.length; i++) {
      means[task.labels()[i]] += scores[i][k] / sizes[task.labels()[i]];
      length += scores[i][k] * scores[i][k];
    }
    double middle = Arrays.stream(means).average().orElseThrow();
    return Arrays.stream(means).map(mean -> (mean - middle) * (mean - middle)).sum() / length;
  }

  /** The weights of each latent variable, such that scores have length 1; orthogonal scores. */
  private static double[][] directions(double[][] centred, Task task, int most) {
    int width = centred[0].length;
    double[][] cross = new double[task.classes()][width];
    int[] sizes = Task.sizes(task.labels(), task.classes());
    for (int i = 0; i < centred.length; i++) {
      // Each class as heavy as another; the mean of the spectra is 0, so that the targets' is moot.
      int label = task.labels()[i];
      Products.add(cross[label], 1.0 / sizes[label], centred[i]);
    }
    double[] middle = new double[width];
    for (double[] line : cross) {
      Products.add(middle, 1.0 / cross.length, line);
    }
    for (double[] line : cross) {
      Products.add(line, -1, middle);
    }
    double first = 0;
    List<double[]> found = new ArrayList<>();
    List<double[]> basis = new ArrayList<>();
    while (found.size() < most) {
      double[] weights = dominant(cross);
      double size = Math.sqrt(Products.dot(weights, weights, width));
      first = Math.max(first, size);
      if (!(size > 1e-10 * first)) {
        break;
      }
      double[] scores = new double[centred.length];
      double squares = 0;
      for (int i = 0; i < scores.length; i++) {
        scores[i] = Products.dot(centred[i], weights, width);
        squares += scores[i] * scores[i];
      }
      double length = Math.sqrt(squares);
      if (!(length > 0)) {
        break;
      }
      double[] loading = new double[width];
      for (int i = 0; i < scores.length; i++) {
        Products.add(loading, scores[i] / length, centred[i]);
      }
      for (int pass = 0; pass < 2; pass++) {
        for (double[] one : basis) {
          Products.add(loading, -Products.dot(one, loading, width), one);
        }
      }
      double norm = Math.sqrt(Products.dot(loading, loading, width));
      if (!(norm > 0)) {
        break;
      }
      double[] next = Products.times(loading, 1 / norm);
      basis.add(next);
      for (double[] line : cross) {
        Products.add(line, -Products.dot(next, line, width), next);
      }
      // Scores of variance 1, so that the covariance on them is well scaled.
      found.add(Products.times(weights, Math.sqrt(centred.length) / length));
    }
    return found.toArray(double[][]::new);
  }

  /** The left singular vector of the largest singular value, times that value. */
  private static double[] dominant(double[][] lines) {
    int classes = lines.length;
    double[][] small = new double[classes][classes];
    int start = 0;
    for (int c = 0; c < classes; c++) {
      for (int d = 0; d < classes; d++) {
        small[c][d] = Products.dot(lines[c], lines[d], lines[c].length);
      }
      start = small[c][c] > small[start][start] ? c : start;
    }
    double[] vector = small[start].clone();
    for (int pass = 0; pass < ITERATIONS; pass++) {
      double norm = Math.sqrt(Products.dot(vector, vector, classes));
      if (!(norm > 0)) {
        break;
      }
      double[] next = new double[classes];
      for (int c = 0; c < classes; c++) {
        next[c] = Products.dot(small[c], vector, classes) / norm;
      }
      vector = next;
    }
    double norm = Math.sqrt(Products.dot(vector, vector, classes));
    double[] weights = new double[lines[0].length];
    for (int c = 0; c < classes; c++) {
      Products.add(weights, norm > 0 ? vector[c] / norm : 0, lines[c]);
    }
    return weights;
  }
}
