package org.spectrastreams.explain.trust;

import java.util.List;
import java.util.SplittableRandom;

/**
 * How often activation maps point to where the classes really differ (the pointing game of Zhang,
 * Lin, Brandt, Shen and Sclaroff 2016, "Top-down neural attention by excitation backprop", ECCV, on
 * an axis instead of a picture).
 *
 * <p>A map hits if its highest positive value lies in a band of the class it explains; a map
 * without a positive value misses. The soft measure is the share of the map's positive sum that
 * lies in those bands. Both stand next to what a map that knows nothing reaches:
 *
 * <ul>
 *   <li><em>uniform</em>, exact: a map whose highest point, and whose mass, is equally likely at
 *       every point. Expected hit rate and expected share are both the covered fraction of the
 *       axis, averaged over the classes as they were predicted.
 *   <li><em>smooth</em>, by simulation: for every map scored, one {@link SmoothNoise} map, which
 *       has peaks as wide as a network's maps have, goes through the same measure.
 * </ul>
 *
 * <p>Made for evaluation, one map after the other, with constant memory. Not thread-safe.
 */
public final class PointingGame {
  private final boolean[][] bands;
  private final double[] covered;
  private final Tally[] tallies;
  private final SmoothNoise noise;
  private final float[] random;

  /**
   * A game on {@code bands.get(0).length} points.
   *
   * @param bands for each class, which points lie in its bands, as {@link
   *     org.spectrastreams.spectrum.WavenumberBand#mask} gives them; to accept the bands of every
   *     class, give the same mask for all
   * @param smoothnessPoints how wide the peaks of the smooth random maps are, points; for a network
   *     take the width of its middle filters, 25 cm⁻¹ for the MSCNN
   * @param seed of the smooth random maps
   * @throws IllegalArgumentException if there is no class, or masks differ in length
   */
  public PointingGame(List<boolean[]> bands, int smoothnessPoints, long seed) {
    if (bands.isEmpty() || bands.get(0).length == 0) {
      throw new IllegalArgumentException(
          "pointing game without "
              + (bands.isEmpty() ? "classes" : "points")
              + "; expected one mask a class, as long as the maps");
    }
    int points = bands.get(0).length;
    this.bands = new boolean[bands.size()][];
    covered = new double[bands.size()];
    tallies = new Tally[bands.size()];
    for (int c = 0; c < this.bands.length; c++) {
      if (bands.get(c).length != points) {
        throw new IllegalArgumentException(
            "mask of class "
                + c
                + " has "
                + bands.get(c).length
                + " points; expected "
                + points
                + " as that of class 0");
      }
      this.bands[c] = bands.get(c).clone();
      for (boolean inside : this.bands[c]) {
        covered[c] += inside ? 1.0 / points : 0;
      }
      tallies[c] = new Tally();
    }
    noise = new SmoothNoise(points, smoothnessPoints, new SplittableRandom(seed));
    random = new float[points];
  }

  /**
   * Scores one map.
   *
   * @param explained the class that the map explains, normally the predicted one
   * @param maps holds the map from {@code offset}
   * @throws IllegalArgumentException for an unknown class or a value that is not finite
   */
  public void add(int explained, float[] maps, int offset) {
    if (explained < 0 || explained >= bands.length) {
      throw new IllegalArgumentException(
          "map explains class " + explained + "; expected 0 to " + (bands.length - 1));
    }
    boolean[] inside = bands[explained];
    double share = positiveShare(maps, offset, inside);
    boolean hit = hit(maps, offset, inside);
    noise.fill(random);
    Tally tally = tallies[explained];
    tally.maps++;
    tally.hits += hit ? 1 : 0;
    tally.share += share;
    tally.smoothHits += hit(random, 0, inside) ? 1 : 0;
    tally.smoothShare += positiveShare(random, 0, inside);
  }

  /**
   * Whether the highest positive value lies inside; of equal values the first counts. A map without
   * a positive value points nowhere.
   */
  static boolean hit(float[] map, int offset, boolean[] inside) {
    int highest = -1;
    float value = 0;
    for (int i = 0; i < inside.length; i++) {
      if (map[offset + i] > value) {
        value = map[offset + i];
        highest = i;
      }
    }
    return highest >= 0 && inside[highest];
  }

  /** The share of the positive sum that lies inside; 0 where nothing is positive. */
  static double positiveShare(float[] map, int offset, boolean[] inside) {
    double all = 0;
    double within = 0;
    for (int i = 0; i < inside.length; i++) {
      float value = map[offset + i];
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "activation map holds " + value + " at point " + i + "; expected finite values");
      }
      if (value > 0) {
        all += value;
        within += inside[i] ? value : 0;
      }
    }
    return all > 0 ? within / all : 0;
  }

  /** The result over all maps so far. */
  public Result overall() {
    Tally sum = new Tally();
    double uniform = 0;
    for (int c = 0; c < tallies.length; c++) {
      sum.add(tallies[c]);
      uniform += tallies[c].maps * covered[c];
    }
    return sum.result(uniform / sum.maps);
  }

  /** The result over the maps that explain one class. */
  public Result ofClass(int explained) {
    return tallies[explained].result(covered[explained]);
  }

  /**
   * Rates in 0 … 1; NaN where no map was scored (but for {@code uniform} of a class, which needs
   * none).
   *
   * @param maps how many maps were scored
   * @param hitRate share of the maps that hit
   * @param positiveShare mean share of the positive sum inside the bands
   * @param uniform expected hit rate and expected share of a map that points anywhere alike
   * @param smoothHitRate hit rate of smooth random maps
   * @param smoothPositiveShare mean share of smooth random maps
   */
  public record Result(
      long maps,
      double hitRate,
      double positiveShare,
      double uniform,
      double smoothHitRate,
      double smoothPositiveShare) {
    /**
     * Standard error of the hit rate for independent maps. Maps of one image are not: compare
     * images for an honest interval.
     */
    public double standardError() {
      return Math.sqrt(hitRate * (1 - hitRate) / maps);
    }
  }

  private static final class Tally {
    long maps;
    long hits;
    double share;
    long smoothHits;
    double smoothShare;

    void add(Tally other) {
      maps += other.maps;
      hits += other.hits;
      share += other.share;
      smoothHits += other.smoothHits;
      smoothShare += other.smoothShare;
    }

    Result result(double uniform) {
      double n = maps;
      return new Result(maps, hits / n, share / n, uniform, smoothHits / n, smoothShare / n);
    }
  }
}
