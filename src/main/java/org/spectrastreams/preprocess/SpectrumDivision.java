package org.spectrastreams.preprocess;

import org.spectrastreams.preprocess.Preprocessing.Scaling;
import org.spectrastreams.spectrum.SpectralAxis;

/** Scales a spectrum by a number taken from itself. */
final class SpectrumDivision implements PreparedStep {
  /** A spread below this fraction of the largest magnitude is rounding, not signal. */
  private static final double ROUNDING = 1e-12;

  private final Scaling scaling;
  private final int points;

  /** Trapezoidal weight of each point, cm⁻¹. */
  private final double[] width;

  SpectrumDivision(Scaling scaling, SpectralAxis axis) {
    this.scaling = scaling;
    this.points = axis.size();
    this.width = new double[points];
    for (int i = 1; i < points; i++) {
      double half = (axis.at(i) - axis.at(i - 1)) / 2;
      width[i - 1] += half;
      width[i] += half;
    }
  }

  @Override
  public int apply(double[] from, double[] to) {
    double min = from[0];
    double max = from[0];
    double sum = 0;
    double squares = 0;
    double area = 0;
    for (int i = 0; i < points; i++) {
      double value = from[i];
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      squares += value * value;
      area += width[i] * Math.abs(value);
    }
    double largest = Math.max(Math.abs(min), Math.abs(max));
    return switch (scaling) {
      case MIN_MAX -> scale(from, min, max - min, ROUNDING * largest, to);
      case MAXIMUM -> scale(from, 0, max, 0, to);
      case VECTOR -> scale(from, 0, Math.sqrt(squares), 0, to);
      case SNV -> {
        double mean = sum / points;
        yield scale(from, mean, deviation(from, mean), ROUNDING * largest, to);
      }
      case AREA -> scale(from, 0, area, 0, to);
    };
  }

  private double deviation(double[] values, double mean) {
    double squares = 0;
    for (int i = 0; i < points; i++) {
      double d = values[i] - mean;
      squares += d * d;
    }
    return Math.sqrt(squares / (points - 1));
  }

  private int scale(double[] from, double centre, double divisor, double floor, double[] to) {
    if (!(divisor > floor)) {
      return QualityFlag.UNSCALABLE.bit();
    }
    double factor = 1 / divisor;
    for (int i = 0; i < points; i++) {
      to[i] = (from[i] - centre) * factor;
    }
    return 0;
  }
}
