package org.spectrastreams.export;

/**
 * A length that is good to read, as a bar.
 *
 * @param text with its unit
 * @param pixels its length in the picture
 */
record ScaleBar(String text, double pixels) {
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
