package org.spectrastreams.train.measure;

import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.spectrastreams.train.data.PreparedSpectra;

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
  static final class Axes {
    private final PreparedSpectra data;
    private final double[] mean;
    private final double[][] components;
    private final double[][] scores;

    /**
     * Decomposes the covariance of the spectra, or their inner products where they are fewer than
     * the points.
     */
    Axes(PreparedSpectra data, int most) {
      this.data = data;
      int rows = data.count();
      int points = data.points();
      mean = new double[points];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < points; j++) {
          mean[j] += data.values()[i * points + j] / (double) rows;
        }
      }
      double[][] centred = new double[rows][points];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < points; j++) {
          centred[i][j] = data.values()[i * points + j] - mean[j];
        }
      }
      boolean wide = rows < points;
      try (INDArray x = Nd4j.createFromArray(centred);
          INDArray transposed = x.transpose();
          INDArray vectors = (wide ? x.mmul(transposed) : transposed.mmul(x)).dup('f');
          INDArray values = Nd4j.create(DataType.DOUBLE, vectors.size(0))) {
        Nd4j.getBlasWrapper().lapack().syev('V', 'U', vectors, values);
        int last = (int) values.length() - 1;
        int kept = 0;
        while (kept < Math.min(most, last + 1)
            && values.getDouble(last - kept) > 1e-10 * values.getDouble(last)) {
          kept++;
        }
        components = new double[kept][];
        scores = new double[rows][kept];
        for (int k = 0; k < kept; k++) {
          double[] vector = vectors.getColumn(last - k).dup().data().asDouble();
          double norm = wide ? Math.sqrt(values.getDouble(last - k)) : 1;
          components[k] = wide ? combine(centred, vector, norm) : vector;
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < points; j++) {
              scores[i][k] += centred[i][j] * components[k][j];
            }
          }
        }
      }
    }

    /** The sum of weighted rows, divided by {@code norm}. */
    private static double[] combine(double[][] rows, double[] weights, double norm) {
      double[] sum = new double[rows[0].length];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < sum.length; j++) {
          sum[j] += rows[i][j] * weights[i] / norm;
        }
      }
      return sum;
    }

    /** The number of components that the data support, at most what was asked for. */
    int available() {
      return components.length;
    }

    /**
     * The classifier on the first {@code count} components.
     *
     * @throws IllegalArgumentException if there are fewer, or too few spectra for them
     */
    PcaLda classifier(int count) {
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
