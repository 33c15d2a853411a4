package org.spectrastreams.preprocess;

/** Scales every grid point by stored statistics. */
final class VariableStandardisation implements PreparedStep {
  private final double[] mean;
  private final double[] factor;

  VariableStandardisation(Preprocessing.VariableScaling scaling) {
    mean = new double[scaling.mean().length];
    factor = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = scaling.mean()[i];
      factor[i] = 1.0 / scaling.deviation()[i];
    }
  }

  @Override
  public int apply(double[] from, double[] to) {
    for (int i = 0; i < mean.length; i++) {
      to[i] = (from[i] - mean[i]) * factor[i];
    }
    return 0;
  }
}
