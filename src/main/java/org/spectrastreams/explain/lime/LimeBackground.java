package org.spectrastreams.explain.lime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.Npy;
import org.spectrastreams.model.engine.EngineException;

/**
 * What prepared spectra of a model look like, as LIME must know it to perturb one: how the values
 * at each wavenumber are spread ({@linkplain PublishedLime published LIME} draws from these), and
 * some real spectra ({@linkplain StableLime stable LIME} borrows from these). Immutable.
 *
 * <p>The spread is kept as bins between quantiles, deciles unless chosen otherwise. Bin b of a
 * wavenumber holds the values above the quantile on its left up to and including the one on its
 * right. Where quantiles coincide, because many spectra have the same value there, a wavenumber has
 * fewer bins; the places of those it lacks have frequency 0 and edges at infinity.
 */
public final class LimeBackground {
  /** The number of bins of Hartigan 2025. */
  public static final int DECILES = 10;

  /** The most donors kept. */
  public static final int MAX_DONORS = 256;

  private static final int MAX_BINS = 256;

  /** Values kept for each bin: frequency, mean, standard deviation, minimum, maximum. */
  static final int STATISTICS = 5;

  private static final int FREQUENCY = 0;
  private static final int MEAN = 1;
  private static final int DEVIATION = 2;
  private static final int MINIMUM = 3;
  private static final int MAXIMUM = 4;

  private final int points;
  private final int bins;
  private final float[] statistics;
  private final float[] donors;

  private LimeBackground(int points, int bins, float[] statistics, float[] donors) {
    this.points = points;
    this.bins = bins;
    this.statistics = statistics;
    this.donors = donors;
  }

  /**
   * Takes the statistics of spectra, and donors that are spread evenly over their classes.
   *
   * @param prepared spectra after the model's preprocessing, count × points, row-major; not kept
   * @param strata the class of each spectrum, as the model predicts it or as it is labelled; every
   *     class gives as many donors as every other, as long as it has them
   * @param bins the number of bins, 2 to 256
   * @param donors the number of donors wanted, 2 to {@link #MAX_DONORS}; there are never more than
   *     spectra
   * @param seed of the choice of donors
   * @throws IllegalArgumentException if a number is out of its range, there are fewer than two
   *     spectra, or a value is not finite
   */
  public static LimeBackground fit(
      float[] prepared, int[] strata, int points, int bins, int donors, long seed) {
    int count = strata.length;
    if (points < 1 || count < 2 || prepared.length < (long) count * points) {
      throw new IllegalArgumentException(
          "background of "
              + count
              + " spectra × "
              + points
              + " points in "
              + prepared.length
              + " values; expected 2 spectra or more");
    }
    if (bins < 2 || bins > MAX_BINS) {
      throw new IllegalArgumentException(
          "background of " + bins + " bins; expected 2 to " + MAX_BINS);
    }
    if (donors < 2 || donors > MAX_DONORS) {
      throw new IllegalArgumentException(
          "background of " + donors + " donors; expected 2 to " + MAX_DONORS);
    }
    float[] statistics = new float[points * bins * STATISTICS];
    float[] column = new float[count];
    for (int j = 0; j < points; j++) {
      for (int n = 0; n < count; n++) {
        column[n] = prepared[n * points + j];
        if (!Float.isFinite(column[n])) {
          throw new IllegalArgumentException(
              "spectrum " + n + " of the background is not finite at point " + j);
        }
      }
      Arrays.sort(column);
      summarise(column, bins, statistics, j * bins * STATISTICS);
    }
    int[] chosen = spread(strata, Math.min(donors, count), new SplittableRandom(seed));
    float[] rows = new float[chosen.length * points];
    for (int d = 0; d < chosen.length; d++) {
      System.arraycopy(prepared, chosen[d] * points, rows, d * points, points);
    }
    return new LimeBackground(points, bins, statistics, rows);
  }

  /** Deciles and up to {@link #MAX_DONORS} donors of spectra whose classes nobody knows. */
  public static LimeBackground fit(float[] prepared, int count, int points, long seed) {
    return fit(prepared, new int[count], points, DECILES, MAX_DONORS, seed);
  }

  /**
   * What a model's package holds.
   *
   * @throws EngineException if it holds no background, or one that does not fit the model
   */
  public static LimeBackground of(ModelPackage model) {
    return fromFiles(
        model.explanationFile(ModelPackage.LIME_BINS),
        model.explanationFile(ModelPackage.LIME_DONORS),
        model.axis().size());
  }

  static LimeBackground fromFiles(byte[] binFile, byte[] donorFile, int points) {
    Npy bins = Npy.read(ModelPackage.LIME_BINS, binFile, points, -1, STATISTICS);
    Npy donors = Npy.read(ModelPackage.LIME_DONORS, donorFile, -1, points);
    if (bins.length(1) < 2
        || bins.length(1) > MAX_BINS
        || donors.length(0) < 2
        || donors.length(0) > MAX_DONORS) {
      throw new EngineException(
          "background of "
              + bins.length(1)
              + " bins and "
              + donors.length(0)
              + " donors; expected 2 to "
              + MAX_BINS
              + " and 2 to "
              + MAX_DONORS);
    }
    for (float value : donors.values()) {
      if (!Float.isFinite(value)) {
        throw new EngineException(ModelPackage.LIME_DONORS + " holds " + value);
      }
    }
    for (float value : bins.values()) {
      if (!(value > Float.NEGATIVE_INFINITY)) {
        throw new EngineException(ModelPackage.LIME_BINS + " holds " + value);
      }
    }
    return new LimeBackground(points, bins.length(1), bins.values(), donors.values());
  }

