package org.spectrastreams.train.contexts;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.spectrastreams.train.data.PrincipalAxes;

/**
 * Places by one matrix: the discriminants of the predicted class on the principal components of
 * spectrum and explanation, of unit variance within the classes, and beside them the first
 * components themselves, of a standard deviation of {@value #SHARE} at most. The discriminants keep
 * apart what the model keeps apart, the components what lies within a class. There is no seed in
 * it: contexts come out the same again.
 */
final class LinearEmbedding implements ContextEmbedding {
  private static final int COMPONENTS = 40;
  private static final double SHARE = 0.5;
  private static final double LEAST_VARIANCE = 1e-9;

  private final int inputs;
  private final int latent;
  private final double[][] axes;
  private final double[] offsets;

  private LinearEmbedding(int inputs, int latent, double[][] axes, double[] offsets) {
    this.inputs = inputs;
    this.latent = latent;
    this.axes = axes;
    this.offsets = offsets;
  }

  /**
   * Fits the matrix of all spectra, or of as many drawn with replacement.
   *
   * @param training 0: all of them; else which drawing
   */
  static LinearEmbedding fit(
      float[] values, int[] predicted, int classes, int latent, long seed, int training) {
    if (training == 0) {
      return fit(values, predicted, classes, latent);
    }
    int width = values.length / predicted.length;
    SplittableRandom random = new SplittableRandom(seed + training);
    float[] drawn = new float[values.length];
    int[] drawnClasses = new int[predicted.length];
    for (int i = 0; i < drawnClasses.length; i++) {
      int row = random.nextInt(drawnClasses.length);
      drawnClasses[i] = predicted[row];
      System.arraycopy(values, row * width, drawn, i * width, width);
    }
    return fit(drawn, drawnClasses, classes, latent);
  }

  /**
   * Fits the matrix.
   *
   * @param values n(spectrum) ++ n(weights) of every row
   * @param predicted the ensemble's class of each row
   * @param latent dimensions, more than there are classes less one
   */
  static LinearEmbedding fit(float[] values, int[] predicted, int classes, int latent) {
    int rows = predicted.length;
    int inputs = values.length / rows;
    PrincipalAxes found = PrincipalAxes.of(values, rows, inputs, COMPONENTS);
    double[][] scores = found.scores();
    int kept = found.components().length;
    RealMatrix discriminants = discriminants(scores, predicted, classes, kept);
    double first = 0;
    for (double[] score : scores) {
      first += score[0] * score[0] / rows;
    }
    double[][] axes = new double[latent][inputs];
    double[] offsets = new double[latent];
    int own = Math.min(discriminants.getColumnDimension(), latent);
    for (int d = 0; d < latent; d++) {
      for (int k = 0; k < kept; k++) {
        double share =
            d < own
                ? discriminants.getEntry(k, d)
                : d - own == k ? SHARE / Math.sqrt(Math.max(LEAST_VARIANCE, first)) : 0;
        for (int j = 0; j < inputs && share != 0; j++) {
          axes[d][j] += share * found.components()[k][j];
        }
      }
      for (int j = 0; j < inputs; j++) {
        offsets[d] -= axes[d][j] * found.mean()[j];
      }
    }
    return new LinearEmbedding(inputs, latent, axes, offsets);
  }

  /** Directions of unit variance within the classes, those that part them most first. */
  private static RealMatrix discriminants(
      double[][] scores, int[] predicted, int classes, int kept) {
    double[][] means = new double[classes][kept];
    int[] sizes = new int[classes];
    for (int i = 0; i < scores.length; i++) {
      sizes[predicted[i]]++;
      for (int k = 0; k < kept; k++) {
        means[predicted[i]][k] += scores[i][k];
      }
    }
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < kept; k++) {
        means[c][k] /= Math.max(1, sizes[c]);
      }
    }
    double[][] within = new double[kept][kept];
    double[][] between = new double[kept][kept];
    for (int k = 0; k < kept; k++) {
      for (int l = 0; l <= k; l++) {
        for (int i = 0; i < scores.length; i++) {
          double[] centre = means[predicted[i]];
          within[k][l] += (scores[i][k] - centre[k]) * (scores[i][l] - centre[l]) / scores.length;
        }
        for (int c = 0; c < classes; c++) {
          between[k][l] += means[c][k] * means[c][l] * sizes[c] / scores.length;
        }
        within[l][k] = within[k][l];
        between[l][k] = between[k][l];
      }
    }
    EigenDecompositionSymmetric inside =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(within, false));
    double[][] whitening = new double[kept][kept];
    for (int k = 0; k < kept; k++) {
      double deviation = Math.sqrt(Math.max(LEAST_VARIANCE, inside.getEigenvalue(k)));
      for (int l = 0; l < kept; l++) {
        whitening[l][k] = inside.getEigenvector(k).getEntry(l) / deviation;
      }
    }
    RealMatrix white = new Array2DRowRealMatrix(whitening, false);
    RealMatrix apart =
        white.transpose().multiply(new Array2DRowRealMatrix(between, false)).multiply(white);
    RealMatrix symmetric = apart.add(apart.transpose()).scalarMultiply(0.5);
    EigenDecompositionSymmetric parting = new EigenDecompositionSymmetric(symmetric);
    int count = Math.min(classes - 1, kept);
    RealMatrix directions = new Array2DRowRealMatrix(kept, count);
    for (int d = 0; d < count; d++) {
      double[] direction = white.operate(parting.getEigenvector(d).toArray());
      double largest = Arrays.stream(direction).reduce(0, LinearEmbedding::larger);
      for (int k = 0; k < kept; k++) {
        directions.setEntry(k, d, largest < 0 ? -direction[k] : direction[k]);
      }
    }
    return directions;
  }

  /** An eigenvector has no sign of its own: its largest entry is made positive. */
  private static double larger(double a, double b) {
    return Math.abs(b) > Math.abs(a) + LEAST_VARIANCE ? b : a;
  }

  @Override
  public float[] places(float[] values, int count) {
    float[] places = new float[count * latent];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < latent; d++) {
        double sum = offsets[d];
        for (int j = 0; j < inputs; j++) {
          sum += axes[d][j] * values[i * inputs + j];
        }
        places[i * latent + d] = (float) sum;
      }
    }
    return places;
  }

  @Override
  public Map<String, float[]> weights() {
    float[] matrix = new float[inputs * latent];
    float[] summands = new float[latent];
    for (int d = 0; d < latent; d++) {
      summands[d] = (float) offsets[d];
      for (int j = 0; j < inputs; j++) {
        matrix[j * latent + d] = (float) axes[d][j];
      }
    }
    return Map.of("mu.w", matrix, "mu.b", summands);
  }
}
