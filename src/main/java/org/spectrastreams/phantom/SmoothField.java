package org.spectrastreams.phantom;

/**
 * A smooth random surface: random heights on a square lattice, blended by a quintic in between
 * (value noise, with the quintic of Perlin 2002, "Improving noise"), the sum of two lattices turned
 * against each other so that no direction stands out. Any point can be asked for alone; nothing is
 * stored.
 *
 * @param key which surface
 * @param spacing distance of the coarser lattice's nodes, pixels
 */
record SmoothField(long key, double spacing) {
  private static final double FINE_SPACING = 0.57;
  private static final double FINE_WEIGHT = 0.6;

  /**
   * Brings the standard deviation over all places to 1; uniform heights have 1/√3, the blend
   * 0.7835.
   */
  private static final double UNIT =
      StrictMath.sqrt(3) / (0.7835 * StrictMath.sqrt(1 + FINE_WEIGHT * FINE_WEIGHT));

  /** The height at (x, y) in pixels: mean 0, standard deviation 1, within ±3.3. */
  double at(double x, double y) {
    double coarse = lattice(key, (0.8 * x + 0.6 * y) / spacing, (0.8 * y - 0.6 * x) / spacing);
    double fineSpacing = FINE_SPACING * spacing;
    double fine =
        lattice(~key, (0.96 * x - 0.28 * y) / fineSpacing, (0.96 * y + 0.28 * x) / fineSpacing);
    return UNIT * (coarse + FINE_WEIGHT * fine);
  }

  private static double lattice(long key, double u, double v) {
    int i = (int) Math.floor(u);
    int j = (int) Math.floor(v);
    double s = quintic(u - i);
    double t = quintic(v - j);
    double lowLeft = height(key, i, j);
    double highLeft = height(key, i, j + 1);
    double low = lowLeft + s * (height(key, i + 1, j) - lowLeft);
    double high = highLeft + s * (height(key, i + 1, j + 1) - highLeft);
    return low + t * (high - low);
  }

  private static double height(long key, int i, int j) {
    return 2 * SplitMix.hashUniform(key, i, j) - 1;
  }

  private static double quintic(double t) {
    return t * t * t * (t * (6 * t - 15) + 10);
  }
}
