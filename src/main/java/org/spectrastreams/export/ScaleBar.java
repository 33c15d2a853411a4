package org.spectrastreams.export;

/**
 * A length that is good to read, as a bar.
 *
 * @param text with its unit
 * @param pixels its length in the picture
 */
record ScaleBar(String text, double pixels) {
  /**
   * Of a picture whose pixels are drawn square, whatever they are: where they are not, it says that
   * it is a width.
   *
   * @param pixels of the image that one of the picture shows, across
   */
  static ScaleBar of(MapSnapshot.PixelSize size, double pixels, double most) {
    ScaleBar bar = of(size.x() * pixels, most);
    boolean square = Figures.text(size.x()).equals(Figures.text(size.y()));
    return square ? bar : new ScaleBar(bar.text() + " across", bar.pixels());
  }

  /**
   * The longest of 1, 2 and 5 times a power of ten.
   *
   * @param micrometres of one pixel of the picture
   * @param most the longest bar in pixels
   */
  static ScaleBar of(double micrometres, double most) {
    double wanted = micrometres * most;
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    double length = power;
    for (int n : new int[] {2, 5}) {
      length = n * power <= wanted ? n * power : length;
    }
    String text =
        length >= 1000 ? Figures.text(length / 1000) + " mm" : Figures.text(length) + " µm";
    return new ScaleBar(text, length / micrometres);
  }
}
