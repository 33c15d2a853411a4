package org.spectrastreams.train.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Principal components of the training spectra, then linear discriminant analysis on the first. */
final class ComponentLda implements Family {
  private static final int[] COMPONENTS = {
    2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 125, 150
  };

  @Override
  public String name() {
    return "pca-lda";
  }

  @Override
  public List<String> settings() {
    return Arrays.stream(COMPONENTS).mapToObj(k -> k + " components").toList();
  }

  @Override
  public List<Fitted> fits(Task task) {
    double[] ones = new double[task.count()];
    Arrays.fill(ones, 1);
    double[] mean = task.mean(ones);
    double[][] centred = task.centred(mean);
    SymmetricAxes axes = SymmetricAxes.of(Products.scatter(centred, ones));
    int kept = Math.min(axes.above(1e-12), COMPONENTS[COMPONENTS.length - 1]);
    double[][] scores = new double[task.count()][kept];
    for (int i = 0; i < scores.length; i++) {
      for (int k = 0; k < kept; k++) {
        scores[i][k] = Products.dot(axes.vectors()[k], centred[i], mean.length);
      }
    }
    LeadingLda lda = new LeadingLda(scores, task.labels(), task.classes());
    List<Fitted> fits = new ArrayList<>();
    for (int k : COMPONENTS) {
      if (k <= lda.most()) {
        fits.add(lda.on(k, axes.vectors(), mean));
      }
    }
    return fits;
  }
}
