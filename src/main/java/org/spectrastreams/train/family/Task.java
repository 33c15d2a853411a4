package org.spectrastreams.train.family;

import java.util.Arrays;

/**
 * Spectra to fit a classifier to. The arrays are owned by this record and not copied.
 *
 * @param rows prepared spectra, one array each, all of the same length
 * @param labels the class of each
 * @param classes the number of classes; every one has a spectrum
 */
public record Task(double[][] rows, int[] labels, int classes) {
  /** Checks that there is a spectrum of every class. */
  public Task {
    int[] sizes = sizes(labels, classes);
    if (rows.length != labels.length || Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      throw new IllegalArgumentException(
          rows.length
              + " spectra with "
              + Arrays.toString(sizes)
              + " labels of each class; expected a label each and every class");
    }
  }

  static int[] sizes(int[] labels, int classes) {
    int[] sizes = new int[classes];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }

  /** The number of spectra. */
  public int count() {
    return rows.length;
  }

  /** The values of a spectrum. */
  public int width() {
    return rows[0].length;
  }

  /** Weights of the spectra that make all classes equally heavy; their mean is 1. */
  double[] weights() {
    int[] sizes = sizes(labels, classes);
    return Arrays.stream(labels)
        .mapToDouble(label -> (double) count() / (classes * (double) sizes[label]))
        .toArray();
  }

  /** The weighted mean of the spectra. */
  double[] mean(double[] weights) {
    double[] mean = new double[width()];
    double total = Arrays.stream(weights).sum();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += weights[i] / total * rows[i][j];
      }
    }
    return mean;
  }

  /** The spectra less a mean. */
  double[][] centred(double[] mean) {
    double[][] centred = new double[rows.length][mean.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        centred[i][j] = rows[i][j] - mean[j];
      }
    }
    return centred;
  }
}
