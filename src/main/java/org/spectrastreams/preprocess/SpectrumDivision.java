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

  private SpectrumDivision(Scaling scaling, int points) {
    this.scaling = scaling;
    this.points = points;
    this.width = new double[points];
  }

  /** Scales by what needs no axis: not by the area. */
  static SpectrumDivision ofPoints(Scaling scaling, int points) {
    return new SpectrumDivision(scaling, points);
  }

  SpectrumDivision(Scaling scaling, SpectralAxis axis) {
    this(scaling, axis.size());
    for (int i = 1; i < points; i++) {
      double half = (axis.at(i) - axis.at(i - 1)) / 2;
      width[i - 1] += half;
      width[i] += half;
    }
  }

  @Override
  public int apply(double[] from, double[] to) {
    return switch (scaling) {
      case MIN_MAX -> {
        double min = least(from);
        double max = most(from);
        double largest = Math.max(Math.abs(min), Math.abs(max));
        yield scale(from, min, max - min, ROUNDING * largest, to);
      }
      case MAXIMUM -> scale(from, 0, most(from), 0, to);
      case VECTOR -> {
        double squares = 0;
        for (int i = 0; i < points; i++) {
          squares += from[i] * from[i];
        }
        yield scale(from, 0, Math.sqrt(squares), 0, to);
      }
      case SNV -> {
        double sum = 0;
        for (int i = 0; i < points; i++) {
          sum += from[i];
        }
        double mean = sum / points;
        double largest = Math.max(Math.abs(least(from)), Math.abs(most(from)));
        yield scale(from, mean, deviation(from, mean), ROUNDING * largest, to);
      }
      case AREA -> {
        double area = 0;
        for (int i = 0; i < points; i++) {
          area += width[i] * Math.abs(from[i]);
        }
        yield scale(from, 0, area, 0, to);
      }
    };
  }

  private double least(double[] values) {
    double least = values[0];
    for (int i = 1; i < points; i++) {
      least = Math.min(least, values[i]);
    }
    return least;
  }

  private double most(double[] values) {
    double most = values[0];
    for (int i = 1; i < points; i++) {
      most = Math.max(most, values[i]);
    }
    return most;
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
