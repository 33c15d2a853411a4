package org.spectrastreams.explain;

import java.util.Arrays;

/** How far two explanations of the same spectrum agree. Arrays are of equal length. */
public final class WeightAgreement {
  /** The share of the weights, the largest by size, on which signs are compared. */
  public static final double TOP_SHARE = 0.2;

  private WeightAgreement() {}

  /** Pearson's correlation, −1 … 1; 0 where one of them is constant. */
  public static double correlation(float[] one, float[] other) {
    double[] a = widened(one);
    double[] b = widened(other);
    return pearson(a, b);
  }

  /** Spearman's rank correlation, −1 … 1, equal values sharing their mean rank; 0 if constant. */
  public static double rankCorrelation(float[] one, float[] other) {
    return pearson(ranks(one), ranks(other));
  }

  /**
   * The share of the largest weights of {@code one}, by size, whose sign {@code other} shares: of
   * the {@link #TOP_SHARE} of the points, at least one. Two zeros agree.
   */
  public static double signAgreement(float[] one, float[] other) {
    requireSameLength(one, other);
    int top = Math.max(1, (int) Math.round(TOP_SHARE * one.length));
    float[] sizes = new float[one.length];
    for (int i = 0; i < one.length; i++) {
      sizes[i] = Math.abs(one[i]);
    }
    float[] sorted = sizes.clone();
    Arrays.sort(sorted);
    float least = sorted[sorted.length - top];
    int counted = 0;
    int agreeing = 0;
    for (int i = 0; i < one.length; i++) {
      if (sizes[i] >= least) {
        counted++;
        agreeing += Math.signum(one[i]) == Math.signum(other[i]) ? 1 : 0;
      }
    }
    return (double) agreeing / counted;
  }

  /**
   * The correlation to expect between the weights of two whole designs from the one between the
   * halves of a design (Spearman and Brown 1910): 2r / (1 + r). Halves that do not agree at all
   * promise nothing for the whole: a correlation of 0 or less is returned as it is.
   */
  public static double ofWhole(double halves) {
    return halves <= 0 ? halves : 2 * halves / (1 + halves);
  }

  private static void requireSameLength(float[] one, float[] other) {
    if (one.length == 0 || one.length != other.length) {
      throw new IllegalArgumentException(
          "weights of "
              + one.length
              + " and "
              + other.length
              + " points; expected as many, at least one");
    }
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static double[] ranks(float[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(values[a], values[b]));
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double pearson(double[] a, double[] b) {
    if (a.length == 0 || a.length != b.length) {
      throw new IllegalArgumentException(
          "weights of "
              + a.length
              + " and "
              + b.length
              + " points; expected as many, at least one");
    }
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (a[i] - meanA) * (b[i] - meanB);
      squareA += (a[i] - meanA) * (a[i] - meanA);
      squareB += (b[i] - meanB) * (b[i] - meanB);
    }
    return squareA > 0 && squareB > 0 ? product / Math.sqrt(squareA * squareB) : 0;
  }
}
