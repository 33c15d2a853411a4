package org.spectrastreams.phantom;

import org.spectrastreams.spectrum.ImageGeometry;

/**
 * What to simulate. Equal settings give equal images, bit for bit, on every machine.
 *
 * @param width pixels in x
 * @param height pixels in y
 * @param seed layout, pixel variation and noise of this image
 * @param patient whose tissue it is: images with the same number share the patient's own chemistry
 * @param severity the most severe class that may occur; see {@link TissuePhantom#weakLabel()} for
 *     the one that does
 * @param deadRate fraction of pixels that are dead, half of them all zero and half all NaN; 0 … 1
 * @param saturatedRate fraction of pixels clipped at {@link TissuePhantom#SATURATION_ABSORBANCE}; 0
 *     … 1 − deadRate
 * @param preparation what was done to the section before it was measured
 */
public record PhantomSettings(
    int width,
    int height,
    long seed,
    long patient,
    TissueClass severity,
    double deadRate,
    double saturatedRate,
    Preparation preparation) {
  /** The usual share of dead pixels, as of a focal-plane array in fair health. */
  public static final double DEAD_RATE = 0.001;

  /** The usual share of saturated pixels. */
  public static final double SATURATED_RATE = 0.0005;

  /** Checks the size and the rates. */
  public PhantomSettings {
    ImageGeometry.of(width, height);
    if (!(deadRate >= 0 && saturatedRate >= 0 && deadRate + saturatedRate <= 1)) {
      throw new IllegalArgumentException(
          "dead rate "
              + deadRate
              + " and saturated rate "
              + saturatedRate
              + "; expected fractions of 0 or more whose sum is at most 1");
    }
  }

  /** A section prepared as the shipped tissue model knows them. */
  public PhantomSettings(
      int width,
      int height,
      long seed,
      long patient,
      TissueClass severity,
      double deadRate,
      double saturatedRate) {
    this(width, height, seed, patient, severity, deadRate, saturatedRate, Preparation.USUAL);
  }

  /** The same section, prepared in another way. */
  public PhantomSettings with(Preparation otherwise) {
    return new PhantomSettings(
        width, height, seed, patient, severity, deadRate, saturatedRate, otherwise);
  }

  /** One image of one patient (number {@code seed}), with the usual dead and saturated pixels. */
  public static PhantomSettings of(int width, int height, long seed, TissueClass severity) {
    return new PhantomSettings(width, height, seed, seed, severity, DEAD_RATE, SATURATED_RATE);
  }
}
