package org.spectrastreams.train.choose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.spectrastreams.network.chemometric.Chemometric.Arrays;

/**
 * One preprocessing that the choice tries. What comes before it, standard normal variate, a
 * correction of scattering or nothing, stands in a package's chain unless its members differ in it
 * ({@link Correction}); the rest is computed in the graph, so that members of different views vote
 * in one package.
 *
 * @param name as tables show it
 * @param scatter how the chain ends
 * @param derivative 0 to 2, by the filter of Savitzky and Golay (1964), over the points' numbers
 * @param window points of the filter, odd; 1 without one. Points nearer to an end than half of it
 *     are not used
 * @param order of the filter's polynomial
 * @param rescaled whether the filtered spectrum is brought to mean 0 and deviation 1 once more
 */
public record View(
    String name, Scatter scatter, int derivative, int window, int order, boolean rescaled) {
  private static final int FEWEST_POINTS = 40;

  /** What is done about scattering before anything else. */
  public enum Scatter {
    /** Nothing. */
    LEFT,
    /** Each spectrum to mean 0 and deviation 1. */
    VARIATE,
    /**
     * Extended multiplicative signal correction by the mean of the spectra that are learned from.
     */
    CORRECTED
  }

  /**
   * All views of spectra of so many points, the simplest first.
   *
   * @param correctable whether scattering can be corrected
   */
  public static List<View> of(int points, boolean correctable) {
    List<View> views = new ArrayList<>();
    views.add(new View("raw", Scatter.LEFT, 0, 1, 0, false));
    views.add(new View("snv", Scatter.VARIATE, 0, 1, 0, false));
    if (correctable) {
      views.add(new View("emsc", Scatter.CORRECTED, 0, 1, 0, false));
    }
    if (points >= FEWEST_POINTS) {
      views.add(new View("1st derivative", Scatter.LEFT, 1, 11, 2, false));
      views.add(new View("snv, 1st derivative", Scatter.VARIATE, 1, 11, 2, false));
      views.add(new View("snv, 2nd derivative", Scatter.VARIATE, 2, 15, 3, false));
      views.add(new View("1st derivative, snv", Scatter.VARIATE, 1, 11, 2, true));
      views.add(new View("2nd derivative, snv", Scatter.VARIATE, 2, 15, 3, true));
      if (correctable) {
        views.add(new View("emsc, 2nd derivative", Scatter.CORRECTED, 2, 15, 3, false));
      }
    }
    return views;
  }

  /** Whether patterns are looked for in this view: one of the variates and their derivatives. */
  boolean suitsPatterns(int points) {
    return scatter == Scatter.VARIATE && !rescaled && points >= FEWEST_POINTS;
  }

  /** The filter's weights: slid along the points, each sum is the derivative at the middle. */
  public double[] filter() {
    if (window == 1) {
      return new double[] {1};
    }
    double[][] powers = new double[window][order + 1];
    for (int i = 0; i < window; i++) {
      double power = 1;
      for (int k = 0; k <= order; k++) {
        powers[i][k] = power;
        power *= i - window / 2;
      }
    }
    double[] weights =
        new QRDecomposition(new Array2DRowRealMatrix(powers, false))
            .getSolver()
            .getInverse()
            .getRow(derivative);
    if (derivative == 2) {
      for (int i = 0; i < window; i++) {
        weights[i] *= 2;
      }
    }
    return weights;
  }

  /** The view of each of some prepared spectra, row after row. */
  public double[][] of(float[] values, int points) {
    double[] filter = filter();
    double[][] rows = new double[values.length / points][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = of(values, i * points, points, filter);
    }
    return rows;
  }

  private double[] of(float[] values, int offset, int points, double[] filter) {
    int half = window / 2;
    double[] row = new double[points];
    double sum = 0;
    for (int p = half; p < points - half; p++) {
      double value = 0;
      for (int i = 0; i < window; i++) {
        value += filter[i] * values[offset + p - half + i];
      }
      row[p] = value;
      sum += value;
    }
    if (!rescaled) {
      return row;
    }
    int kept = points - 2 * half;
    double squares = 0;
    for (int p = half; p < points - half; p++) {
      row[p] -= sum / kept;
      squares += row[p] * row[p];
    }
    double deviation = Math.sqrt(squares / (kept - 1) + LEAST);
    for (int p = half; p < points - half; p++) {
      row[p] /= deviation;
    }
    return row;
  }

  /** What keeps a constant spectrum from being divided by nothing; single precision holds it. */
  private static final double LEAST = 1e-12;

  /**
   * The arrays of this view in a network.
   *
   * @param widest the network's window, at least this view's
   */
  Map<String, float[]> arrays(int points, int widest) {
    double[] filter = filter();
    float[] wide = new float[widest];
    for (int i = 0; i < window; i++) {
      wide[(widest - window) / 2 + i] = (float) filter[i];
    }
    int half = window / 2;
    int kept = points - 2 * half;
    float[] mask = new float[points];
    java.util.Arrays.fill(mask, half, points - half, 1);
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put(Arrays.FILTER, wide);
    arrays.put(Arrays.FILTER_BIAS, new float[1]);
    arrays.put(Arrays.KEPT, mask);
    arrays.put(Arrays.CENTRE, new float[] {rescaled ? (float) points / kept : 0});
    arrays.put(Arrays.RELATIVE, new float[] {rescaled ? points / (kept - 1f) : 0});
    arrays.put(Arrays.ABSOLUTE, new float[] {rescaled ? (float) LEAST : 1});
    return arrays;
  }
}
