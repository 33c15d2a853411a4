package org.spectrastreams.spectrum;

/**
 * A stretch of the axis around a band.
 *
 * @param centre its middle, cm⁻¹
 * @param halfWidth its reach to either side, cm⁻¹, above 0; the band is the closed interval {@code
 *     centre ± halfWidth}
 */
public record WavenumberBand(double centre, double halfWidth) {
  /** Checks that the band is finite and has a width. */
  public WavenumberBand {
    if (!(centre >= 0 && Double.isFinite(centre) && halfWidth > 0 && Double.isFinite(halfWidth))) {
      throw new IllegalArgumentException(
          "band at "
              + centre
              + " ± "
              + halfWidth
              + " cm⁻¹; expected a finite centre of 0 or more and a finite half-width above 0");
    }
  }

  /** Whether {@code wavenumber} (cm⁻¹) lies in the band, its ends included. */
  public boolean contains(double wavenumber) {
    return Math.abs(wavenumber - centre) <= halfWidth;
  }

  /** Which points of an axis lie in at least one of the bands; {@code axis.size()} values. */
  public static boolean[] mask(Iterable<WavenumberBand> bands, SpectralAxis axis) {
    boolean[] inside = new boolean[axis.size()];
    for (WavenumberBand band : bands) {
      for (int i = 0; i < inside.length; i++) {
        inside[i] |= band.contains(axis.at(i));
      }
    }
    return inside;
  }
}
