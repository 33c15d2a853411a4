package org.spectrastreams.train.family;

import java.util.Arrays;
import java.util.Random;
import org.spectrastreams.network.chemometric.PatternPlan;

/**
 * The features of MiniRocket for some spectra: for every pattern, distance and threshold the share
 * of the places where the pattern's sum is above the threshold. Thresholds are quantiles of the
 * sums over a training spectrum drawn at random, without a look at labels. Where a sum is within
 * half a ramp of its threshold the place counts in part; with a ramp of no width this is the
 * published transform.
 *
 * @param plan where the patterns lie
 * @param thresholds one a feature
 * @param ramps the width of each feature's ramp, in units of the sums; 0 for a comparison
 * @param scales what each feature is multiplied by; 0 for one that does not vary
 */
public record PatternFeatures(
    PatternPlan plan, double[] thresholds, double[] ramps, double[] scales) {
  /** The features of a pattern unless another number is asked for. */
  public static final int EACH = 12;

  /** A ramp in parts of the deviation of its pattern's sums. */
  static final double RAMP = 0.25;

  private static final double LEAST = 1e-9;
  private static final double GOLDEN = (Math.sqrt(5) + 1) / 2;
  private static final long SEED = 84;
  private static final int SAMPLED = 40;
  private static final int[][] HEAVY = PatternPlan.heavy();

  /** Receives the sums of a pattern at every place. */
  private interface Sums {
    void of(int distance, int pattern, double[] sums);

    /** Whether it looks at them. */
    default boolean wants(int distance, int pattern) {
      return true;
    }
  }

  /** Looks at the patterns that were drawn for one row. */
  private record OfRow(int row, int[][] drawn, Sums sums) implements Sums {
    @Override
    public boolean wants(int distance, int pattern) {
      return drawn[distance][pattern] == row;
    }

    @Override
    public void of(int distance, int pattern, double[] values) {
      sums.of(distance, pattern, values);
    }
  }

  /**
   * Patterns and what they are of the spectra that they were learned from.
   *
   * @param features spectra × features
   */
  public record Found(PatternFeatures patterns, double[][] features) {}

  /** Thresholds, ramps and scales from training spectra. */
  public static Found of(double[][] rows) {
    return of(rows, EACH);
  }

  /**
   * The same with another number of features.
   *
   * @param each how many a pattern has
   */
  static Found of(double[][] rows, int each) {
    PatternPlan plan = PatternPlan.of(rows[0].length, each);
    PatternFeatures unscaled = thresholds(plan, rows, new Random(SEED));
    double[][] found = new double[rows.length][];
    double[] sum = new double[plan.features()];
    double[] squares = new double[sum.length];
    for (int i = 0; i < rows.length; i++) {
      found[i] = unscaled.apply(rows[i]);
      for (int f = 0; f < sum.length; f++) {
        sum[f] += found[i][f];
        squares[f] += found[i][f] * found[i][f];
      }
    }
    double[] scales = new double[sum.length];
    for (int f = 0; f < sum.length; f++) {
      double variance = squares[f] / rows.length - Math.pow(sum[f] / rows.length, 2);
      scales[f] = variance > 1e-10 ? 1 / Math.sqrt(variance) : 0;
    }
    for (double[] features : found) {
      for (int f = 0; f < scales.length; f++) {
        features[f] *= scales[f];
      }
    }
    return new Found(new PatternFeatures(plan, unscaled.thresholds, unscaled.ramps, scales), found);
  }

  private static PatternFeatures thresholds(PatternPlan plan, double[][] rows, Random random) {
    int[][] drawn = new int[plan.distances().size()][PatternPlan.PATTERNS];
    for (int[] ofDistance : drawn) {
      Arrays.setAll(ofDistance, pattern -> random.nextInt(rows.length));
    }
    double[][] deviations = deviations(plan, rows);
    double[] thresholds = new double[plan.features()];
    double[] ramps = new double[thresholds.length];
    Sums quantiles =
        (distance, pattern, sums) -> {
          double[] sorted = sums.clone();
          Arrays.sort(sorted);
          int from = first(plan, distance, pattern);
          for (int q = 0; q < plan.thresholds().get(distance); q++) {
            double part = (from + q + 1) * GOLDEN % 1;
            thresholds[from + q] = quantile(sorted, part);
            ramps[from + q] = Math.max(LEAST, RAMP * deviations[distance][pattern]);
          }
        };
    Arrays.stream(drawn)
        .flatMapToInt(Arrays::stream)
        .distinct()
        .forEach(row -> walk(plan, rows[row], new OfRow(row, drawn, quantiles)));
    double[] ones = new double[thresholds.length];
    Arrays.fill(ones, 1);
    return new PatternFeatures(plan, thresholds, ramps, ones);
  }

  /** The deviation of the sums of each pattern at each distance, over some of the spectra. */
  private static double[][] deviations(PatternPlan plan, double[][] rows) {
    double[][] deviations = new double[plan.distances().size()][PatternPlan.PATTERNS];
    double[][] means = new double[plan.distances().size()][PatternPlan.PATTERNS];
    int step = Math.max(1, rows.length / SAMPLED);
    int count = 0;
    for (int i = 0; i < rows.length; i += step) {
      count += rows[i].length;
      walk(
          plan,
          rows[i],
          (distance, pattern, values) -> {
            for (double value : values) {
              means[distance][pattern] += value;
              deviations[distance][pattern] += value * value;
            }
          });
    }
    for (int d = 0; d < means.length; d++) {
      for (int k = 0; k < PatternPlan.PATTERNS; k++) {
        double mean = means[d][k] / count;
        deviations[d][k] = Math.sqrt(Math.max(0, deviations[d][k] / count - mean * mean));
      }
    }
    return deviations;
  }

  /** Between two neighbours where the part falls between them. */
  private static double quantile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static int first(PatternPlan plan, int distance, int pattern) {
    int from = pattern * plan.thresholds().get(distance);
    for (int d = 0; d < distance; d++) {
      from += PatternPlan.PATTERNS * plan.thresholds().get(d);
    }
    return from;
  }

  /** The number of a feature. */
  public int feature(int distance, int pattern, int threshold) {
    return first(plan, distance, pattern) + threshold;
  }

  private static void walk(PatternPlan plan, double[] row, Sums sums) {
    int points = plan.points();
    double[][] shifted = new double[PatternPlan.TAPS][points];
    double[] light = new double[points];
    double[] values = new double[points];
    for (int d = 0; d < plan.distances().size(); d++) {
      Arrays.fill(light, 0);
      for (int tap = 0; tap < PatternPlan.TAPS; tap++) {
        int shift = (tap - PatternPlan.TAPS / 2) * plan.distances().get(d);
        double[] heavy = shifted[tap];
        Arrays.fill(heavy, 0);
        for (int p = Math.max(0, -shift); p < Math.min(points, points - shift); p++) {
          double value = row[p + shift];
          heavy[p] = 3 * value;
          light[p] -= value;
        }
      }
      for (int k = 0; k < PatternPlan.PATTERNS; k++) {
        if (!sums.wants(d, k)) {
          continue;
        }
        double[] one = shifted[HEAVY[k][0]];
        double[] two = shifted[HEAVY[k][1]];
        double[] three = shifted[HEAVY[k][2]];
        for (int p = 0; p < points; p++) {
          values[p] = light[p] + one[p] + two[p] + three[p];
        }
        sums.of(d, k, values);
      }
    }
  }

  /** The features of a spectrum. */
  public double[] apply(double[] row) {
    double[] features = new double[thresholds.length];
    double[] parts = new double[row.length];
    int[] at = new int[1];
    walk(
        plan,
        row,
        (distance, pattern, sums) -> {
          int margin =
              plan.overEnds(distance, pattern)
                  ? 0
                  : PatternPlan.TAPS / 2 * plan.distances().get(distance);
          for (int q = 0; q < plan.thresholds().get(distance); q++) {
            int f = at[0]++;
            if (scales[f] != 0) {
              features[f] = scales[f] * share(sums, margin, thresholds[f], ramps[f], parts);
            }
          }
        });
    return features;
  }

  private static double share(
      double[] sums, int margin, double threshold, double ramp, double[] parts) {
    int end = sums.length - margin;
    if (ramp == 0) {
      int above = 0;
      for (int p = margin; p < end; p++) {
        above += sums[p] > threshold ? 1 : 0;
      }
      return above / (double) (end - margin);
    }
    // Parts of each place are written down before they are added, so that many are computed at
    // once.
    double steep = 1 / ramp;
    double offset = 0.5 - threshold * steep;
    for (int p = margin; p < end; p++) {
      parts[p] = Math.min(1, Math.max(0, sums[p] * steep + offset));
    }
    return Products.sum(parts, margin, end) / (end - margin);
  }
}
