package org.spectrastreams.train.choose;

import static org.spectrastreams.train.choose.Polynomials.add;
import static org.spectrastreams.train.choose.Polynomials.dot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.chemometric.Chemometric.Arrays;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * What a view does about scattering, as a graph does it, where members of one package differ in it:
 * terms of a spectrum are taken away, and the rest is divided by its deviation, by how much of a
 * reference the spectrum holds, or by nothing. The same as the step of a chain that {@link
 * Material} ends with, in another basis of the same polynomials.
 *
 * @param scatter which
 * @param terms polynomials at right angles, of length 1; terms × points
 * @param level how much of the reference a spectrum holds, as a product; zeros without one
 * @param held of each term in the reference
 */
record Correction(View.Scatter scatter, double[][] terms, double[] level, double[] held) {
  /** Keeps the deviation of a spectrum without one from being divided by; single precision. */
  private static final float NOTHING = 1e-30f;

  /**
   * A divisor below this part of a spectrum's size is rounding in single precision. A chain, in
   * double precision, refuses at 1e-12, so a graph judges no spectrum that a chain refuses.
   */
  static final double ROUNDING = 1e-5;

  /** The least spread that is divided by: far above {@link #NOTHING}'s root. */
  private static final float LEAST_SPREAD = 1e-13f;

  /** The least share of a reference, as in a chain. */
  private static final float LEAST_SHARE = 1e-9f;

  /** Of a view, with its reference where it has one. */
  static Correction of(View.Scatter scatter, Optional<float[]> reference, SpectralAxis axis) {
    int points = axis.size();
    int count =
        switch (scatter) {
          case LEFT -> 0;
          case VARIATE -> 1;
          case CORRECTED -> Material.ORDER + 1;
        };
    double[][] terms = Polynomials.of(axis, count);
    double[] level = new double[points];
    double[] held = new double[count];
    if (reference.isPresent()) {
      for (int p = 0; p < points; p++) {
        level[p] = reference.get()[p];
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < count; k++) {
          double part = dot(terms[k], level);
          held[k] += part;
          add(level, -part, terms[k]);
        }
      }
      double square = dot(level, level);
      for (int p = 0; p < points; p++) {
        level[p] /= square;
      }
    }
    return new Correction(scatter, terms, level, held);
  }

  /**
   * The arrays of this correction in a network.
   *
   * @param view whose filter comes first there
   */
  Map<String, float[]> arrays(View view) {
    int points = level.length;
    float[] factors = new float[points * Chemometric.TERMS];
    float[] away = new float[Chemometric.TERMS * points];
    float[] filtered = new float[Chemometric.TERMS * points];
    float[] slope = new float[points];
    double[] filter = view.filter();
    int side = filter.length / 2;
    for (int k = 0; k < terms.length; k++) {
      for (int p = 0; p < points; p++) {
        factors[p * Chemometric.TERMS + k] = (float) (terms[k][p] - held[k] * level[p]);
        away[k * points + p] = (float) terms[k][p];
      }
      for (int p = side; p < points - side; p++) {
        double sum = 0;
        for (int i = 0; i < filter.length; i++) {
          sum += filter[i] * terms[k][p - side + i];
        }
        filtered[k * points + p] = (float) sum;
      }
    }
    for (int p = 0; p < points; p++) {
      slope[p] = (float) level[p];
    }
    boolean variate = scatter == View.Scatter.VARIATE;
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put(Arrays.FACTORS, factors);
    arrays.put(Arrays.TERMS, away);
    arrays.put(Arrays.FILTERED_TERMS, filtered);
    arrays.put(Arrays.REST, new float[] {variate ? points / (points - 1f) : 0});
    arrays.put(Arrays.UNIT, new float[] {scatter == View.Scatter.LEFT ? 1 : NOTHING});
    arrays.put(Arrays.LEVEL + ".w", slope);
    arrays.put(Arrays.ROUNDING, new float[] {(float) rounding()});
    arrays.put(Arrays.LEAST, new float[] {least()});
    return arrays;
  }

  /** What of the root of a spectrum's mean square is rounding in its divisor. */
  private double rounding() {
    return switch (scatter) {
      case LEFT -> 0;
      case VARIATE -> ROUNDING;
      case CORRECTED -> ROUNDING * Math.sqrt(dot(level, level) * level.length);
    };
  }

  private float least() {
    return switch (scatter) {
      case LEFT -> 0;
      case VARIATE -> LEAST_SPREAD;
      case CORRECTED -> LEAST_SHARE;
    };
  }

  /**
   * Slopes with the corrected spectrum as slopes with the spectrum itself, for a divisor that stays
   * as it is.
   */
  double[] back(double[] slopes, double divisor) {
    double[] back = slopes.clone();
    for (int k = 0; k < terms.length; k++) {
      double part = dot(terms[k], slopes);
      add(back, -part, terms[k]);
      add(back, part * held[k], level);
    }
    for (int p = 0; p < back.length; p++) {
      back[p] /= divisor;
    }
    return back;
  }

  /** What a spectrum is divided by. */
  double divisor(float[] values, int offset) {
    int points = level.length;
    double[] rest = new double[points];
    for (int p = 0; p < points; p++) {
      rest[p] = values[offset + p];
    }
    return switch (scatter) {
      case LEFT -> 1;
      case CORRECTED -> dot(level, rest);
      case VARIATE -> {
        add(rest, -dot(terms[0], rest), terms[0]);
        yield Math.sqrt(dot(rest, rest) / (points - 1));
      }
    };
  }
}
