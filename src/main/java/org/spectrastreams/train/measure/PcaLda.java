package org.spectrastreams.train.measure;

import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.PrincipalAxes;

/**
 * Principal components, then linear discriminant analysis with equal priors and the pooled
 * covariance of the classes (over n, as scikit-learn): the baseline that every network has to beat.
 *
 * <p>Agrees with scikit-learn's {@code PCA(k)} followed by {@code
 * LinearDiscriminantAnalysis(priors=1/classes)}.
 */
public final class PcaLda {
  private final double[] mean;
  private final double[][] components;
  private final double[][] discriminants;
  private final double[] offsets;

  private PcaLda(double[] mean, double[][] components, double[][] discriminants, double[] offsets) {
    this.mean = mean;
    this.components = components;
    this.discriminants = discriminants;
    this.offsets = offsets;
  }

  /** The principal axes of training spectra; one decomposition serves any number of components. */
  public static final class Axes {
    private final PreparedSpectra data;
    private final double[] mean;
    private final double[][] components;
    private final double[][] scores;

    public Axes(PreparedSpectra data, int most) {
      this.data = data;
      PrincipalAxes axes = PrincipalAxes.of(data.values(), data.count(), data.points(), most);
      mean = axes.mean();
      components = axes.components();
      scores = axes.scores();
    }

    /** The number of components that the data support, at most what was asked for. */
    public int available() {
      return components.length;
    }

    /**
     * The classifier on the first {@code count} components.
     *
     * @throws IllegalArgumentException if there are fewer, or too few spectra for them
     */
    public PcaLda classifier(int count) {
      int classes = data.classes();
      int rows = data.count();
      if (count < 1 || count > components.length || rows <= classes + count) {
        throw new IllegalArgumentException(
            count
                + " components from "
                + rows
                + " spectra of "
                + classes
                + " classes; expected 1 to "
                + Math.min(components.length, rows - classes - 1));
      }
      double[][] means = new double[classes][count];
      int[] sizes = new int[classes];
      for (int i = 0; i < rows; i++) {
        sizes[data.labels()[i]]++;
        for (int k = 0; k < count; k++) {
          means[data.labels()[i]][k] += scores[i][k];
        }
      }
      for (int c = 0; c < classes; c++) {
        for (int k = 0; k < count; k++) {
          means[c][k] /= Math.max(1, sizes[c]);
        }
      }
      double[][] within = new double[count][count];
      for (int i = 0; i < rows; i++) {
        double[] centre = means[data.labels()[i]];
        for (int k = 0; k < count; k++) {
          double d = (scores[i][k] - centre[k]) / rows;
          for (int l = 0; l <= k; l++) {
            within[k][l] += d * (scores[i][l] - centre[l]);
          }
        }
      }
      for (int k = 0; k < count; k++) {
        for (int l = 0; l < k; l++) {
          within[l][k] = within[k][l];
        }
      }
      DecompositionSolver solver =
          new CholeskyDecomposition(MatrixUtils.createRealMatrix(within), 1e-8, 0).getSolver();
      double[][] discriminants = new double[classes][];
      double[] offsets = new double[classes];
      for (int c = 0; c < classes; c++) {
        if (sizes[c] == 0) {
          discriminants[c] = new double[count];
          offsets[c] = Double.NEGATIVE_INFINITY;
          continue;
        }
        discriminants[c] = solver.solve(new ArrayRealVector(means[c], false)).toArray();
        for (int k = 0; k < count; k++) {
          offsets[c] -= 0.5 * means[c][k] * discriminants[c][k];
        }
      }
      double[][] used = java.util.Arrays.copyOf(components, count);
      return new PcaLda(mean, used, discriminants, offsets);
    }
  }

  /** Subtracted from a spectrum before {@link #weights} apply, one value a point. */
  public double[] mean() {
    return mean.clone();
  }

  /** The discriminants as weights of the spectrum's points, classes × points. */
  public double[][] weights() {
    double[][] weights = new double[discriminants.length][mean.length];
    for (int c = 0; c < weights.length; c++) {
      for (int k = 0; k < components.length; k++) {
        for (int j = 0; j < mean.length; j++) {
          weights[c][j] += discriminants[c][k] * components[k][j];
        }
      }
    }
    return weights;
  }

  /** What is added to each discriminant. */
  public double[] offsets() {
    return offsets.clone();
  }

  /** The discriminant of each class for one spectrum; the highest one wins. */
  double[] discriminants(float[] values, int offset) {
    double[] score = new double[components.length];
    for (int k = 0; k < score.length; k++) {
      for (int j = 0; j < mean.length; j++) {
        score[k] += (values[offset + j] - mean[j]) * components[k][j];
      }
    }
    double[] result = offsets.clone();
    for (int c = 0; c < result.length; c++) {
      for (int k = 0; k < score.length; k++) {
        result[c] += score[k] * discriminants[c][k];
      }
    }
    return result;
  }

  /** The class of each spectrum. */
  int[] predict(PreparedSpectra data) {
    int[] predicted = new int[data.count()];
    for (int i = 0; i < predicted.length; i++) {
      double[] scores = discriminants(data.values(), i * data.points());
      for (int c = 1; c < scores.length; c++) {
        if (scores[c] > scores[predicted[i]]) {
          predicted[i] = c;
        }
      }
    }
    return predicted;
  }
}
