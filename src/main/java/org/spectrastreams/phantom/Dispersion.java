package org.spectrastreams.phantom;

/**
 * The refractive index that belongs to an absorbance. Where matter absorbs, its index falls and
 * rises again; Kramers and Kronig relate the two:
 *
 * <p>n(ν) − n∞ = (2/π) P∫ ν′ k(ν′) / (ν′² − ν²) dν′, with the absorption index k = A ln 10 / (4π ν
 * d).
 *
 * <p>The integral is summed by Maclaurin's formula, every second point, so that the pole is never
 * met (Ohta and Ishida 1988, "Comparison among several numerical integration methods for
 * Kramers–Kronig transformation", Applied Spectroscopy 42, 952–957). What lies beyond the curve is
 * part of n∞.
 */
final class Dispersion {
  private static final double CENTIMETRES_PER_MICROMETRE = 1e-4;

  private Dispersion() {}

  /**
   * The dispersive part of the index on some points of an evenly spaced curve.
   *
   * @param absorbance decadic, of a layer of the thickness; near zero at both ends
   * @param first wavenumber of its first value, cm⁻¹
   * @param step distance of its values, cm⁻¹
   * @param thickness µm
   * @param from index of the first point wanted
   * @param count number of points wanted
   */
  static double[] index(
      double[] absorbance, double first, double step, double thickness, int from, int count) {
    double[] weighted = new double[absorbance.length]; // ν k, which is free of ν
    double scale = StrictMath.log(10) / (4 * Math.PI * thickness * CENTIMETRES_PER_MICROMETRE);
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] = scale * absorbance[i];
    }
    double[] index = new double[count];
    for (int i = 0; i < count; i++) {
      double here = first + step * (from + i);
      double sum = 0;
      for (int j = (from + i + 1) & 1; j < weighted.length; j += 2) {
        double there = first + step * j;
        sum += weighted[j] / (there * there - here * here);
      }
      index[i] = 2 / Math.PI * 2 * step * sum;
    }
    return index;
  }
}
