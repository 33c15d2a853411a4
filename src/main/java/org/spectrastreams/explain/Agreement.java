package org.spectrastreams.explain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How alike two explanations of the same spectrum are. */
public final class Agreement {
  /** The share of the weights that matter: the largest ones by size. */
  private static final double TOP = 0.2;

  private Agreement() {}

  /** Pearson's correlation; 0 where one of the two is constant. */
  public static double correlation(float[] a, float[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /**
   * How often the signs agree where it matters: among the fifth of the weights that is largest by
   * size in {@code a}, and among that of {@code b}, averaged. A coin gives 0.5.
   */
  public static double signs(float[] a, float[] b) {
    return (signsOfLargest(a, b) + signsOfLargest(b, a)) / 2;
  }

  private static double signsOfLargest(float[] leading, float[] other) {
    int[] largest =
        IntStream.range(0, leading.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(leading[i])))
            .mapToInt(Integer::intValue)
            .limit(Math.max(1, Math.round(TOP * leading.length)))
            .toArray();
    return Arrays.stream(largest)
            .filter(i -> Math.signum(leading[i]) == Math.signum(other[i]))
            .count()
        / (double) largest.length;
  }

  /**
   * The correlation to expect between whole designs from the one between their halves (Spearman and
   * Brown 1910): 2r/(1 + r). Halves that do not agree at all say nothing of a whole: a correlation
   * below 0 is returned as it is.
   */
  public static double ofWhole(double halves) {
    return halves <= 0 ? halves : 2 * halves / (1 + halves);
  }
}
