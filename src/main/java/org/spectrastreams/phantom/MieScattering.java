package org.spectrastreams.phantom;

import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Resonant Mie scattering: round bodies of the size of the wavelength take light out of the beam
 * that no vibration absorbs, and they take more or less of it where the index of their own matter
 * goes up or down. That tilts the baseline and pulls at the strongest bands, most of all at the
 * high side of amide I.
 *
 * <p>The extinction efficiency is van de Hulst's, Q = 2 − (4/ρ) sin ρ + (4/ρ²)(1 − cos ρ), ρ(ν) =
 * 4π r ν (n(ν) − 1) (van de Hulst 1957, "Light scattering by small particles"), with n(ν) = n₀ +
 * {@linkplain Dispersion dispersion of the pixel's own absorbance} as in Bassan et al. 2010,
 * "Resonant Mie scattering (RMieS) correction of infrared spectra from highly scattering biological
 * samples", Analyst 135, 268–277. The imaginary part of the index is left out of ρ: what it takes
 * is counted as absorbance (its part in single cells: Konevskikh et al. 2016, "Mie scatter
 * corrections in single cell infrared microspectroscopy", Faraday Discussions 187, 235–257).
 * Immutable.
 */
final class MieScattering {
  /** Index of dry tissue against air, less 1, far from all bands. */
  private static final double CONTRAST = 0.35;

  /**
   * The index is worked out at every so many points: it is smoother than the bands that bend it.
   */
  static final int STRIDE = 4;

  private static final double LARGEST_RHO = 24;
  private static final int STEPS = 64;

  /** Q by ρ in steps of 1 / {@link #STEPS}. */
  private static final float[] EXTINCTION = new float[(int) (LARGEST_RHO * STEPS) + 2];

  static {
    for (int i = 1; i < EXTINCTION.length; i++) {
      EXTINCTION[i] = (float) extinction(i / (double) STEPS);
    }
  }

  private static final double RADIANS_PER_MICROMETRE_AND_WAVENUMBER = 4 * Math.PI * 1e-4;

  private final float[] level;

  MieScattering(SpectralAxis axis) {
    level = new float[axis.size()];
    for (int i = 0; i < level.length; i++) {
      level[i] = (float) (CONTRAST * axis.at(i));
    }
  }

  static double extinction(double rho) {
    return 2 - 4 / rho * StrictMath.sin(rho) + 4 / (rho * rho) * (1 - StrictMath.cos(rho));
  }

  /** How many of every {@link #STRIDE}th point it takes to reach the last of so many. */
  static int nodes(int points) {
    return (points - 1 + STRIDE - 1) / STRIDE + 1;
  }

  /**
   * Adds {@code amount} × the extinction efficiency of spheres.
   *
   * @param radius µm
   * @param bend what the spheres' own bands add to the index, times the wavenumber in cm⁻¹; at
   *     every {@link #STRIDE}th point
   */
  void add(float[] out, int offset, float amount, float radius, float[] bend) {
    float scale = (float) (RADIANS_PER_MICROMETRE_AND_WAVENUMBER * STEPS) * radius;
    float highest = EXTINCTION.length - 1.01f;
    int whole = (level.length - 1) / STRIDE;
    for (int node = 0; node <= whole; node++) {
      int from = node * STRIDE;
      int to = Math.min(from + STRIDE, level.length);
      float bent = bend[node];
      float rise = node + 1 < bend.length ? (bend[node + 1] - bent) / STRIDE : 0;
      for (int i = from; i < to; i++) {
        float place = Math.max(0, Math.min(highest, scale * (level[i] + bent)));
        int below = (int) place;
        float low = EXTINCTION[below];
        out[offset + i] += amount * (low + (place - below) * (EXTINCTION[below + 1] - low));
        bent += rise;
      }
    }
  }
}
