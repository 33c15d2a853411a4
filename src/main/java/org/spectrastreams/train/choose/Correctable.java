package org.spectrastreams.train.choose;

import org.spectrastreams.train.data.PreparedSpectra;

/**
 * Whether scattering can be corrected by the mean of the spectra: every one of them must hold
 * enough of it, or else the correction divides by nearly nothing.
 */
final class Correctable {
  /** The least correlation of any spectrum with the mean, both without their polynomials. */
  private static final double LIKE_THE_MEAN = 0.5;

  private Correctable() {}

  /**
   * Looks at every spectrum.
   *
   * @param order the degree of the polynomial that is taken away with the reference
   */
  static boolean of(PreparedSpectra spectra, int order) {
    int points = spectra.points();
    if (points <= order + 2) {
      return false;
    }
    double[][] powers = powers(points, order);
    double[][] rows = new double[spectra.count()][points];
    double[] mean = new double[points];
    for (int i = 0; i < rows.length; i++) {
      for (int p = 0; p < points; p++) {
        rows[i][p] = spectra.values()[i * points + p];
      }
      without(powers, rows[i]);
      for (int p = 0; p < points; p++) {
        mean[p] += rows[i][p] / rows.length;
      }
    }
    double length = Math.sqrt(dot(mean, mean));
    for (double[] row : rows) {
      if (!(dot(row, mean) > LIKE_THE_MEAN * length * Math.sqrt(dot(row, row)))) {
        return false;
      }
    }
    return true;
  }

  /** Polynomials of length 1 at right angles to one another. */
  private static double[][] powers(int points, int order) {
    double[][] powers = new double[order + 1][points];
    for (int k = 0; k <= order; k++) {
      for (int p = 0; p < points; p++) {
        powers[k][p] = Math.pow(2.0 * p / (points - 1) - 1, k);
      }
      for (int before = 0; before < k; before++) {
        subtract(powers[before], powers[k]);
      }
      double length = Math.sqrt(dot(powers[k], powers[k]));
      for (int p = 0; p < points; p++) {
        powers[k][p] /= length;
      }
    }
    return powers;
  }

  private static void without(double[][] powers, double[] row) {
    for (double[] power : powers) {
      subtract(power, row);
    }
  }

  private static void subtract(double[] direction, double[] from) {
    double part = dot(direction, from);
    for (int p = 0; p < from.length; p++) {
      from[p] -= part * direction[p];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int p = 0; p < one.length; p++) {
      sum += one[p] * other[p];
    }
    return sum;
  }
}
