package org.spectrastreams.network.domain;

/**
 * Data-driven soft independent modelling of class analogy (Pomerantsev and Rodionova, Journal of
 * Chemometrics 28 (2014) 518): how far a prepared spectrum is from those a model was trained on.
 *
 * <p>A spectrum x has a score distance h = Σ t² / λ over its {@code k} principal components, t its
 * score and λ the variance of the training scores, and an orthogonal distance v, the sum of squares
 * that the components leave. Both follow scaled χ² laws; the total distance is c = N_h·h/h₀ +
 * N_v·v/v₀. {@link #distance} gives it in units of the threshold, so that above 1 is outside.
 *
 * <p>Immutable and safe for any thread. The arrays are owned and not to be changed.
 *
 * @param mean of the training spectra, one value a point
 * @param components the principal axes, k × points, each of length 1 and orthogonal to the others
 * @param variances of the training scores, k, above 0
 * @param scoreScale h₀, the mean score distance, above 0
 * @param scoreFreedom N_h, 1 or more
 * @param orthogonalScale v₀, the mean orthogonal distance, above 0
 * @param orthogonalFreedom N_v, 1 or more
 * @param threshold the total distance at which the domain ends, above 0
 */
public record DdSimca(
    double[] mean,
    double[][] components,
    double[] variances,
    double scoreScale,
    int scoreFreedom,
    double orthogonalScale,
    int orthogonalFreedom,
    double threshold) {
  /** Checks sizes and signs. */
  public DdSimca {
    if (components.length == 0 || components.length != variances.length) {
      throw new IllegalArgumentException(
          components.length
              + " components with "
              + variances.length
              + " variances; expected one variance a component, 1 or more");
    }
    for (int k = 0; k < components.length; k++) {
      if (components[k].length != mean.length || !(variances[k] > 0)) {
        throw new IllegalArgumentException(
            "component "
                + k
                + " of "
                + components[k].length
                + " points and variance "
                + variances[k]
                + "; expected "
                + mean.length
                + " points and a variance above 0");
      }
    }
    if (!(scoreScale > 0)
        || !(orthogonalScale > 0)
        || scoreFreedom < 1
        || orthogonalFreedom < 1
        || !(threshold > 0)) {
      throw new IllegalArgumentException(
          "h0 "
              + scoreScale
              + ", Nh "
              + scoreFreedom
              + ", v0 "
              + orthogonalScale
              + ", Nv "
              + orthogonalFreedom
              + ", threshold "
              + threshold
              + "; expected numbers above 0");
    }
  }

  /** The points of a spectrum. */
  public int points() {
    return mean.length;
  }

  /** The same domain that ends elsewhere. */
  public DdSimca withThreshold(double other) {
    return new DdSimca(
        mean,
        components,
        variances,
        scoreScale,
        scoreFreedom,
        orthogonalScale,
        orthogonalFreedom,
        other);
  }

  /**
   * The two distances of one spectrum, before they are weighed.
   *
   * @param score h, 0 or more
   * @param orthogonal v, 0 or more
   */
  public record Parts(double score, double orthogonal) {}

  /**
   * The distance of one prepared spectrum in double precision: the reference of {@link
   * DomainNodes}.
   *
   * @param prepared spectra one after the other
   * @param offset of the spectrum's first point
   * @return 0 or more, above 1 outside the domain; NaN where a point is NaN
   */
  public double distance(float[] prepared, int offset) {
    return distance(parts(prepared, offset));
  }

  /** The two distances weighed against each other, in units of the threshold. */
  public double distance(Parts parts) {
    return (scoreFreedom * parts.score / scoreScale
            + orthogonalFreedom * parts.orthogonal / orthogonalScale)
        / threshold;
  }

  /** Score and orthogonal distance of one prepared spectrum. */
  public Parts parts(float[] prepared, int offset) {
    double score = 0;
    double[] centred = new double[mean.length];
    for (int j = 0; j < centred.length; j++) {
      centred[j] = prepared[offset + j] - mean[j];
    }
    double[] rest = centred.clone();
    for (int k = 0; k < components.length; k++) {
      double t = 0;
      for (int j = 0; j < rest.length; j++) {
        t += centred[j] * components[k][j];
      }
      for (int j = 0; j < rest.length; j++) {
        rest[j] -= t * components[k][j];
      }
      score += t * t / variances[k];
    }
    double orthogonal = 0;
    for (double value : rest) {
      orthogonal += value * value;
    }
    return new Parts(score, orthogonal);
  }
}
