package org.spectrastreams.train.contexts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.spectrastreams.explain.context.Context;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextDescription;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.context.LatentProjection;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Groups explained spectra by their places in the latent space and summarises every group (Zaki
 * 2024). Arrays are not copied.
 *
 * @param spectra prepared, count × points
 * @param weights explanations of the predicted class, count × points
 * @param predicted the ensemble's class of each spectrum
 * @param places in the latent space, count × latent
 * @param one the places of the same spectra, each with the deviation of a sampled explanation
 * @param other the same with another design
 */
public record ContextBuilder(
    SpectralAxis axis,
    List<String> classes,
    float[] spectra,
    float[] weights,
    int[] predicted,
    float[] places,
    int latent,
    float[] one,
    float[] other) {
  private static final int SILHOUETTE_ROWS = 1_000;
  private static final int BAND_GROUPS = 15;
  private static final double WITHIN = 0.95;

  /** The context of each spectrum. */
  int[] contextsOf(Contexts contexts) {
    return Arrays.copyOf(assign(contexts, places).context(), predicted.length);
  }

  /** The share of the spectra that keep their context with another design. */
  double reproduced(Contexts contexts) {
    ContextAssignment ofOne = assign(contexts, one);
    ContextAssignment ofOther = assign(contexts, other);
    int same = 0;
    for (int i = 0; i < predicted.length; i++) {
      same += ofOne.context()[i] == ofOther.context()[i] ? 1 : 0;
    }
    return (double) same / predicted.length;
  }

  private ContextAssignment assign(Contexts contexts, float[] at) {
    ContextAssignment found = new ContextAssignment();
    new ContextScorer(contexts).assign(spectra, at, predicted, predicted.length, found);
    return found;
  }

  /** The share of the spectra whose linearised vote is the ensemble's class. */
  double fidelity(Contexts contexts) {
    ContextAssignment found = assign(contexts, places);
    int same = 0;
    for (int i = 0; i < predicted.length; i++) {
      same += found.linearised()[i] == predicted[i] ? 1 : 0;
    }
    return (double) same / predicted.length;
  }

  /** Groups into a number of contexts. */
  public Contexts group(int wanted, String kind, double supervision, long seed) {
    int count = predicted.length;
    double[] rows = IntStream.range(0, places.length).mapToDouble(i -> places[i]).toArray();
    KMeans groups = KMeans.of(rows, latent, wanted, seed);
    int k = groups.count();
    int points = axis.size();
    int width = latent + 2 * points;
    double[] sums = new double[k * width];
    int[][] histograms = new int[k][classes.size()];
    int[] sizes = new int[k];
    List<List<Double>> distances = new ArrayList<>();
    for (int c = 0; c < k; c++) {
      distances.add(new ArrayList<>());
    }
    for (int n = 0; n < count; n++) {
      int c = groups.groups()[n];
      sizes[c]++;
      histograms[c][predicted[n]]++;
      double square = 0;
      for (int d = 0; d < latent; d++) {
        double apart = rows[n * latent + d] - groups.centres()[c * latent + d];
        square += apart * apart;
      }
      distances.get(c).add(Math.sqrt(square));
      for (int i = 0; i < points; i++) {
        sums[c * width + latent + i] += spectra[n * points + i];
        sums[c * width + latent + points + i] += weights[n * points + i];
      }
    }
    float[] curves = new float[k * width];
    List<Context> contexts = new ArrayList<>();
    for (int c = 0; c < k; c++) {
      for (int d = 0; d < latent; d++) {
        curves[c * width + d] = (float) groups.centres()[c * latent + d];
      }
      for (int i = latent; i < width; i++) {
        curves[c * width + i] = (float) (sums[c * width + i] / sizes[c]);
      }
      contexts.add(describe(c, sizes[c], histograms[c], distances.get(c), curves, seed));
    }
    return new Contexts(
        new ContextDescription(
            Contexts.FORMAT,
            kind,
            supervision,
            latent,
            points,
            classes,
            seed,
            count,
            groups.silhouette(rows, latent, SILHOUETTE_ROWS, seed),
            projection(rows),
            contexts),
        axis,
        curves);
  }

  private Context describe(
      int id, int size, int[] histogram, List<Double> distances, float[] curves, long seed) {
    int label = 0;
    for (int c = 1; c < histogram.length; c++) {
      label = histogram[c] > histogram[label] ? c : label;
    }
    distances.sort(Comparator.naturalOrder());
    int within = Math.max(0, (int) Math.ceil(WITHIN * distances.size()) - 1);
    int from = id * (latent + 2 * axis.size()) + latent;
    return new Context(
        id,
        label,
        size,
        Arrays.stream(histogram).boxed().toList(),
        (float) (double) distances.get(within),
        bands(
            Arrays.copyOfRange(curves, from, from + axis.size()),
            Arrays.copyOfRange(curves, from + axis.size(), from + 2 * axis.size()),
            seed));
  }

  /**
   * Zaki's summary: K-means (15) on position, weight and intensity, each mapped onto −1 … 1; the
   * groups with the largest sum of absolute weights are the bands, each at its middle of weight.
   */
  private List<Context.Band> bands(float[] spectrum, float[] mean, long seed) {
    int points = axis.size();
    double[] rows = new double[3 * points];
    double[] x = range(spectrum);
    double[] w = range(mean);
    for (int i = 0; i < points; i++) {
      rows[3 * i] = 2.0 * i / (points - 1) - 1;
      rows[3 * i + 1] = w[i];
      rows[3 * i + 2] = x[i];
    }
    KMeans groups = KMeans.of(rows, 3, Math.min(BAND_GROUPS, points), seed);
    int k = groups.count();
    double[] prominence = new double[k];
    double[] place = new double[k];
    double[] weight = new double[k];
    int[] sizes = new int[k];
    for (int i = 0; i < points; i++) {
      int g = groups.groups()[i];
      prominence[g] += Math.abs(mean[i]);
      place[g] += Math.abs(mean[i]) * axis.at(i);
      weight[g] += mean[i];
      sizes[g]++;
    }
    return IntStream.range(0, k)
        .boxed()
        .filter(g -> prominence[g] > 0)
        .sorted(Comparator.comparingDouble(g -> -prominence[g]))
        .limit(Context.MAX_BANDS)
        .map(
            g ->
                new Context.Band(
                    (float) (place[g] / prominence[g]), (float) (weight[g] / sizes[g])))
        .toList();
  }

  private static double[] range(float[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double[] mapped = new double[values.length];
    for (int i = 0; i < values.length && most > least; i++) {
      mapped[i] = 2 * (values[i] - least) / (most - least) - 1;
    }
    return mapped;
  }

  /** The two directions of largest variance; their largest component is above 0. */
  private LatentProjection projection(double[] rows) {
    int count = rows.length / latent;
    double[] mean = new double[latent];
    for (int i = 0; i < rows.length; i++) {
      mean[i % latent] += rows[i] / count;
    }
    double[][] covariance = new double[latent][latent];
    for (int n = 0; n < count; n++) {
      for (int a = 0; a < latent; a++) {
        for (int b = 0; b < latent; b++) {
          covariance[a][b] +=
              (rows[n * latent + a] - mean[a]) * (rows[n * latent + b] - mean[b]) / count;
        }
      }
    }
    EigenDecompositionSymmetric found =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance));
    float[][] axes = new float[2][latent];
    for (int axis = 0; axis < 2; axis++) {
      double[] vector = found.getEigenvector(axis).toArray();
      double largest = 0;
      for (double value : vector) {
        largest = Math.abs(value) > Math.abs(largest) + 1e-9 ? value : largest;
      }
      for (int d = 0; d < latent; d++) {
        axes[axis][d] = (float) (largest < 0 ? -vector[d] : vector[d]);
      }
    }
    float[] origin = new float[latent];
    for (int d = 0; d < latent; d++) {
      origin[d] = (float) mean[d];
    }
    return new LatentProjection(origin, axes);
  }
}
