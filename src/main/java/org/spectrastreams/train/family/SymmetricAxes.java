package org.spectrastreams.train.family;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * The eigenvectors of a symmetric, positive semidefinite matrix, those of the largest eigenvalues
 * first.
 *
 * @param values the eigenvalues, none negative
 * @param vectors one array each, of length 1
 */
record SymmetricAxes(double[] values, double[][] vectors) {
  static SymmetricAxes of(double[][] matrix) {
    EigenDecompositionSymmetric found =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(matrix, false), 1e-14, true);
    int size = matrix.length;
    RealMatrix rows = found.getVT();
    double[] values = Arrays.stream(found.getEigenvalues()).map(v -> Math.max(0, v)).toArray();
    double[][] vectors = new double[size][];
    for (int k = 0; k < size; k++) {
      vectors[k] = rows.getRow(k);
    }
    return new SymmetricAxes(values, vectors);
  }

  /** How many eigenvalues are above a part of the largest. */
  int above(double part) {
    int kept = 0;
    while (kept < values.length && values[kept] > part * values[0]) {
      kept++;
    }
    return kept;
  }
}
