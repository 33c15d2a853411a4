package org.spectrastreams.preprocess;

/**
 * Subtracts the asymmetric least squares baseline (Eilers, Boelens 2005): each iteration solves the
 * pentadiagonal system (W + λ DᵀD) z = W y by LDLᵀ, D the second differences.
 */
final class AsymmetricLeastSquares implements PreparedStep {
  private final Preprocessing.AsymmetricLeastSquaresBaseline settings;
  private final int points;

  /** λ DᵀD: the diagonal and the two diagonals above it. */
  private final double[] penalty0;

  private final double[] penalty1;
  private final double[] penalty2;

  private final double[] weight;
  private final double[] diagonal;
  private final double[] factor1;
  private final double[] factor2;
  private final double[] baseline;

  AsymmetricLeastSquares(Preprocessing.AsymmetricLeastSquaresBaseline settings, int points) {
    this.settings = settings;
    this.points = points;
    penalty0 = new double[points];
    penalty1 = new double[points];
    penalty2 = new double[points];
    weight = new double[points];
    diagonal = new double[points];
    factor1 = new double[points];
    factor2 = new double[points];
    baseline = new double[points];
    double lambda = settings.lambda();
    for (int i = 0; i + 2 < points; i++) {
      penalty0[i] += lambda;
      penalty0[i + 1] += 4 * lambda;
      penalty0[i + 2] += lambda;
      penalty1[i] -= 2 * lambda;
      penalty1[i + 1] -= 2 * lambda;
      penalty2[i] += lambda;
    }
  }

  @Override
  public int apply(double[] from, double[] to) {
    for (int i = 0; i < points; i++) {
      weight[i] = 1;
    }
    for (int iteration = 0; iteration < settings.iterations(); iteration++) {
      solve(from);
      for (int i = 0; i < points; i++) {
        weight[i] = from[i] > baseline[i] ? settings.p() : 1 - settings.p();
      }
    }
    for (int i = 0; i < points; i++) {
      to[i] = from[i] - baseline[i];
    }
    return 0;
  }

  private void solve(double[] y) {
    // factor1[i], factor2[i] are L(i+1, i), L(i+2, i); z runs through L first.
    double[] z = baseline;
    for (int i = 0; i < points; i++) {
      double d = penalty0[i] + weight[i];
      double below = penalty1[i];
      double right = weight[i] * y[i];
      if (i > 0) {
        d -= factor1[i - 1] * factor1[i - 1] * diagonal[i - 1];
        below -= factor1[i - 1] * factor2[i - 1] * diagonal[i - 1];
        right -= factor1[i - 1] * z[i - 1];
      }
      if (i > 1) {
        d -= factor2[i - 2] * factor2[i - 2] * diagonal[i - 2];
        right -= factor2[i - 2] * z[i - 2];
      }
      diagonal[i] = d;
      factor1[i] = below / d;
      factor2[i] = penalty2[i] / d;
      z[i] = right;
    }
    for (int i = points - 1; i >= 0; i--) {
      double value = z[i] / diagonal[i];
      if (i + 1 < points) {
        value -= factor1[i] * z[i + 1];
      }
      if (i + 2 < points) {
        value -= factor2[i] * z[i + 2];
      }
      z[i] = value;
    }
  }
}
