package org.spectrastreams.spectrum;

/**
 * The spatial frame of an image.
 *
 * @param width pixels in x, 1 … {@value #MAX_SIDE}
 * @param height pixels in y, 1 … {@value #MAX_SIDE}
 * @param pixelSizeMicrometres distance of neighbouring pixels in µm; NaN where the source does not
 *     say
 */
public record ImageGeometry(int width, int height, double pixelSizeMicrometres) {
  /** The longest side of an image, in pixels. */
  public static final int MAX_SIDE = 16_384;

  /** Checks the sides. */
  public ImageGeometry {
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) {
      throw new IllegalArgumentException(
          "image of "
              + width
              + " × "
              + height
              + " pixels; expected sides of 1 to "
              + MAX_SIDE
              + " pixels");
    }
    if (!Double.isNaN(pixelSizeMicrometres)
        && !(pixelSizeMicrometres > 0 && Double.isFinite(pixelSizeMicrometres))) {
      throw new IllegalArgumentException(
          "pixel size of " + pixelSizeMicrometres + " µm; expected a positive size, or none");
    }
  }

  /** An image whose pixel size is not known. */
  public static ImageGeometry of(int width, int height) {
    return new ImageGeometry(width, height, Double.NaN);
  }

  /** The number of pixels. */
  public int pixels() {
    return width * height;
  }
}
