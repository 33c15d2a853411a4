package org.spectrastreams.train.data;

/**
 * Spectra with any of several labels, on a model's axis and after its preprocessing. The arrays are
 * owned by this record and not copied.
 *
 * @param points the number of values of a spectrum
 * @param labels the number of labels
 * @param values count × points, row-major
 * @param present count × labels
 */
public record PreparedLabels(int points, int labels, float[] values, boolean[] present) {
  /** Checks the sizes. */
  public PreparedLabels {
    if ((long) present.length * points != (long) values.length * labels) {
      throw new IllegalArgumentException(
          values.length + " values for " + present.length + " answers; expected as many spectra");
    }
  }

  /** The number of spectra. */
  public int count() {
    return present.length / labels;
  }

  /**
   * The share of the spectra that carry each label.
   *
   * @throws IllegalArgumentException if none or all of them carry one: nothing can be learnt of it
   */
  public double[] shares() {
    double[] shares = new double[labels];
    for (int i = 0; i < present.length; i++) {
      shares[i % labels] += present[i] ? 1.0 / count() : 0;
    }
    for (int l = 0; l < labels; l++) {
      if (shares[l] == 0 || shares[l] > 1 - 0.5 / count()) {
        throw new IllegalArgumentException(
            (shares[l] == 0 ? "no spectrum carries" : "every spectrum carries")
                + " label "
                + l
                + "; expected some with it and some without: add spectra, or leave the label out");
      }
    }
    return shares;
  }
}
