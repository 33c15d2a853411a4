package org.spectrastreams.explain;

import java.util.Locale;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * How far a prepared spectrum lies above or below what is usual, the mean of a model's donors, at
 * every point. Weights say whether what stands there speaks for a class; this says whether that is
 * more or less than usual. Both together make a sentence: "lower here than usual speaks for
 * adenoma".
 *
 * <p>Of prepared spectra: after a second derivative, a band is a valley, and lower means more.
 *
 * @param values the spectrum less the mean donor, one value a point; owned by this record and not
 *     copied
 */
public record Departure(float[] values) {
  /** On which side of what is usual a spectrum lies. */
  public enum Side {
    /** Above the mean donor. */
    HIGHER,
    /** Below it. */
    LOWER;

    /** Its name in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The side of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Side parse(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * The side on which the spectrum lies in a band.
   *
   * @param axis of the values
   * @param wavenumber the middle of the band
   * @param width of the band, cm⁻¹; at least the nearest point counts
   */
  public Side side(SpectralAxis axis, double wavenumber, double width) {
    int nearest = axis.indexNearest(wavenumber);
    double sum = values[nearest];
    for (int j = 0; j < values.length; j++) {
      if (j != nearest && Math.abs(axis.at(j) - wavenumber) <= width / 2) {
        sum += values[j];
      }
    }
    return sum < 0 ? Side.LOWER : Side.HIGHER;
  }

  /**
   * What a band says in words, for instance {@code higher here than usual speaks for adenoma}.
   *
   * @param weight of the band in an explanation of the class
   */
  public static String sentence(Side side, double weight, String className) {
    return side.id() + " here than usual speaks " + (weight < 0 ? "against " : "for ") + className;
  }
}
