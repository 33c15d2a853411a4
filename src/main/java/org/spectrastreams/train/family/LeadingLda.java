package org.spectrastreams.train.family;

import java.util.Arrays;

/**
 * Linear discriminant analysis with equal priors and the pooled covariance of the classes (over n)
 * on the first scores of each spectrum, for any number of them: one Cholesky decomposition serves
 * all.
 */
final class LeadingLda {
  private static final double LEAST_PIVOT = 1e-10;

  private final double[][] means;
  private final double[][] factor;
  private final int most;

  /**
   * Decomposes the covariance.
   *
   * @param scores rows × scores
   */
  LeadingLda(double[][] scores, int[] labels, int classes) {
    int width = scores[0].length;
    int[] sizes = Task.sizes(labels, classes);
    means = new double[classes][width];
    for (int i = 0; i < scores.length; i++) {
      Products.add(means[labels[i]], 1.0 / sizes[labels[i]], scores[i]);
    }
    double[][] within = new double[scores.length][];
    double[] weights = new double[scores.length];
    Arrays.fill(weights, 1.0 / scores.length);
    for (int i = 0; i < scores.length; i++) {
      within[i] = scores[i].clone();
      Products.add(within[i], -1, means[labels[i]]);
    }
    factor = Products.scatter(within, weights);
    most = Math.min(decomposed(factor), Math.max(0, scores.length - classes - 1));
  }

  /** Decomposes in place; the size of the leading part that is positive definite. */
  private static int decomposed(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      double whole = a[i][i];
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j] - Products.dot(a[i], a[j], j);
        if (i > j) {
          a[i][j] = sum / a[j][j];
        } else if (sum <= LEAST_PIVOT * whole || !(sum > 0)) {
          return i;
        } else {
          a[i][i] = Math.sqrt(sum);
        }
      }
    }
    return a.length;
  }

  /** How many scores can be used. */
  int most() {
    return most;
  }

  /** The discriminants on the first {@code count} scores. */
  Fitted.Linear on(int count) {
    double[][] weights = new double[means.length][count];
    double[] offsets = new double[means.length];
    for (int c = 0; c < means.length; c++) {
      double[] d = weights[c];
      for (int k = 0; k < count; k++) {
        d[k] = (means[c][k] - Products.dot(factor[k], d, k)) / factor[k][k];
      }
      for (int k = count - 1; k >= 0; k--) {
        double sum = d[k];
        for (int l = k + 1; l < count; l++) {
          sum -= factor[l][k] * d[l];
        }
        d[k] = sum / factor[k][k];
      }
      offsets[c] = -0.5 * Products.dot(d, means[c], count);
    }
    return new Fitted.Linear(weights, offsets);
  }

  /**
   * The discriminants as functions of what the scores are projections of.
   *
   * @param directions one a score: score = direction · (row − mean)
   */
  Fitted.Linear on(int count, double[][] directions, double[] mean) {
    Fitted.Linear scored = on(count);
    double[][] weights = new double[means.length][mean.length];
    double[] offsets = scored.offsets().clone();
    for (int c = 0; c < weights.length; c++) {
      for (int k = 0; k < count; k++) {
        Products.add(weights[c], scored.weights()[c][k], directions[k]);
      }
      offsets[c] -= Products.dot(weights[c], mean, mean.length);
    }
    return new Fitted.Linear(weights, offsets);
  }
}
