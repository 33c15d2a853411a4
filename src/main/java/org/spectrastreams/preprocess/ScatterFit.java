package org.spectrastreams.preprocess;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.QRDecomposition;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The least squares of {@link Preprocessing.ScatterCorrection}: the terms do not depend on the
 * spectrum, so each coefficient is one product with a fixed row.
 */
final class ScatterFit implements PreparedStep {
  /** What a term adds to those before it, as part of its length; below, it is rounding. */
  private static final double INDEPENDENT = 1e-7;

  /** A reference that a spectrum holds less of than this is not in it. */
  private static final double LEAST_SCALE = 1e-9;

  /** The row that gives b, then those that give the factor of each removed term. */
  private final double[][] rows;

  private final double[][] removed;

  ScatterFit(Preprocessing.ScatterCorrection settings, SpectralAxis axis) {
    removed = removed(settings, axis);
    List<double[]> terms = new ArrayList<>();
    terms.add(wide(settings.reference()));
    terms.addAll(List.of(removed));
    settings.analytes().forEach(spectrum -> terms.add(wide(spectrum)));
    double[][] columns = new double[axis.size()][terms.size()];
    for (int t = 0; t < terms.size(); t++) {
      double length = length(terms.get(t));
      for (int i = 0; i < columns.length; i++) {
        columns[i][t] = length > 0 ? terms.get(t)[i] / length : 0;
      }
    }
    DecompositionSolver solver =
        new QRDecomposition(new Array2DRowRealMatrix(columns, false), INDEPENDENT).getSolver();
    if (!solver.isNonSingular()) {
      throw new IllegalArgumentException(
          settings
              + ": one of its spectra follows from the others and the polynomial; expected spectra"
              + " that differ");
    }
    double[][] inverse = solver.getInverse().getData();
    rows = new double[1 + removed.length][];
    for (int t = 0; t < rows.length; t++) {
      double length = length(terms.get(t));
      rows[t] = inverse[t];
      for (int i = 0; i < rows[t].length; i++) {
        rows[t][i] /= length;
      }
    }
  }

  /** Refuses a grid or terms that cannot be fitted. */
  static void requireFits(Preprocessing.ScatterCorrection settings, SpectralAxis axis) {
    if (settings.reference().length != axis.size()) {
      throw new IllegalArgumentException(
          settings + "; expected as many points as the grid has, " + axis.size());
    }
    new ScatterFit(settings, axis);
  }

  /** Interferents, then the powers of the axis brought to −1 … 1. */
  private static double[][] removed(Preprocessing.ScatterCorrection settings, SpectralAxis axis) {
    List<double[]> terms = new ArrayList<>();
    settings.interferents().forEach(spectrum -> terms.add(wide(spectrum)));
    double middle = (axis.min() + axis.max()) / 2;
    double half = Math.max(axis.max() - middle, Double.MIN_NORMAL);
    for (int power = 0; power <= settings.order(); power++) {
      double[] term = new double[axis.size()];
      for (int i = 0; i < term.length; i++) {
        term[i] = Math.pow((axis.at(i) - middle) / half, power);
      }
      terms.add(term);
    }
    return terms.toArray(double[][]::new);
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static double length(double[] values) {
    return Math.sqrt(dot(values, values));
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  @Override
  public int apply(double[] from, double[] to) {
    double scale = dot(rows[0], from);
    if (!(scale > LEAST_SCALE)) {
      return QualityFlag.UNSCALABLE.bit();
    }
    int points = rows[0].length;
    System.arraycopy(from, 0, to, 0, points);
    for (int t = 0; t < removed.length; t++) {
      double factor = dot(rows[t + 1], from);
      for (int i = 0; i < points; i++) {
        to[i] -= factor * removed[t][i];
      }
    }
    for (int i = 0; i < points; i++) {
      to[i] /= scale;
    }
    return 0;
  }
}
