package org.spectrastreams.preprocess;

import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Savitzky–Golay filter with weights from Gram polynomials, which also give the fit at the ends
 * (Gorry 1990, Analytical Chemistry 62, 570).
 */
final class SavitzkyGolayFilter implements PreparedStep {
  private final int points;
  private final int half;

  /** Weights of the window for the derivative at each of its places; the middle one is at half. */
  private final double[][] weights;

  SavitzkyGolayFilter(Preprocessing.SavitzkyGolay settings, SpectralAxis axis) {
    requireFits(settings, axis);
    points = axis.size();
    int window = settings.window();
    half = window / 2;
    weights = new double[window][window];
    double unit = Math.pow(axis.meanSpacing(), settings.derivative());
    double[][] plain = new double[window][];
    for (int i = 0; i < window; i++) {
      plain[i] = gram(i - half, settings.order(), 0);
    }
    for (int place = 0; place < window; place++) {
      double[] derived = gram(place - half, settings.order(), settings.derivative());
      for (int i = 0; i < window; i++) {
        double sum = 0;
        for (int k = 0; k <= settings.order(); k++) {
          sum += norm(k) * plain[i][k] * derived[k];
        }
        weights[place][i] = sum / unit;
      }
    }
  }

  /** Refuses a grid that the filter cannot run on. */
  static void requireFits(Preprocessing.SavitzkyGolay settings, SpectralAxis axis) {
    if (axis.size() < settings.window()) {
      throw new IllegalArgumentException(
          settings + " on a grid of " + axis.size() + " points; expected a window within the grid");
    }
    double step = axis.meanSpacing();
    for (int i = 1; i < axis.size(); i++) {
      double spacing = axis.at(i) - axis.at(i - 1);
      if (Math.abs(spacing - step) > 1e-3 * step) {
        throw new IllegalArgumentException(
            settings
                + " on a grid with steps from "
                + step
                + " to "
                + spacing
                + " cm⁻¹; expected a uniform grid");
      }
    }
  }

  private double norm(int k) {
    return (2 * k + 1) * fallingFactorial(2 * half, k) / fallingFactorial(2 * half + k + 1, k + 1);
  }

  private static double fallingFactorial(int from, int factors) {
    double product = 1;
    for (int i = 0; i < factors; i++) {
      product *= from - i;
    }
    return product;
  }

  /** The {@code derivative}-th derivatives of the Gram polynomials 0 … order at a place. */
  private double[] gram(int place, int order, int derivative) {
    double[][] g = new double[derivative + 1][order + 1];
    g[0][0] = 1;
    for (int s = 0; s <= derivative; s++) {
      for (int k = 1; k <= order; k++) {
        double scale = k * (2.0 * half - k + 1);
        double inner = place * g[s][k - 1] + (s > 0 ? s * g[s - 1][k - 1] : 0);
        double before = k > 1 ? (k - 1) * (2.0 * half + k) * g[s][k - 2] : 0;
        g[s][k] = ((4.0 * k - 2) * inner - before) / scale;
      }
    }
    return g[derivative];
  }

  @Override
  public int apply(double[] from, double[] to) {
    for (int i = 0; i < half; i++) {
      to[i] = dot(weights[i], from, 0);
      to[points - 1 - i] = dot(weights[2 * half - i], from, points - 2 * half - 1);
    }
    for (int i = half; i < points - half; i++) {
      to[i] = dot(weights[half], from, i - half);
    }
    return 0;
  }

  private static double dot(double[] weights, double[] values, int offset) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[offset + i];
    }
    return sum;
  }
}
