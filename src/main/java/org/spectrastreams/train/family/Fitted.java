package org.spectrastreams.train.family;

/**
 * A fitted classifier: a value for every class, the largest of which wins; their softmax are its
 * probabilities once they are scaled. The arrays are owned by the records and not copied.
 */
public sealed interface Fitted {
  /** The value of every class for one prepared spectrum. */
  double[] values(double[] row);

  /** The same classifier with all values multiplied. */
  Fitted times(double factor);

  /**
   * Values linear in the spectrum.
   *
   * @param weights classes × width
   * @param offsets one a class
   */
  record Linear(double[][] weights, double[] offsets) implements Fitted {
    @Override
    public double[] values(double[] row) {
      double[] values = offsets.clone();
      for (int c = 0; c < values.length; c++) {
        values[c] += Products.dot(weights[c], row, row.length);
      }
      return values;
    }

    @Override
    public Linear times(double factor) {
      return new Linear(Products.times(weights, factor), Products.times(offsets, factor));
    }
  }

  /**
   * Values that are sums of Gaussian kernels exp(−γ |x − s|²) over the first values of a spectrum.
   *
   * @param supports the centres, supports × axes
   * @param gamma the kernels' γ
   * @param weights supports × classes
   * @param offsets one a class
   */
  record Kernels(double[][] supports, double gamma, double[][] weights, double[] offsets)
      implements Fitted {
    /** The number of values of a spectrum that count. */
    public int axes() {
      return supports[0].length;
    }

    @Override
    public double[] values(double[] row) {
      double[] values = offsets.clone();
      for (int s = 0; s < supports.length; s++) {
        double kernel = Math.exp(-gamma * Products.squaredDistance(row, supports[s]));
        for (int c = 0; c < values.length; c++) {
          values[c] += kernel * weights[s][c];
        }
      }
      return values;
    }

    @Override
    public Kernels times(double factor) {
      return new Kernels(
          supports, gamma, Products.times(weights, factor), Products.times(offsets, factor));
    }
  }
}
