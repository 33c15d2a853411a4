package org.spectrastreams.formats.table;

/** What a row or a column of numbers looks like. */
final class AxisShape {
  private AxisShape() {}

  /** Whether values run one way, up or down, without a gap in them; two or more. */
  static boolean runsOneWay(double[] values) {
    boolean up = values.length > 1;
    boolean down = up;
    for (int i = 1; i < values.length; i++) {
      up &= values[i] > values[i - 1];
      down &= values[i] < values[i - 1];
    }
    return up || down;
  }

  /** Whether values only count: 0, 1, 2 … or 1, 2, 3 …; two or more. */
  static boolean counts(double[] values) {
    boolean counts = values.length > 1 && (values[0] == 0 || values[0] == 1);
    for (int i = 1; counts && i < values.length; i++) {
      counts = values[i] == values[0] + i;
    }
    return counts;
  }

  /** Whether values are whole numbers that follow each other, from wherever they start. */
  static boolean areConsecutive(double[] values) {
    boolean consecutive = values.length > 1 && values[0] == Math.rint(values[0]);
    for (int i = 1; consecutive && i < values.length; i++) {
      consecutive = values[i] == values[0] + i;
    }
    return consecutive;
  }

  /** Whether values can be an axis: they run one way and do not only count. */
  static boolean isAxis(double[] values) {
    return runsOneWay(values) && !counts(values);
  }

  /** Whether all values are the same. */
  static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return values.length > 0;
  }

  /** The largest distance of neighbours over the smallest: small for an axis. */
  static double unevenness(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 1; i < values.length; i++) {
      double gap = Math.abs(values[i] - values[i - 1]);
      least = Math.min(least, gap);
      most = Math.max(most, gap);
    }
    return most / least;
  }

  /** Whether two columns are axes of the same region: they run the same way with similar steps. */
  static boolean areAlike(double[] one, double[] other) {
    if (!isAxis(one) || !isAxis(other) || one.length != other.length) {
      return false;
    }
    int last = one.length - 1;
    double stepOne = (one[last] - one[0]) / last;
    double stepOther = (other[last] - other[0]) / last;
    double ratio = stepOther / stepOne;
    return ratio > 0.2
        && ratio < 5
        && Math.abs(other[0] - one[0]) <= 0.25 * Math.max(Math.abs(one[0]), Math.abs(other[0]))
        && unevenness(one) < 100
        && unevenness(other) < 100;
  }
}
