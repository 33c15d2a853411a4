package org.spectrastreams.train.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ridge regression of +1 for the class and −1 for the others, every class equally heavy, the
 * intercept unpenalised; the class of the largest value wins. One decomposition serves all
 * penalties, which are parts of the spectra's whole scatter.
 */
final class Ridge implements Family {
  private static final double[] PARTS = {
    0.1, 0.03, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6, 1e-7, 1e-8, 1e-9
  };

  @Override
  public String name() {
    return "ridge";
  }

  @Override
  public List<String> settings() {
    return Arrays.stream(PARTS).mapToObj(part -> "penalty " + part + " of the scatter").toList();
  }

  @Override
  public List<Fitted> fits(Task task) {
    double[] weights = task.weights();
    double[] mean = task.mean(weights);
    double[][] centred = task.centred(mean);
    double[][] scatter = Products.scatter(centred, weights);
    double whole = 0;
    for (int j = 0; j < mean.length; j++) {
      whole += scatter[j][j];
    }
    int width = mean.length;
    double[][] towards = new double[task.classes()][width];
    double[] level = new double[task.classes()];
    for (int c = 0; c < level.length; c++) {
      // Equal weights of the classes: the mean of ±1 is 2 / classes − 1.
      level[c] = 2.0 / task.classes() - 1;
      for (int i = 0; i < task.count(); i++) {
        double target = (task.labels()[i] == c ? 1 : -1) - level[c];
        Products.add(towards[c], weights[i] * target, centred[i]);
      }
    }
    double[] ones = new double[PARTS.length];
    Arrays.fill(ones, 1);
    double[][][] slopes =
        Tridiagonal.of(scatter).solved(towards, ones, Products.times(PARTS, whole));
    List<Fitted> fits = new ArrayList<>();
    for (double[][] ofClass : slopes) {
      double[] offsets = level.clone();
      for (int c = 0; c < level.length; c++) {
        offsets[c] -= Products.dot(ofClass[c], mean, width);
      }
      fits.add(new Fitted.Linear(ofClass, offsets));
    }
    return fits;
  }
}
