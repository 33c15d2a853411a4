package org.spectrastreams.preprocess;

import org.spectrastreams.spectrum.SpectralAxis;

/** Subtracts the straight line through the first and the last point. */
final class LineSubtraction implements PreparedStep {
  /** Where each point lies between the two ends, 0 … 1. */
  private final double[] position;

  LineSubtraction(SpectralAxis axis) {
    position = new double[axis.size()];
    for (int i = 1; i < position.length; i++) {
      position[i] = (axis.at(i) - axis.min()) / (axis.max() - axis.min());
    }
  }

  @Override
  public int apply(double[] from, double[] to) {
    double left = from[0];
    double right = from[position.length - 1];
    for (int i = 0; i < position.length; i++) {
      to[i] = from[i] - (left * (1 - position[i]) + right * position[i]);
    }
    return 0;
  }
}
