package org.spectrastreams.train.contexts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.spectrastreams.explain.context.BandMeans;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.context.LinearModels;
import org.spectrastreams.explain.lime.LimeResponse;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.ExplainedPixels;

/**
 * Fits the {@link LinearModels} of contexts: ridge regressions of the ensemble's log-odds on the
 * means of bands, standardised over all spectra. First one for all spectra; then for each context
 * what that one leaves, so that a context of few spectra stays near the common model and a large
 * one gets its own. How strong the second penalty is, is chosen by the squared error on every fifth
 * spectrum in turn.
 */
public final class LinearFit {
  private static final double COMMON_PENALTY = 1e-3;
  private static final List<Double> PENALTIES = List.of(0.3, 1.0, 3.0, 10.0, 30.0, 100.0);
  private static final int FOLDS = 5;
  private static final int BATCH = 256;

  private final BandMeans bands;
  private final int width;
  private final int classes;
  private final int contexts;
  private final int[] context;
  private final double[][] rows;
  private final double[][] odds;
  private final double[] centre;
  private final double[] scale;

  private LinearFit(
      SpectralAxis axis, float[] spectra, int[] context, int contexts, double[][] odds) {
    this.bands = new BandMeans(axis);
    this.width = bands.count() + 1;
    this.classes = odds[0].length;
    this.contexts = contexts;
    this.context = context;
    this.odds = odds;
    this.rows = new double[context.length][width];
    this.centre = new double[width];
    this.scale = new double[width];
    standardise(spectra);
  }

  /**
   * The contexts of a model with linear models of its ensemble.
   *
   * @param pixels prepared spectra to fit to
   * @param predicted the ensemble's class of each
   * @param places of them in the latent space, count × latent
   */
  public static Contexts linearised(
      ModelPackage model,
      Contexts contexts,
      ExplainedPixels pixels,
      int[] predicted,
      float[] places) {
    ContextAssignment found = new ContextAssignment();
    new ContextScorer(contexts).assign(pixels.prepared(), places, predicted, pixels.count(), found);
    LinearModels models =
        of(
            model.axis(),
            pixels.prepared(),
            Arrays.copyOf(found.context(), pixels.count()),
            contexts.count(),
            logOdds(model, pixels));
    return contexts.with(Optional.of(models));
  }

  private static double[][] logOdds(ModelPackage model, ExplainedPixels pixels) {
    int points = pixels.points();
    int classes = model.classes().size();
    double[][] odds = new double[pixels.count()][classes];
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScoresWithoutMaps();
      for (int from = 0; from < odds.length; from += BATCH) {
        int count = Math.min(BATCH, odds.length - from);
        engine.score(
            Arrays.copyOfRange(pixels.prepared(), from * points, (from + count) * points),
            count,
            scores);
        for (int i = 0; i < count; i++) {
          for (int c = 0; c < classes; c++) {
            odds[from + i][c] = LimeResponse.LOG_ODDS.of(scores, i, c);
          }
        }
      }
    }
    return odds;
  }

  /**
   * Fits the models of all contexts.
   *
   * @param spectra prepared, count × points
   * @param context the context of each
   * @param odds the log-odds of every class for each, count × classes; finite
   */
  static LinearModels of(
      SpectralAxis axis, float[] spectra, int[] context, int contexts, double[][] odds) {
    LinearFit fit = new LinearFit(axis, spectra, context, contexts, odds);
    double best = Double.POSITIVE_INFINITY;
    double chosen = 0;
    for (double penalty : PENALTIES) {
      double error = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        error += fit.error(fit.solve(fold, penalty), fold);
      }
      if (error < best) {
        best = error;
        chosen = penalty;
      }
    }
    return new LinearModels(contexts, fit.classes, axis, fit.unscaled(fit.solve(-1, chosen)));
  }

  private void standardise(float[] spectra) {
    int count = rows.length;
    int points = bands.points();
    float[] means = new float[bands.count()];
    for (int n = 0; n < count; n++) {
      bands.of(spectra, n * points, means, 0);
      for (int k = 0; k < means.length; k++) {
        rows[n][k] = means[k];
        centre[k] += means[k] / (double) count;
      }
      rows[n][width - 1] = 1;
    }
    for (int k = 0; k < width - 1; k++) {
      double square = 0;
      for (double[] row : rows) {
        square += (row[k] - centre[k]) * (row[k] - centre[k]) / count;
      }
      scale[k] = square > 0 ? 1 / Math.sqrt(square) : 0;
      for (double[] row : rows) {
        row[k] = (row[k] - centre[k]) * scale[k];
      }
    }
  }

  /**
   * Solutions [contexts][classes][width] in standardised bands.
   *
   * @param leftOut the fold whose spectra do not count; −1: all count
   */
  private double[][][] solve(int leftOut, double penalty) {
    double[][] common = ridge(-1, leftOut, COMMON_PENALTY * rows.length, odds);
    double[][] left = new double[rows.length][classes];
    for (int n = 0; n < left.length; n++) {
      for (int c = 0; c < classes; c++) {
        left[n][c] = odds[n][c] - product(common[c], rows[n]);
      }
    }
    double[][][] found = new double[contexts][][];
    for (int k = 0; k < contexts; k++) {
      found[k] = ridge(k, leftOut, penalty, left);
      for (int c = 0; c < classes; c++) {
        for (int j = 0; j < width; j++) {
          found[k][c][j] += common[c][j];
        }
      }
    }
    return found;
  }

  /** Ridge regressions of all classes over the spectra of one context, or of all, −1. */
  private double[][] ridge(int only, int leftOut, double penalty, double[][] answers) {
    double[][] gram = new double[width][width];
    double[][] right = new double[width][classes];
    for (int n = 0; n < rows.length; n++) {
      if (n % FOLDS == leftOut || (only >= 0 && context[n] != only)) {
        continue;
      }
      double[] row = rows[n];
      for (int a = 0; a < width; a++) {
        for (int b = 0; b <= a; b++) {
          gram[a][b] += row[a] * row[b];
        }
        for (int c = 0; c < classes; c++) {
          right[a][c] += row[a] * answers[n][c];
        }
      }
    }
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < a; b++) {
        gram[b][a] = gram[a][b];
      }
      // The constant is hardly held back; without any penalty an empty context has no solution.
      gram[a][a] += a == width - 1 ? 1e-6 + 1e-2 * penalty : penalty;
    }
    RealMatrix solution =
        new CholeskyDecomposition(new Array2DRowRealMatrix(gram, false))
            .getSolver()
            .solve(new Array2DRowRealMatrix(right, false));
    return solution.transpose().getData();
  }

  private double error(double[][][] models, int fold) {
    double error = 0;
    for (int n = fold; n < rows.length; n += FOLDS) {
      for (int c = 0; c < classes; c++) {
        double apart = odds[n][c] - product(models[context[n]][c], rows[n]);
        error += apart * apart;
      }
    }
    return error;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int j = 0; j < one.length; j++) {
      sum += one[j] * other[j];
    }
    return sum;
  }

  /** The models on the means of bands as they are. */
  private float[] unscaled(double[][][] models) {
    float[] values = new float[contexts * classes * width];
    int at = 0;
    for (double[][] model : models) {
      for (double[] weights : model) {
        double constant = weights[width - 1];
        for (int j = 0; j < width - 1; j++) {
          values[at++] = (float) (weights[j] * scale[j]);
          constant -= weights[j] * scale[j] * centre[j];
        }
        values[at++] = (float) constant;
      }
    }
    return values;
  }
}
