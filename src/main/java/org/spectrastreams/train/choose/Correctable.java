package org.spectrastreams.train.choose;

import static org.spectrastreams.train.choose.Polynomials.dot;

import org.spectrastreams.spectrum.SpectralAxis;
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
   * @param axis of the spectra
   * @param order the degree of the polynomial that is taken away with the reference
   */
  static boolean of(PreparedSpectra spectra, SpectralAxis axis, int order) {
    int points = spectra.points();
    if (points <= order + 2) {
      return false;
    }
    double[][] powers = Polynomials.of(axis, order + 1);
    double[][] rows = new double[spectra.count()][points];
    double[] mean = new double[points];
    for (int i = 0; i < rows.length; i++) {
      for (int p = 0; p < points; p++) {
        rows[i][p] = spectra.values()[i * points + p];
      }
      Polynomials.takeAway(powers, rows[i]);
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
}
