package org.spectrastreams.network.domain;

/**
 * Tells what a model judges from what lies beside it in the same samples, by linear discriminants
 * of the prepared spectrum: row 0 speaks for what is judged, every other one for a kind of
 * background.
 *
 * <p>Immutable and safe for any thread. The arrays are owned and not to be changed.
 *
 * @param mean subtracted from a spectrum first, one value a point
 * @param weights rows × points
 * @param offsets one a row
 */
public record Background(double[] mean, double[][] weights, double[] offsets) {
  /** The largest odds that are told apart. */
  static final double MOST = 1e6;

  /** Checks the sizes. */
  public Background {
    if (weights.length < 2
        || offsets.length != weights.length
        || weights[0].length != mean.length) {
      throw new IllegalArgumentException(
          weights.length
              + " rows of weights with "
              + offsets.length
              + " offsets; expected 2 or more and one offset a row, over "
              + mean.length
              + " points");
    }
  }

  /**
   * The odds that one prepared spectrum is background of the likeliest kind and not what is judged:
   * the reference of {@link DomainNodes}.
   *
   * @return above 1: background; at most {@value #MOST}
   */
  public double odds(float[] prepared, int offset) {
    double[] score = offsets.clone();
    for (int j = 0; j < mean.length; j++) {
      double centred = prepared[offset + j] - mean[j];
      for (int c = 0; c < score.length; c++) {
        score[c] += centred * weights[c][j];
      }
    }
    double likeliest = Double.NEGATIVE_INFINITY;
    for (int c = 1; c < score.length; c++) {
      likeliest = Math.max(likeliest, score[c]);
    }
    return Math.exp(Math.min(Math.log(MOST), likeliest - score[0]));
  }
}
