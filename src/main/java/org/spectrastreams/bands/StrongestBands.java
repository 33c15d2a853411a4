package org.spectrastreams.bands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The bands of an explanation: where its weights stand out, for or against the class. This is the
 * project's only definition of them, for results, contexts, explanations and the viewer.
 *
 * <p>A band is a peak of the weights' positive part max(w, 0), which speaks for the class, or of
 * their negative part max(−w, 0), which speaks against it. Bands are ranked by topographic
 * prominence within their part: how far one must go down from the peak before the ground rises
 * higher, on the side where that is less far (P. Virtanen et al., SciPy 1.0, Nature Methods 17
 * (2020) 261–272, {@code scipy.signal.peak_prominences}). Unlike there the ends of the axis can be
 * peaks, of which the inner side counts. Prominence, not height, so that a ripple on the shoulder
 * of a broad band is no band of its own. A band nearer than {@code apart} to one that ranks before
 * it is merged into that one. Of equals the lower wavenumber ranks first.
 *
 * <p>Weights that are not finite count as 0. Allocates nothing from one call of {@link #find} to
 * the next; for one thread.
 */
public final class StrongestBands {
  /** Bands are at least so far apart, cm⁻¹: about the width of the narrow bands of tissue. */
  public static final double APART = 15;

  /** How many bands are listed where nobody asks for another number. */
  public static final int MOST = 5;

  /**
   * One band.
   *
   * @param wavenumber its peak, cm⁻¹; of a flat top the middle
   * @param weight the weight there; above 0 speaks for the class, below 0 against it
   */
  public record Band(float wavenumber, float weight) {}

  private final float[] wavenumbers;
  private final double apart;
  private final float[] finite;
  private final int[] peaks;
  private final float[] prominences;

  /** Finds bands of weights over an axis that are {@link #APART} from each other. */
  public StrongestBands(SpectralAxis axis) {
    this(axis, axis.width(APART));
  }

  /**
   * Finds bands of weights over an axis.
   *
   * @param apart the smallest distance between two bands, cm⁻¹, 0 or more
   */
  StrongestBands(SpectralAxis axis, double apart) {
    if (!(apart >= 0)) {
      throw new IllegalArgumentException("bands " + apart + " cm⁻¹ apart; expected 0 or more");
    }
    this.apart = apart;
    this.wavenumbers = new float[axis.size()];
    for (int i = 0; i < wavenumbers.length; i++) {
      wavenumbers[i] = (float) axis.at(i);
    }
    this.finite = new float[wavenumbers.length];
    this.peaks = new int[wavenumbers.length];
    this.prominences = new float[wavenumbers.length];
  }

  /**
   * The bands of one explanation, most prominent first.
   *
   * @param weights a value each wavenumber of the axis
   * @param most how many to list at most
   */
  public static List<Band> of(SpectralAxis axis, float[] weights, int most) {
    float[] centres = new float[most];
    float[] values = new float[most];
    new StrongestBands(axis).find(weights, 0, most, centres, values, 0);
    List<Band> found = new ArrayList<>();
    for (int band = 0; band < most && !Float.isNaN(centres[band]); band++) {
      found.add(new Band(centres[band], values[band]));
    }
    return List.copyOf(found);
  }

  /**
   * Finds the bands of one spectrum, most prominent first.
   *
   * @param weights holds the weights from {@code offset}, a value each wavenumber
   * @param most how many bands to find
   * @param centres receives their wavenumbers, cm⁻¹, from index {@code at}; NaN where there are
   *     fewer than {@code most}
   * @param values receives the weights there, in the same places
   */
  public void find(float[] weights, int offset, int most, float[] centres, float[] values, int at) {
    for (int i = 0; i < finite.length; i++) {
      float weight = weights[offset + i];
      finite[i] = Float.isFinite(weight) ? weight : 0;
    }
    int count = findPeaks();
    Arrays.fill(centres, at, at + most, Float.NaN);
    Arrays.fill(values, at, at + most, Float.NaN);
    for (int band = 0; band < most; band++) {
      int best = -1;
      float largest = 0;
      for (int peak = 0; peak < count; peak++) {
        if (bound(peak) > largest && isApart(wavenumbers[peaks[peak]], centres, at, band)) {
          if (Float.isNaN(prominences[peak])) {
            prominences[peak] = prominence(peaks[peak]);
          }
          if (prominences[peak] > largest) {
            best = peak;
            largest = prominences[peak];
          }
        }
      }
      if (best < 0) {
        return;
      }
      centres[at + band] = wavenumbers[peaks[best]];
      values[at + band] = finite[peaks[best]];
      prominences[best] = 0; // taken
    }
  }

  /** A peak's prominence, or, where it was not needed yet, its height, which is no less. */
  private float bound(int peak) {
    return Float.isNaN(prominences[peak]) ? Math.abs(finite[peaks[peak]]) : prominences[peak];
  }

  private boolean isApart(float wavenumber, float[] centres, int at, int found) {
    for (int band = at; band < at + found; band++) {
      if (Math.abs(centres[band] - wavenumber) < apart) {
        return false;
      }
    }
    return true;
  }

  private int findPeaks() {
    int count = 0;
    int points = finite.length;
    for (int first = 0, last; first < points; first = last + 1) {
      float weight = finite[first];
      last = first;
      while (last + 1 < points && finite[last + 1] == weight) {
        last++;
      }
      float sign = Math.signum(weight);
      if (sign != 0
          && (first == 0 || part(first - 1, sign) < sign * weight)
          && (last == points - 1 || part(last + 1, sign) < sign * weight)
          && last - first + 1 < points) {
        peaks[count] = (first + last) / 2;
        prominences[count++] = Float.NaN;
      }
    }
    return count;
  }

  /** The part of a weight that has this sign, 0 or more. */
  private float part(int i, float sign) {
    return Math.max(sign * finite[i], 0);
  }

  private float prominence(int peak) {
    int first = peak;
    int last = peak;
    while (first > 0 && finite[first - 1] == finite[peak]) {
      first--;
    }
    while (last < finite.length - 1 && finite[last + 1] == finite[peak]) {
      last++;
    }
    return Math.abs(finite[peak]) - base(first, last, Math.signum(finite[peak]));
  }

  /** The higher one of the lowest points on either side before the ground rises above the peak. */
  private float base(int first, int last, float sign) {
    float peak = part(first, sign);
    float left = peak;
    for (int i = first - 1; i >= 0 && left > 0 && part(i, sign) <= peak; i--) {
      left = Math.min(left, part(i, sign));
    }
    float right = peak;
    for (int i = last + 1; i < finite.length && right > 0 && part(i, sign) <= peak; i++) {
      right = Math.min(right, part(i, sign));
    }
    if (first == 0) {
      return right;
    }
    return last == finite.length - 1 ? left : Math.max(left, right);
  }
}
