package org.spectrastreams.bands;

import java.util.Arrays;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Finds where an explanation is strongest, for or against its class. A band is a local extreme of
 * the weights' size; of several within a distance the strongest counts. Allocates nothing; for one
 * thread. {@link TopBands} ranks by prominence instead, and looks at one sign.
 */
public final class StrongestBands {
  private final float[] wavenumbers;
  private final double apart;
  private final boolean[] taken;

  /**
   * For weights over an axis.
   *
   * @param apart the smallest distance between two bands, cm⁻¹, 0 or more
   */
  public StrongestBands(SpectralAxis axis, double apart) {
    if (!(apart >= 0)) {
      throw new IllegalArgumentException("bands " + apart + " cm⁻¹ apart; expected 0 or more");
    }
    this.apart = apart;
    this.wavenumbers = new float[axis.size()];
    for (int i = 0; i < wavenumbers.length; i++) {
      wavenumbers[i] = (float) axis.at(i);
    }
    this.taken = new boolean[wavenumbers.length];
  }

  /**
   * Finds the strongest bands of one spectrum, strongest first; of equals the lower wavenumber.
   *
   * @param weights holds the weights from {@code offset}, a value each wavenumber; values that are
   *     not finite, and zeros, are in no band
   * @param most how many bands to find
   * @param centres receives their wavenumbers, cm⁻¹, from index {@code at}; NaN where there are
   *     fewer than {@code most}
   * @param values receives the weights there, in the same places
   */
  public void find(float[] weights, int offset, int most, float[] centres, float[] values, int at) {
    Arrays.fill(taken, false);
    for (int band = 0; band < most; band++) {
      int best = -1;
      float size = 0;
      for (int i = 0; i < taken.length; i++) {
        float here = size(weights, offset, i);
        if (here > size && !taken[i] && isExtreme(weights, offset, i, here)) {
          best = i;
          size = here;
        }
      }
      centres[at + band] = best < 0 ? Float.NaN : wavenumbers[best];
      values[at + band] = best < 0 ? Float.NaN : weights[offset + best];
      if (best >= 0) {
        take(best);
      }
    }
  }

  private static float size(float[] weights, int offset, int i) {
    float size = Math.abs(weights[offset + i]);
    return Float.isFinite(size) ? size : 0;
  }

  private boolean isExtreme(float[] weights, int offset, int i, float here) {
    return (i == 0 || size(weights, offset, i - 1) <= here)
        && (i == taken.length - 1 || size(weights, offset, i + 1) <= here);
  }

  private void take(int best) {
    for (int i = best; i >= 0 && within(best, i); i--) {
      taken[i] = true;
    }
    for (int i = best; i < taken.length && within(best, i); i++) {
      taken[i] = true;
    }
  }

  private boolean within(int best, int i) {
    return i == best || Math.abs(wavenumbers[i] - wavenumbers[best]) < apart;
  }
}
