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
    SymmetricAxes axes =
        SymmetricAxes.leading(
            Products.scatter(centred, ones), COMPONENTS[COMPONENTS.length - 1], 1e-12);
    double[][] scores = Products.onto(centred, axes.vectors());
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
