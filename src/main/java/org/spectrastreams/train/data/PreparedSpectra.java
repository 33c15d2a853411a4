package org.spectrastreams.train.data;

/**
 * Labelled spectra on a model's axis, after its preprocessing: what a network or a baseline is
 * trained and evaluated with. The arrays are owned by this record and not copied.
 *
 * @param points the number of values of a spectrum
 * @param classes the number of classes
 * @param values count × points, row-major
 * @param labels the class of each spectrum, 0 to classes − 1
 */
public record PreparedSpectra(int points, int classes, float[] values, int[] labels) {
  /** Checks sizes and labels. */
  public PreparedSpectra {
    if (values.length != (long) labels.length * points) {
      throw new IllegalArgumentException(
          values.length
              + " values; expected "
              + labels.length
              + " spectra × "
              + points
              + " points");
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label " + label + "; expected 0 to " + (classes - 1) + ": leave unlabelled rows out");
      }
    }
  }

  /** The number of spectra. */
  public int count() {
    return labels.length;
  }

  /** The chosen rows, in their order. */
  public PreparedSpectra select(int[] rows) {
    float[] chosen = new float[rows.length * points];
    int[] chosenLabels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * points, chosen, i * points, points);
      chosenLabels[i] = labels[rows[i]];
    }
    return new PreparedSpectra(points, classes, chosen, chosenLabels);
  }

  /**
   * Weights inversely proportional to the class frequencies, with a mean of 1 over the spectra; 1
   * for a class that does not occur.
   */
  public float[] balancedClassWeights() {
    int[] counts = new int[classes];
    int present = 0;
    for (int label : labels) {
      if (counts[label]++ == 0) {
        present++;
      }
    }
    float[] weights = new float[classes];
    for (int c = 0; c < classes; c++) {
      weights[c] = counts[c] == 0 ? 1 : (float) count() / (present * (float) counts[c]);
    }
    return weights;
  }
}
