package org.spectrastreams.phantom;

import org.spectrastreams.spectrum.SpectralAxis;

/**
 * What the optics add to absorbance, as curves on the axis to be scaled by pixel: a Mie-like
 * scattering baseline, water vapour left by the purge, slope, and the level of noise. None depends
 * on the class.
 */
final class InstrumentEffects {
  private static final int RADII = 24;
  private static final double SMALLEST_RADIUS = 2;
  private static final double LARGEST_RADIUS = 6;

  /** Refractive index of dry tissue against air, less 1. */
  private static final double INDEX_CONTRAST = 0.3;

  /**
   * Strong lines of the ν₂ band of water vapour, rounded to whole cm⁻¹ (exact lines: HITRAN, Gordon
   * et al. 2022, Journal of Quantitative Spectroscopy and Radiative Transfer 277, 107949), and
   * rough relative strengths; at 4 cm⁻¹ resolution neighbours merge.
   */
  private static final double[][] VAPOUR_LINES = {
    {1419, 0.3}, {1437, 0.4}, {1457, 0.6}, {1473, 0.6}, {1490, 0.6}, {1507, 0.9}, {1521, 0.7},
    {1540, 0.9}, {1559, 1.0}, {1576, 0.7}, {1617, 0.7}, {1636, 0.8}, {1653, 1.0}, {1670, 0.6},
    {1684, 0.9}, {1700, 0.7}, {1717, 0.8}, {1734, 0.8}, {1751, 0.4}, {1772, 0.6}, {1792, 0.4}
  };

  private static final double VAPOUR_FULL_WIDTH = 5;

  private final float[][] scattering = new float[RADII][];
  private final float[] vapour;
  private final float[] slope;
  private final float[] noise;

  InstrumentEffects(SpectralAxis axis) {
    int points = axis.size();
    for (int r = 0; r < RADII; r++) {
      double radius = SMALLEST_RADIUS + (LARGEST_RADIUS - SMALLEST_RADIUS) * r / (RADII - 1);
      scattering[r] = new float[points];
      for (int i = 0; i < points; i++) {
        scattering[r][i] = (float) extinction(radius, axis.at(i));
      }
    }
    vapour = new float[points];
    slope = new float[points];
    noise = new float[points];
    for (int i = 0; i < points; i++) {
      double sum = 0;
      for (double[] line : VAPOUR_LINES) {
        double d = (axis.at(i) - line[0]) / (VAPOUR_FULL_WIDTH / 2);
        sum += line[1] / (1 + d * d);
      }
      vapour[i] = (float) sum;
      double place = (axis.at(i) - axis.min()) / (axis.max() - axis.min());
      slope[i] = (float) (2 * place - 1);
      // The detector's response falls towards its cut-off at low wavenumbers.
      noise[i] = (float) (1 + 0.8 * StrictMath.exp(-(axis.at(i) - axis.min()) / 60));
    }
  }

  /**
   * Extinction efficiency of a sphere in van de Hulst's approximation, Q = 2 − (4/ρ) sin ρ +
   * (4/ρ²)(1 − cos ρ), ρ = 4π r ν (m − 1) (van de Hulst 1957, "Light scattering by small
   * particles"; its use for tissue: Kohler et al. 2008, Applied Spectroscopy 62, 259–266).
   *
   * @param radius µm
   * @param wavenumber cm⁻¹
   */
  private static double extinction(double radius, double wavenumber) {
    double rho = 4 * Math.PI * radius * (wavenumber * 1e-4) * INDEX_CONTRAST;
    return 2 - 4 / rho * StrictMath.sin(rho) + 4 / (rho * rho) * (1 - StrictMath.cos(rho));
  }

  /** Adds {@code amount} × extinction of spheres of {@code radius} µm (clipped to 2 … 6). */
  void addScattering(float[] out, int offset, float amount, float radius) {
    float place =
        (float) ((radius - SMALLEST_RADIUS) / (LARGEST_RADIUS - SMALLEST_RADIUS) * (RADII - 1));
    place = Math.max(0, Math.min(RADII - 1.001f, place));
    int below = (int) place;
    float share = place - below;
    add(out, offset, scattering[below], amount * (1 - share));
    add(out, offset, scattering[below + 1], amount * share);
  }

  void addVapour(float[] out, int offset, float amount) {
    add(out, offset, vapour, amount);
  }

  /** Adds a straight line: {@code mean} in the middle, {@code mean ± half} at the ends. */
  void addLine(float[] out, int offset, float mean, float half) {
    for (int i = 0; i < slope.length; i++) {
      out[offset + i] += mean + half * slope[i];
    }
  }

  /** Relative noise level along the axis; 1 far from the detector's cut-off. */
  float[] noise() {
    return noise;
  }

  static void add(float[] out, int offset, float[] curve, float amount) {
    for (int i = 0; i < curve.length; i++) {
      out[offset + i] += amount * curve[i];
    }
  }
}
