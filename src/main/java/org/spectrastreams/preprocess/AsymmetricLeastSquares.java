package org.spectrastreams.preprocess;

/**
 * Subtracts the asymmetric least squares baseline (Eilers, Boelens 2005): each iteration solves the
 * pentadiagonal system (W + λ DᵀD) z = W y by LDLᵀ, D the second differences.
 *
 * <p>A straight line costs no penalty, so the one between the ends is taken off first: it changes
 * nothing but the rounding, which a large λ magnifies.
 */
final class AsymmetricLeastSquares implements PreparedStep {
  private final Preprocessing.AsymmetricLeastSquaresBaseline settings;
  private final int points;

  /** λ DᵀD: the diagonal and the two diagonals above it. */
  private final double[] penalty0;

  private final double[] penalty1;
  private final double[] penalty2;

  private final double[] weight;
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
    double left = from[0];
    double slope = (from[points - 1] - left) / (points - 1);
    for (int i = 0; i < points; i++) {
      from[i] -= left + slope * i;
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
    // factor1[i], factor2[i] are L(i+1, i), L(i+2, i); z runs through L, then D, then Lᵀ.
    double[] z = baseline;
    double left1 = 0;
    double left2 = 0;
    double left2Before = 0;
    double pivot = 0;
    double pivotBefore = 0;
    double last = 0;
    double before = 0;
    for (int i = 0; i < points; i++) {
      double scaled1 = left1 * pivot;
      double d =
          penalty0[i] + weight[i] - left1 * scaled1 - left2Before * left2Before * pivotBefore;
      double right = weight[i] * y[i] - left1 * last - left2Before * before;
      double inverse = 1 / d;
      double next1 = (penalty1[i] - scaled1 * left2) * inverse;
      left2Before = left2;
      left2 = penalty2[i] * inverse;
      left1 = next1;
      pivotBefore = pivot;
      pivot = d;
      before = last;
      last = right;
      factor1[i] = left1;
      factor2[i] = left2;
      z[i] = right * inverse;
    }
    double next = 0;
    double afterNext = 0;
    for (int i = points - 1; i >= 0; i--) {
      double value = z[i] - factor1[i] * next - factor2[i] * afterNext;
      z[i] = value;
      afterNext = next;
      next = value;
    }
  }
}
