package org.spectrastreams.train.data;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The principal axes of spectra, those of the largest variance first. The arrays are owned by this
 * record and not copied.
 *
 * @param mean of the spectra, one value a point
 * @param components the axes, each of length 1
 * @param scores of the spectra, rows × components
 */
public record PrincipalAxes(double[] mean, double[][] components, double[][] scores) {
  /**
   * Decomposes the covariance of the spectra, or their inner products where they are fewer than the
   * points.
   *
   * @param values rows × points
   * @param most how many axes are wanted; there are fewer where the data do not support as many
   */
  public static PrincipalAxes of(float[] values, int rows, int points, int most) {
    double[] mean = new double[points];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < points; j++) {
        mean[j] += values[i * points + j] / (double) rows;
      }
    }
    double[][] centred = new double[rows][points];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < points; j++) {
        centred[i][j] = values[i * points + j] - mean[j];
      }
    }
    boolean wide = rows < points;
    try (INDArray x = Nd4j.createFromArray(centred);
        INDArray transposed = x.transpose();
        INDArray vectors = (wide ? x.mmul(transposed) : transposed.mmul(x)).dup('f');
        INDArray variances = Nd4j.create(DataType.DOUBLE, vectors.size(0))) {
      Nd4j.getBlasWrapper().lapack().syev('V', 'U', vectors, variances);
      int last = (int) variances.length() - 1;
      int kept = 0;
      while (kept < Math.min(most, last + 1)
          && variances.getDouble(last - kept) > 1e-10 * variances.getDouble(last)) {
        kept++;
      }
      double[][] components = new double[kept][];
      double[][] scores = new double[rows][kept];
      for (int k = 0; k < kept; k++) {
        double[] vector = vectors.getColumn(last - k).dup().data().asDouble();
        double norm = wide ? Math.sqrt(variances.getDouble(last - k)) : 1;
        components[k] = wide ? combine(centred, vector, norm) : vector;
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < points; j++) {
            scores[i][k] += centred[i][j] * components[k][j];
          }
        }
      }
      return new PrincipalAxes(mean, components, scores);
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
}
