package org.spectrastreams.explain.trust;

import java.util.Arrays;
import java.util.Comparator;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;

/**
 * Deletion and insertion curves (Petsiuk, Das and Saenko 2018, "RISE", BMVC) along an axis: bands
 * are taken out of a spectrum, or put into another one, in the order of their weights, and the
 * class's probability is followed.
 *
 * <p>A band is a window of equal width; its weight is the mean over its points, and the window with
 * the highest weight goes first. Taken out means replaced by what a real spectrum, a donor, has
 * there, with a slope of half a window at either edge so that no step arises; put in means the same
 * the other way round. The probability is the mean over the members and over several donors, which
 * are the same for every spectrum and explanation, so that methods are compared on equal terms.
 *
 * <p>Holds buffers and an engine that it does not own; serves one thread at a time.
 */
public final class PerturbationCurves {
  /** The shares of the windows at which the curves are read. */
  private static final double[] SHARES = {
    0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1
  };

  private final ScoringEngine engine;
  private final EnsembleScores scores;
  private final LimeBackground background;
  private final int points;
  private final int window;
  private final int windows;
  private final int[] donors;
  private final float[] rows;
  private final float[] mask;
  private final float[] sharp;

  /**
   * The area under each curve over the share of windows, in probability, 0 … 1.
   *
   * @param deletion lower is better: few bands taken out lose the class
   * @param insertion higher is better: few bands put in make the class
   */
  public record Areas(double deletion, double insertion) {}

  /**
   * Curves of one model.
   *
   * @param window the width of a band, points
   * @param donors how many of the background's donors to use, taken at even distances
   */
  public PerturbationCurves(
      ScoringEngine engine, LimeBackground background, int window, int donors) {
    this.engine = engine;
    this.scores = engine.newScoresWithoutMaps();
    this.background = background;
    this.points = background.points();
    if (window < 1 || window > points || donors < 1 || donors > background.donors()) {
      throw new IllegalArgumentException(
          "bands of "
              + window
              + " points and "
              + donors
              + " donors; expected 1 to "
              + points
              + " and 1 to "
              + background.donors());
    }
    this.window = window;
    this.windows = (points + window - 1) / window;
    this.donors = new int[donors];
    for (int d = 0; d < donors; d++) {
      this.donors[d] = (int) ((long) d * background.donors() / donors);
    }
    this.rows = new float[2 * SHARES.length * donors * points];
    this.mask = new float[points];
    this.sharp = new float[points];
  }

  /**
   * Follows one explanation of one spectrum.
   *
   * @param prepared holds the spectrum from {@code offset}
   * @param weights one value a point, above 0 where the spectrum speaks for the class
   */
  public Areas areas(float[] prepared, int offset, int classIndex, float[] weights) {
    if (weights.length != points) {
      throw new IllegalArgumentException(
          "weights of " + weights.length + " points; expected " + points);
    }
    Integer[] order = order(weights);
    int row = 0;
    for (double share : SHARES) {
      smoothMask(order, (int) Math.round(share * windows));
      for (int donor : donors) {
        int deleted = row++ * points;
        int inserted = row++ * points;
        for (int j = 0; j < points; j++) {
          float own = prepared[offset + j];
          float difference = background.donor(donor, j) - own;
          rows[deleted + j] = own + mask[j] * difference;
          rows[inserted + j] = own + (1 - mask[j]) * difference;
        }
      }
    }
    engine.score(rows, row, scores);
    double deletion = 0;
    double insertion = 0;
    double[] before = null;
    for (int s = 0; s < SHARES.length; s++) {
      double[] here = new double[2];
      for (int d = 0; d < donors.length; d++) {
        int at = 2 * (s * donors.length + d);
        here[0] += probability(at, classIndex) / donors.length;
        here[1] += probability(at + 1, classIndex) / donors.length;
      }
      if (before != null) {
        double width = SHARES[s] - SHARES[s - 1];
        deletion += width * (here[0] + before[0]) / 2;
        insertion += width * (here[1] + before[1]) / 2;
      }
      before = here;
    }
    return new Areas(deletion, insertion);
  }

  private Integer[] order(float[] weights) {
    double[] sums = new double[windows];
    for (int w = 0; w < windows; w++) {
      int to = Math.min(points, (w + 1) * window);
      for (int j = w * window; j < to; j++) {
        sums[w] += weights[j] / (to - w * (double) window);
      }
    }
    Integer[] order = new Integer[windows];
    Arrays.setAll(order, w -> w);
    Arrays.sort(order, Comparator.comparingDouble(w -> -sums[w]));
    return order;
  }

  /** 1 in the first windows of the order, 0 in the others, averaged over half a window. */
  private void smoothMask(Integer[] order, int count) {
    Arrays.fill(sharp, 0);
    for (int i = 0; i < count; i++) {
      int from = order[i] * window;
      Arrays.fill(sharp, from, Math.min(points, from + window), 1);
    }
    int reach = window / 4;
    for (int j = 0; j < points; j++) {
      float sum = 0;
      int from = Math.max(0, j - reach);
      int to = Math.min(points - 1, j + reach);
      for (int i = from; i <= to; i++) {
        sum += sharp[i];
      }
      mask[j] = sum / (to - from + 1);
    }
  }

  private double probability(int row, int classIndex) {
    double sum = 0;
    for (int member = 0; member < scores.members(); member++) {
      sum +=
          scores
              .memberProbabilities()[
              (row * scores.members() + member) * scores.classes() + classIndex];
    }
    return sum / scores.members();
  }
}
