package org.spectrastreams.train.family;

import java.util.Random;

/** Points about a middle for each class. */
final class Clouds {
  private Clouds() {}

  static Task of(int each, int classes, int width, double apart, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[each * classes][width];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % classes;
      for (int j = 0; j < width; j++) {
        rows[i][j] = random.nextGaussian() / (1 + j) + (j == labels[i] ? apart : 0);
      }
    }
    return new Task(rows, labels, classes);
  }

  static double right(Fitted fitted, Task task) {
    int right = 0;
    for (int i = 0; i < task.count(); i++) {
      double[] values = fitted.values(task.rows()[i]);
      int best = 0;
      for (int c = 1; c < values.length; c++) {
        best = values[c] > values[best] ? c : best;
      }
      right += best == task.labels()[i] ? 1 : 0;
    }
    return (double) right / task.count();
  }
}