  /** The files of a package that hold this background, by name. */
  public Map<String, byte[]> toFiles() {
    return Map.of(
        ModelPackage.LIME_BINS,
        new Npy(new int[] {points, bins, STATISTICS}, statistics).toBytes(),
        ModelPackage.LIME_DONORS,
        new Npy(new int[] {donors(), points}, donors).toBytes());
  }

  /** Bins of one wavenumber; quantiles are interpolated linearly between the sorted values. */
  private static void summarise(float[] sorted, int bins, float[] statistics, int at) {
    int count = sorted.length;
    float[] edges = new float[bins - 1];
    int used = 0;
    for (int q = 1; q < bins; q++) {
      double position = (double) q / bins * (count - 1);
      int below = (int) position;
      double value = sorted[below];
      if (below + 1 < count) {
        value += (position - below) * (sorted[below + 1] - value);
      }
      if (used == 0 || (float) value != edges[used - 1]) {
        edges[used++] = (float) value;
      }
    }
    int from = 0;
    for (int bin = 0; bin <= used; bin++) {
      int to = from;
      double sum = 0;
      while (to < count && (bin == used || sorted[to] <= edges[bin])) {
        sum += sorted[to++];
      }
      double mean = to == from ? 0 : sum / (to - from);
      double squares = 0;
      for (int n = from; n < to; n++) {
        squares += (sorted[n] - mean) * (sorted[n] - mean);
      }
      int place = at + bin * STATISTICS;
      statistics[place + FREQUENCY] = (float) ((double) (to - from) / count);
      statistics[place + MEAN] = (float) mean;
      statistics[place + DEVIATION] = to == from ? 0 : (float) Math.sqrt(squares / (to - from));
      statistics[place + MINIMUM] = bin == 0 ? sorted[0] : edges[bin - 1];
      statistics[place + MAXIMUM] = bin == used ? sorted[count - 1] : edges[bin];
      from = to;
    }
    for (int bin = used + 1; bin < bins; bin++) {
      statistics[at + bin * STATISTICS + MINIMUM] = Float.POSITIVE_INFINITY;
      statistics[at + bin * STATISTICS + MAXIMUM] = Float.POSITIVE_INFINITY;
    }
  }

  /** Rows of every stratum in turn, each chosen at random, until there are enough. */
  private static int[] spread(int[] strata, int wanted, SplittableRandom random) {
    int[] rows = new int[strata.length];
    Arrays.setAll(rows, n -> n);
    for (int n = rows.length - 1; n > 0; n--) {
      int other = random.nextInt(n + 1);
      int row = rows[n];
      rows[n] = rows[other];
      rows[other] = row;
    }
    int[] classes = Arrays.stream(strata).distinct().sorted().toArray();
    List<List<Integer>> waiting = new ArrayList<>();
    for (int stratum : classes) {
      waiting.add(new ArrayList<>());
      for (int row : rows) {
        if (strata[row] == stratum) {
          waiting.get(waiting.size() - 1).add(row);
        }
      }
    }
    int[] chosen = new int[wanted];
    int found = 0;
    for (int turn = 0; found < wanted; turn++) {
      for (List<Integer> stratum : waiting) {
        if (turn < stratum.size() && found < wanted) {
          chosen[found++] = stratum.get(turn);
        }
      }
    }
    return chosen;
  }

  /** The points of a spectrum. */
  public int points() {
    return points;
  }

  /** The most bins a wavenumber has. */
  public int bins() {
    return bins;
  }

  /** The number of donors. */
  public int donors() {
    return donors.length / points;
  }

  /** The value of donor {@code donor} at {@code point}. */
  public float donor(int donor, int point) {
    return donors[donor * points + point];
  }

  /** The mean of all donors: what is usual at every point. */
  public float[] meanDonor() {
    double[] sums = new double[points];
    for (int i = 0; i < donors.length; i++) {
      sums[i % points] += donors[i];
    }
    float[] mean = new float[points];
    for (int j = 0; j < points; j++) {
      mean[j] = (float) (sums[j] / donors());
    }
    return mean;
  }

  /** All donors, donors × points; for this package only, not to be written to. */
  float[] donorValues() {
    return donors;
  }

  /** The bin that holds {@code value} at {@code point}; the outer bins reach to infinity. */
  public int bin(int point, float value) {
    int bin = 0;
    while (bin + 1 < bins
        && value > maximum(point, bin)
        && minimum(point, bin + 1) < Float.POSITIVE_INFINITY) {
      bin++;
    }
    return bin;
  }

  /** The share of the spectra in a bin, 0 for one that the wavenumber lacks. */
  public float frequency(int point, int bin) {
    return statistics[(point * bins + bin) * STATISTICS + FREQUENCY];
  }

  /** The mean of the values in a bin. */
  public float mean(int point, int bin) {
    return statistics[(point * bins + bin) * STATISTICS + MEAN];
  }

  /** The standard deviation of the values in a bin. */
  public float deviation(int point, int bin) {
    return statistics[(point * bins + bin) * STATISTICS + DEVIATION];
  }

  /** The lower edge of a bin; the lowest value found for the first one. */
  public float minimum(int point, int bin) {
    return statistics[(point * bins + bin) * STATISTICS + MINIMUM];
  }

  /** The upper edge of a bin, which belongs to it; the highest value found for the last one. */
  public float maximum(int point, int bin) {
    return statistics[(point * bins + bin) * STATISTICS + MAXIMUM];
  }
}
