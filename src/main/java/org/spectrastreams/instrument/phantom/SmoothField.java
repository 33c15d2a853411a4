package org.spectrastreams.instrument.phantom;

/**
 * A smooth random surface: random heights on a square lattice, blended by a quintic in between
 * (value noise; Perlin 2002 for the quintic). Any point can be asked for alone; nothing is stored.
 *
 * @param key which surface
 * @param spacing lattice distance, pixels
 */
record SmoothField(long key, double spacing) {
  /** Brings the standard deviation, averaged over places, to 1 (uniform heights have 1/√3). */
  private static final double UNIT = StrictMath.sqrt(3) / 0.714;

  /** The height at (x, y) in pixels: mean 0, standard deviation 1, within ±2.43. */
  double at(double x, double y) {
    double u = x / spacing;
    double v = y / spacing;
    int i = (int) Math.floor(u);
    int j = (int) Math.floor(v);
    double s = quintic(u - i);
    double t = quintic(v - j);
    double low = height(i, j) + s * (height(i + 1, j) - height(i, j));
    double high = height(i, j + 1) + s * (height(i + 1, j + 1) - height(i, j + 1));
    return UNIT * (low + t * (high - low));
  }

  private double height(int i, int j) {
    return 2 * SplitMix.hashUniform(key, i, j) - 1;
  }

  private static double quintic(double t) {
    return t * t * t * (t * (6 * t - 15) + 10);
  }
}
