package org.spectrastreams.bands;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.spectrastreams.spectrum.SpectralAxis;

/** The bands that stand out of an activation map: its most prominent positive peaks. */
public final class TopBands {
  private TopBands() {}

  /**
   * A peak of a map.
   *
   * @param wavenumber where it is highest, cm⁻¹; the middle of a flat top
   * @param value the map's value there, above 0
   * @param prominence how far one must go down from it to reach higher ground, or the end of the
   *     axis on the side that lies higher (the topographic prominence, as of SciPy's {@code
   *     peak_prominences})
   */
  public record Peak(double wavenumber, float value, float prominence) {}

  /**
   * Finds the most prominent peaks. The ends of the axis can be peaks, from which only the inner
   * side counts. A constant map has none.
   *
   * @param axis the map's axis
   * @param maps holds the map from {@code offset}, {@code axis.size()} values; NaN is in no peak
   * @param most how many peaks to return at most
   * @param apart peaks nearer to a more prominent one than this, cm⁻¹, are merged into it; 0 for
   *     none
   * @return most prominent first; of equals the lower wavenumber first
   */
  public static List<Peak> find(
      SpectralAxis axis, float[] maps, int offset, int most, double apart) {
    if (most < 0 || !(apart >= 0)) {
      throw new IllegalArgumentException(
          "at most " + most + " bands, " + apart + " cm⁻¹ apart; expected 0 or more of both");
    }
    List<Peak> peaks = new ArrayList<>();
    int points = axis.size();
    int first = 0;
    while (first < points) {
      float value = maps[offset + first];
      int last = first;
      while (last + 1 < points && maps[offset + last + 1] == value) {
        last++;
      }
      boolean risesFromLeft = first == 0 || maps[offset + first - 1] < value;
      boolean fallsToRight = last == points - 1 || maps[offset + last + 1] < value;
      if (value > 0 && risesFromLeft && fallsToRight && last - first + 1 < points) {
        float prominence = value - base(maps, offset, points, first, last);
        peaks.add(new Peak(axis.at((first + last) / 2), value, prominence));
      }
      first = last + 1;
    }
    peaks.sort(
        Comparator.comparingDouble((Peak peak) -> -peak.prominence())
            .thenComparingDouble(Peak::wavenumber));
    return merge(peaks, most, apart);
  }

  /** The higher one of the lowest points on either side before the map rises above the peak. */
  private static float base(float[] maps, int offset, int points, int first, int last) {
    float value = maps[offset + first];
    float left = value;
    for (int i = first - 1; i >= 0 && maps[offset + i] <= value; i--) {
      left = Math.min(left, maps[offset + i]);
    }
    float right = value;
    for (int i = last + 1; i < points && maps[offset + i] <= value; i++) {
      right = Math.min(right, maps[offset + i]);
    }
    if (first == 0) {
      return right;
    }
    return last == points - 1 ? left : Math.max(left, right);
  }

  private static List<Peak> merge(List<Peak> peaks, int most, double apart) {
    List<Peak> kept = new ArrayList<>();
    for (Peak peak : peaks) {
      if (kept.size() == most) {
        break;
      }
      boolean near = false;
      for (Peak other : kept) {
        near |= Math.abs(peak.wavenumber() - other.wavenumber()) < apart;
      }
      if (!near) {
        kept.add(peak);
      }
    }
    return List.copyOf(kept);
  }
}
