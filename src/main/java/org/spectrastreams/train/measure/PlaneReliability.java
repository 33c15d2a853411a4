package org.spectrastreams.train.measure;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.spectrastreams.model.engine.GradientEngine;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.network.Shuffle;

/**
 * What a map of planes is worth, measured: the log-odds as tiles of the plane are replaced by those
 * of a mean plane, in the order of the map, against random orders.
 *
 * @param deletion mean log-odds over the steps of taking the most important tiles away first, less
 *     that of random orders; below 0 where the map knows what matters
 * @param insertion the same of putting them in first; above 0 where it does
 * @param better share of the planes whose deletion falls faster than all random orders'
 */
public record PlaneReliability(double deletion, double insertion, double better) {
  private static final int TILE = 15;
  private static final int STEPS = 10;
  private static final int RANDOM_ORDERS = 3;

  /**
   * Measures some planes.
   *
   * @param planes count × rows × columns
   * @param classes the class whose map is measured, of each
   * @param usual the plane that stands for nothing
   */
  public static PlaneReliability of(
      GradientEngine engine,
      Meaning map,
      float[] planes,
      int[] classes,
      float[] usual,
      int columns,
      long seed) {
    int points = usual.length;
    Random random = new Random(seed);
    double deletion = 0;
    double insertion = 0;
    int better = 0;
    for (int n = 0; n < classes.length; n++) {
      float[] plane = Arrays.copyOfRange(planes, n * points, (n + 1) * points);
      float[] found = new float[points];
      engine.maps(map, plane, 1, classes[n], found);
      int[] order = order(found, columns);
      double taken = area(engine, plane, usual, order, columns, classes[n]);
      double put = area(engine, usual, plane, order, columns, classes[n]);
      boolean first = true;
      for (int i = 0; i < RANDOM_ORDERS; i++) {
        int[] any = order.clone();
        Shuffle.of(any, random);
        double byChance = area(engine, plane, usual, any, columns, classes[n]);
        deletion += (taken - byChance) / RANDOM_ORDERS;
        insertion += (put - area(engine, usual, plane, any, columns, classes[n])) / RANDOM_ORDERS;
        first &= taken < byChance;
      }
      better += first ? 1 : 0;
    }
    int count = classes.length;
    return new PlaneReliability(deletion / count, insertion / count, (double) better / count);
  }

  /** Tiles from the most important on. */
  private static int[] order(float[] map, int columns) {
    int wide = (columns + TILE - 1) / TILE;
    int rows = map.length / columns;
    double[] sums = new double[wide * ((rows + TILE - 1) / TILE)];
    for (int i = 0; i < map.length; i++) {
      sums[tile(i, columns)] += map[i];
    }
    return IntStream.range(0, sums.length)
        .boxed()
        .sorted((a, b) -> Double.compare(sums[b], sums[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int tile(int point, int columns) {
    int wide = (columns + TILE - 1) / TILE;
    return point / columns / TILE * wide + point % columns / TILE;
  }

  /** The mean log-odds while tiles of one plane give way to those of another. */
  private static double area(
      GradientEngine engine, float[] from, float[] to, int[] order, int columns, int k) {
    int points = from.length;
    int[] rank = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      rank[order[i]] = i;
    }
    float[] batch = new float[STEPS * points];
    for (int step = 0; step < STEPS; step++) {
      int gone = order.length * (step + 1) / (STEPS + 1);
      for (int i = 0; i < points; i++) {
        batch[step * points + i] = rank[tile(i, columns)] < gone ? to[i] : from[i];
      }
    }
    double[] odds = new double[STEPS];
    engine.logOdds(batch, STEPS, k, odds);
    return Arrays.stream(odds).average().orElseThrow();
  }
}
