package org.spectrastreams.formats.arrays;

import org.spectrastreams.spectrum.ImageGeometry;

/**
 * How the sides of an array are the points of spectra and the sides of an image. Spectra are
 * counted along {@code inner} first, which is the side that moves faster in the file.
 *
 * @param points the side of the points
 * @param inner the side along which spectra are counted first; −1 for one spectrum
 * @param outer the other side of an image; −1 for a list
 * @param pointCount the length of the side of points
 * @param innerCount the length of the inner side; 1 for one spectrum
 * @param outerCount the length of the outer side; 1 for a list
 * @param innerIsX whether the inner side is the image's x, so that an outer one is its y
 * @param folded the frame of spectra that stand along one side, line by line; null where there are
 *     two sides
 */
public record ArrayFrame(
    int points,
    int inner,
    int outer,
    int pointCount,
    int innerCount,
    int outerCount,
    boolean innerIsX,
    ImageGeometry folded) {
  /**
   * Spectra along one side, or a single one.
   *
   * @param spectra the side; −1 for one spectrum
   */
  public static ArrayFrame lines(
      int points, int spectra, int pointCount, int count, ImageGeometry folded) {
    return new ArrayFrame(points, spectra, -1, pointCount, count, 1, true, folded);
  }

  /** How many spectra there are. */
  public long count() {
    return (long) innerCount * outerCount;
  }

  /**
   * The frame of the image.
   *
   * @throws IllegalArgumentException if it is larger than an image may be
   */
  public ImageGeometry geometry() {
    if (folded != null) {
      return folded;
    }
    return innerIsX
        ? ImageGeometry.of(innerCount, outerCount)
        : ImageGeometry.of(outerCount, innerCount);
  }

  /** The pixel column of a spectrum. */
  int x(long spectrum) {
    if (folded != null) {
      return (int) (spectrum % folded.width());
    }
    return (int) (innerIsX ? spectrum % innerCount : spectrum / innerCount);
  }

  /** The pixel row of a spectrum. */
  int y(long spectrum) {
    if (folded != null) {
      return (int) (spectrum / folded.width());
    }
    return (int) (innerIsX ? spectrum / innerCount : spectrum % innerCount);
  }
}
