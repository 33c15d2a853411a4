package org.spectrastreams.explain.lime;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which wavenumbers keep the bin of the explained spectrum in each row of published LIME, and the
 * weighted ridge regression that belongs to it. Depends on the seed, the number of rows and how
 * often each wavenumber keeps its bin, not on the spectrum. Immutable.
 *
 * <p>The matrix of the regression is factored once; an explanation then costs one pass over the
 * kept wavenumbers, about a tenth of rows × points, and two triangular solves, and gives what a
 * direct solver gives.
 */
final class BinDesign {
  private static final double RIDGE = 1;
  private static final double KERNEL_WIDTH = 0.75;
  private static final long ROW_FACTOR = 0xD1342543DE82EF95L;

  private final int rows;
  private final int points;
  private final float[] keeping;
  private final short[] kept;
  private final int[] firstKept;
  private final double[] weights;
  private final Part whole;
  private final Part[] halves;

  /** What the rows of a part of the design add up to. */
  private record Part(CholeskyFactor factor, double[] means, double weight) {}

  /** A fitted surrogate: one weight a wavenumber, and its value where all bins are changed. */
  record Fit(double[] weights, double intercept) {}

  /**
   * Draws a design.
   *
   * @param keeping for each wavenumber, the probability that a row keeps the spectrum's bin
   * @param rows with the spectrum itself, which is row 0
   */
  BinDesign(float[] keeping, int rows, long seed) {
    this.rows = rows;
    this.points = keeping.length;
    this.keeping = keeping.clone();
    firstKept = new int[rows + 1];
    weights = new double[rows];
    short[] found = new short[rows * (1 + points / 8) + points];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      firstKept[row] = count;
      if (found.length - count < points) {
        found = Arrays.copyOf(found, (int) Math.min(Integer.MAX_VALUE - 8, 2L * found.length));
      }
      SplittableRandom random = draws(seed, row);
      for (int j = 0; j < points; j++) {
        if (row == 0 || keeps(random.nextLong(), j)) {
          found[count++] = (short) j;
        }
      }
      double squared = (points - (count - firstKept[row])) / (KERNEL_WIDTH * KERNEL_WIDTH * points);
      weights[row] = Math.exp(-squared / 2);
    }
    firstKept[rows] = count;
    kept = Arrays.copyOf(found, count);
    whole = part(0, 1);
    halves = new Part[] {part(0, 2), part(1, 2)};
  }

  /** The random numbers of one row: one {@code nextLong} for every wavenumber in turn. */
  static SplittableRandom draws(long seed, int row) {
    // Neighbouring seeds give SplittableRandom the same numbers, shifted; a hash of both does not.
    return new SplittableRandom(new SplittableRandom(seed ^ (row * ROW_FACTOR)).nextLong());
  }

  /** Whether a wavenumber keeps its bin: the upper half of its random number decides. */
  boolean keeps(long random, int point) {
    return upper(random) < keeping[point];
  }

  /** The upper half of a random number as a fraction, 0 … 1. */
  static double upper(long random) {
    return (random >>> 32) * 0x1p-32;
  }

  /** The lower half of a random number as a fraction, above 0 and below 1. */
  static double lower(long random) {
    return ((random & 0xFFFFFFFFL) + 0.5) * 0x1p-32;
  }

  /** Whether this design keeps bins at these probabilities. */
  boolean fits(float[] probabilities) {
    return Arrays.equals(keeping, probabilities);
  }

  /** Every {@code step}-th row from {@code first}; the spectrum itself belongs to every part. */
  private Part part(int first, int step) {
    double[] matrix = new double[points * points];
    double[] sums = new double[points];
    double weight = 0;
    for (int row = 0; row < rows; row++) {
      if (row == 0 || row % step == first) {
        weight += weights[row];
        for (int a = firstKept[row]; a < firstKept[row + 1]; a++) {
          int at = kept[a] * points;
          sums[kept[a]] += weights[row];
          for (int b = firstKept[row]; b <= a; b++) {
            matrix[at + kept[b]] += weights[row];
          }
        }
      }
    }
    for (int i = 0; i < points; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i * points + j] -= sums[i] * sums[j] / weight;
      }
      matrix[i * points + i] += RIDGE;
    }
    for (int i = 0; i < points; i++) {
      sums[i] /= weight;
    }
    return new Part(CholeskyFactor.of(matrix, points), sums, weight);
  }

  /** Fits all rows. */
  Fit fit(double[] response) {
    return fit(response, whole, 0, 1);
  }

  /** Fits every other row, from row {@code half}, with the spectrum itself. */
  Fit fitHalf(double[] response, int half) {
    return fit(response, halves[half], half, 2);
  }

  private Fit fit(double[] response, Part part, int first, int step) {
    double mean = 0;
    double[] solution = new double[points];
    for (int row = 0; row < rows; row++) {
      if (row == 0 || row % step == first) {
        double value = weights[row] * response[row];
        mean += value / part.weight;
        for (int a = firstKept[row]; a < firstKept[row + 1]; a++) {
          solution[kept[a]] += value;
        }
      }
    }
    for (int j = 0; j < points; j++) {
      solution[j] -= part.means[j] * part.weight * mean;
    }
    part.factor.solve(solution);
    double intercept = mean;
    for (int j = 0; j < points; j++) {
      intercept -= part.means[j] * solution[j];
    }
    return new Fit(solution, intercept);
  }

  /** The share of the weighted variance of the responses that a fit explains. */
  double rSquared(double[] response, Fit fit) {
    double mean = 0;
    for (int row = 0; row < rows; row++) {
      mean += weights[row] * response[row] / whole.weight;
    }
    double left = 0;
    double all = 0;
    for (int row = 0; row < rows; row++) {
      double residue = response[row] - fit.intercept;
      for (int a = firstKept[row]; a < firstKept[row + 1]; a++) {
        residue -= fit.weights[kept[a]];
      }
      left += weights[row] * residue * residue;
      all += weights[row] * (response[row] - mean) * (response[row] - mean);
    }
    return all > 0 ? 1 - left / all : 0;
  }
}
