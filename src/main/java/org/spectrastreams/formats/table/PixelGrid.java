package org.spectrastreams.formats.table;

import java.util.Arrays;
import java.util.Optional;

/**
 * The pixel columns, or rows, that belong to the positions in a table: evenly spaced positions,
 * numbered from the lowest, which is pixel 0.
 *
 * @param first the position of pixel 0
 * @param step the distance of neighbouring pixels; 1 for a single pixel
 * @param size the number of pixels
 */
record PixelGrid(double first, double step, int size) {
  /** How far a position may lie off its pixel, in pixels: written positions are rounded. */
  private static final double TOLERANCE = 0.05;

  /**
   * Positions that a stage meant to be the same lie this many times closer together than others.
   */
  private static final double CLOSER = 20;

  /**
   * Finds the grid of positions.
   *
   * @param positions one a spectrum, 1 or more
   * @param maxSize the most pixels the grid may have
   * @throws IllegalArgumentException if they lie on no grid of that size
   */
  static PixelGrid of(double[] positions, int maxSize) {
    double[] distinct = distinct(positions);
    return even(distinct, distinct, maxSize);
  }

  /**
   * Finds the grid that a stage was sent to which reports where it came to stand, a crowd of
   * positions for each place: such a crowd counts as one, in its middle. Positions that are meant
   * may lie in crowds, too; two spectra then come to one pixel.
   *
   * @return nothing where no crowds can be told, or they lie on no grid
   */
  static Optional<PixelGrid> ofCrowds(double[] positions, int maxSize) {
    double[] distinct = distinct(positions);
    double[] crowds = crowds(distinct);
    if (crowds.length == distinct.length) {
      return Optional.empty();
    }
    try {
      return Optional.of(even(crowds, distinct, maxSize));
    } catch (IllegalArgumentException uneven) {
      return Optional.empty();
    }
  }

  private static double[] distinct(double[] positions) {
    return Arrays.stream(positions).sorted().distinct().toArray();
  }

  /** The middles of crowds of positions, where crowds can be told; or else the positions. */
  private static double[] crowds(double[] sorted) {
    double[] gaps = new double[sorted.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = sorted[i + 1] - sorted[i];
    }
    double[] bySize = gaps.clone();
    Arrays.sort(bySize);
    int wide = bySize.length - 1;
    while (wide > 0 && bySize[wide] < CLOSER * bySize[wide - 1]) {
      wide--;
    }
    if (wide <= 0) {
      return sorted;
    }
    double[] middles = new double[sorted.length];
    int count = 0;
    int from = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == gaps.length || gaps[i] >= bySize[wide]) {
        middles[count++] = Arrays.stream(sorted, from, i + 1).average().orElseThrow();
        from = i + 1;
      }
    }
    return Arrays.copyOf(middles, count);
  }

  /** The grid of ascending places, on which all positions must lie. */
  private static PixelGrid even(double[] distinct, double[] positions, int maxSize) {
    double lowest = distinct[0];
    double highest = distinct[distinct.length - 1];
    double least = distinct.length == 1 ? 1 : Double.POSITIVE_INFINITY;
    for (int i = 1; i < distinct.length; i++) {
      least = Math.min(least, distinct[i] - distinct[i - 1]);
    }
    double size = Math.rint((highest - lowest) / least) + 1;
    if (!(size <= maxSize)) {
      throw new IllegalArgumentException(
          "positions " + lowest + " to " + highest + " that are as little as " + least + " apart");
    }
    // The whole range tells the step better than two positions that were rounded.
    double step = size == 1 ? least : (highest - lowest) / (size - 1);
    PixelGrid grid = new PixelGrid(lowest, step, (int) size);
    for (double position : positions) {
      if (!grid.holds(position)) {
        throw new IllegalArgumentException(
            "position " + position + " off the grid of step " + step + " from " + lowest);
      }
    }
    return grid;
  }

  /** The grid of pixel indices 0 … size − 1. */
  static PixelGrid indices(int size) {
    return new PixelGrid(0, 1, size);
  }

  /** The pixel of a position; outside 0 … size − 1 for a position off the grid. */
  int index(double position) {
    return (int) Math.rint(exact(position));
  }

  /** Whether a position is that of a pixel. */
  boolean holds(double position) {
    int index = index(position);
    return index >= 0 && index < size && Math.abs(exact(position) - index) <= TOLERANCE;
  }

  private double exact(double position) {
    return (position - first) / step;
  }
}
