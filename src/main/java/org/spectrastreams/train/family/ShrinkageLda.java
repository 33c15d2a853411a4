package org.spectrastreams.train.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Linear discriminant analysis with equal priors and a pooled covariance that is drawn towards a
 * multiple of the identity, (1 − γ) S + γ tr(S) / p · I (Friedman 1989, JASA 84, 165).
 */
final class ShrinkageLda implements Family {
  private static final double[] GAMMAS = {
    0.9, 0.5, 0.2, 0.1, 0.03, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 1e-6, 1e-7
  };

  @Override
  public String name() {
    return "shrinkage-lda";
  }

  @Override
  public List<String> settings() {
    return Arrays.stream(GAMMAS).mapToObj(gamma -> "shrinkage " + gamma).toList();
  }

  @Override
  public List<Fitted> fits(Task task) {
    int width = task.width();
    int[] sizes = Task.sizes(task.labels(), task.classes());
    double[][] means = new double[task.classes()][width];
    for (int i = 0; i < task.count(); i++) {
      int label = task.labels()[i];
      Products.add(means[label], 1.0 / sizes[label], task.rows()[i]);
    }
    double[][] within = new double[task.count()][];
    for (int i = 0; i < task.count(); i++) {
      within[i] = task.rows()[i].clone();
      Products.add(within[i], -1, means[task.labels()[i]]);
    }
    double[] weights = Products.times(task.weights(), 1.0 / task.count());
    double[][] scatter = Products.scatter(within, weights);
    double level = 0;
    for (int j = 0; j < width; j++) {
      level += scatter[j][j] / width;
    }
    double[][][] discriminants =
        Tridiagonal.of(scatter)
            .solved(
                means,
                Arrays.stream(GAMMAS).map(gamma -> 1 - gamma).toArray(),
                Products.times(GAMMAS, level));
    List<Fitted> fits = new ArrayList<>();
    for (double[][] ofClass : discriminants) {
      double[] offsets = new double[task.classes()];
      for (int c = 0; c < offsets.length; c++) {
        offsets[c] = -0.5 * Products.dot(ofClass[c], means[c], width);
      }
      fits.add(new Fitted.Linear(ofClass, offsets));
    }
    return fits;
  }
}
