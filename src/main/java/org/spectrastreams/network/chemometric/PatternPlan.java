package org.spectrastreams.network.chemometric;

import java.util.ArrayList;
import java.util.List;

/**
 * How the patterns of MiniRocket (Dempster, Schmidt, Webb 2021, KDD, 248) are laid along a
 * spectrum. A pattern is nine points of weight −1, three of which have weight 2 instead; there are
 * {@value #PATTERNS} of them. Their points stand 1, 2, 3 … places apart, exponentially up to the
 * whole spectrum, and each is compared with several thresholds: a feature is the share of the
 * places where the pattern's sum is above. Every other pattern is also laid over the ends, with
 * zeros beyond them.
 *
 * @param points the points of a spectrum
 * @param distances how far the points of a pattern stand apart, ascending
 * @param thresholds how many thresholds every pattern is compared with at each distance
 */
public record PatternPlan(int points, List<Integer> distances, List<Integer> thresholds) {
  /** The number of patterns: three of nine. */
  public static final int PATTERNS = 84;

  /** The points of a pattern. */
  public static final int TAPS = 9;

  private static final int MOST_DISTANCES = 32;

  /** Copies the lists. */
  public PatternPlan {
    distances = List.copyOf(distances);
    thresholds = List.copyOf(thresholds);
  }

  /**
   * The plan for spectra of so many points.
   *
   * @param each how many features a pattern has in all
   * @throws IllegalArgumentException if a pattern does not fit into the spectrum
   */
  public static PatternPlan of(int points, int each) {
    if (points < TAPS || each < 1) {
      throw new IllegalArgumentException(
          points
              + " points and "
              + each
              + " features a pattern; expected "
              + TAPS
              + " points and 1 feature or more");
    }
    int asked = Math.min(each, MOST_DISTANCES);
    double most = Math.log((points - 1) / (TAPS - 1.0)) / Math.log(2);
    List<Integer> distances = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < asked; i++) {
      int distance = (int) Math.pow(2, asked == 1 ? 0 : most * i / (asked - 1));
      int last = distances.size() - 1;
      if (last >= 0 && distances.get(last) == distance) {
        found.set(last, found.get(last) + 1);
      } else {
        distances.add(distance);
        found.add(1);
      }
    }
    double times = (double) each / asked;
    int left = each;
    for (int i = 0; i < found.size(); i++) {
      found.set(i, (int) (found.get(i) * times));
      left -= found.get(i);
    }
    for (int i = 0; left > 0; i = (i + 1) % found.size(), left--) {
      found.set(i, found.get(i) + 1);
    }
    return new PatternPlan(points, distances, found);
  }

  /** The number of features. */
  public int features() {
    return PATTERNS * thresholds.stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether a pattern is laid over the ends at one of the distances. */
  public boolean overEnds(int distance, int pattern) {
    return (distance + pattern) % 2 == 0;
  }

  /** The patterns that are laid over the ends at one of the distances, or those that are not. */
  public List<Integer> patterns(int distance, boolean overEnds) {
    List<Integer> found = new ArrayList<>();
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
      if (overEnds(distance, pattern) == overEnds) {
        found.add(pattern);
      }
    }
    return found;
  }

  /** The points of weight 2 of every pattern, in the published order. */
  public static int[][] heavy() {
    int[][] heavy = new int[PATTERNS][];
    int at = 0;
    for (int a = 0; a < TAPS; a++) {
      for (int b = a + 1; b < TAPS; b++) {
        for (int c = b + 1; c < TAPS; c++) {
          heavy[at++] = new int[] {a, b, c};
        }
      }
    }
    return heavy;
  }
}
