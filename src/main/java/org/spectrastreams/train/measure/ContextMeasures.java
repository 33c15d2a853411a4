package org.spectrastreams.train.measure;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.train.data.ExplainedPixels;

/**
 * What contexts are worth on spectra that nothing was learnt from. Shares are NaN where no spectrum
 * counts.
 *
 * @param contexts the number of contexts
 * @param silhouette of the grouping of the training spectra
 * @param linearisedEnsemble share whose linearised vote is the ensemble's class
 * @param linearisedTruth share whose linearised vote is the true class
 * @param publishedEnsemble share whose vote by the published form is the ensemble's class
 * @param ensembleTruth share whose ensemble class is the true one, for comparison
 * @param labelEnsemble share whose context label is the ensemble's class
 * @param recall share of the spectra with a false weak label that lie in a context of another label
 * @param falseAlarms the same share of those with a true weak label
 * @param ensembleRecall share of the false weak labels that the ensemble itself contradicts
 * @param ensembleFalseAlarms the same of the true ones
 * @param routes mean over the two routes to one class of the share whose context is mostly of their
 *     route, by the routes of the training spectra; 0.5 for contexts that know nothing
 * @param necrosis share of the necrosis that lies in contexts of which necrosis is the largest part
 */
public record ContextMeasures(
    int contexts,
    double silhouette,
    double linearisedEnsemble,
    double linearisedTruth,
    double publishedEnsemble,
    double ensembleTruth,
    double labelEnsemble,
    double recall,
    double falseAlarms,
    double ensembleRecall,
    double ensembleFalseAlarms,
    double routes,
    double necrosis) {

  /** Shares of what counts. */
  private static final class Share {
    private int hits;
    private int all;

    void add(boolean hit) {
      all++;
      hits += hit ? 1 : 0;
    }

    double value() {
      return all == 0 ? Double.NaN : (double) hits / all;
    }
  }

  /**
   * Measures on held-out spectra.
   *
   * @param trainingPlaces of the training spectra in the latent space
   * @param places of the held-out ones
   */
  public static ContextMeasures of(
      Contexts contexts,
      ExplainedPixels training,
      int[] trainingPredicted,
      float[] trainingPlaces,
      ExplainedPixels heldOut,
      int[] predicted,
      float[] places) {
    ContextScorer scorer = new ContextScorer(contexts);
    ContextAssignment known = new ContextAssignment();
    scorer.assign(training.prepared(), trainingPlaces, trainingPredicted, training.count(), known);
    ContextAssignment found = new ContextAssignment();
    scorer.assign(heldOut.prepared(), places, predicted, heldOut.count(), found);
    ContextAssignment published = new ContextAssignment();
    new ContextScorer(contexts.with(Optional.empty()))
        .assign(heldOut.prepared(), places, predicted, heldOut.count(), published);
    Share publishedEnsemble = new Share();
    Share linearisedEnsemble = new Share();
    Share linearisedTruth = new Share();
    Share ensembleTruth = new Share();
    Share labelEnsemble = new Share();
    Share recall = new Share();
    Share falseAlarms = new Share();
    Share ensembleRecall = new Share();
    Share ensembleFalseAlarms = new Share();
    for (int n = 0; n < heldOut.count(); n++) {
      int truth = heldOut.truth()[n];
      int weak = heldOut.labels()[n];
      linearisedEnsemble.add(found.linearised()[n] == predicted[n]);
      publishedEnsemble.add(published.linearised()[n] == predicted[n]);
      labelEnsemble.add(found.label()[n] == predicted[n]);
      if (truth >= 0) {
        linearisedTruth.add(found.linearised()[n] == truth);
        ensembleTruth.add(predicted[n] == truth);
        (truth == weak ? falseAlarms : recall).add(found.label()[n] != weak);
        (truth == weak ? ensembleFalseAlarms : ensembleRecall).add(predicted[n] != weak);
      }
    }
    return new ContextMeasures(
        contexts.count(),
        contexts.description().silhouette(),
        linearisedEnsemble.value(),
        linearisedTruth.value(),
        publishedEnsemble.value(),
        ensembleTruth.value(),
        labelEnsemble.value(),
        recall.value(),
        falseAlarms.value(),
        ensembleRecall.value(),
        ensembleFalseAlarms.value(),
        routes(contexts.count(), training, known, heldOut, found),
        necrosis(contexts.count(), training, known, heldOut, found));
  }

  /** Of the classes with two routes, how well the context tells which one. */
  private static double routes(
      int contexts,
      ExplainedPixels training,
      ContextAssignment known,
      ExplainedPixels heldOut,
      ContextAssignment found) {
    int most = Math.max(max(training.routes()), max(heldOut.routes())) + 1;
    int[] classOfRoute = new int[most];
    for (int n = 0; n < heldOut.count(); n++) {
      if (heldOut.routes()[n] >= 0) {
        classOfRoute[heldOut.routes()[n]] = heldOut.truth()[n] + 1;
      }
    }
    int[][] counts = new int[contexts][most];
    int[] totals = new int[most];
    for (int n = 0; n < training.count(); n++) {
      int route = training.routes()[n];
      if (route >= 0) {
        counts[known.context()[n]][route]++;
        totals[route]++;
      }
    }
    double sum = 0;
    int routes = 0;
    for (int route = 0; route < most; route++) {
      int rival = rival(classOfRoute, route);
      if (rival >= 0 && totals[route] > 0 && totals[rival] > 0) {
        Share share = new Share();
        for (int n = 0; n < heldOut.count(); n++) {
          if (heldOut.routes()[n] == route) {
            int[] count = counts[found.context()[n]];
            share.add(
                (double) count[route] / totals[route] > (double) count[rival] / totals[rival]);
          }
        }
        sum += share.value();
        routes++;
      }
    }
    return routes == 0 ? Double.NaN : sum / routes;
  }

  private static int rival(int[] classOfRoute, int route) {
    for (int other = 0; other < classOfRoute.length; other++) {
      if (other != route && classOfRoute[route] > 0 && classOfRoute[other] == classOfRoute[route]) {
        return other;
      }
    }
    return -1;
  }

  private static int max(int[] values) {
    return Arrays.stream(values).max().orElse(-1);
  }

  private static double necrosis(
      int contexts,
      ExplainedPixels training,
      ContextAssignment known,
      ExplainedPixels heldOut,
      ContextAssignment found) {
    int[] dead = new int[contexts];
    int[] sizes = new int[contexts];
    for (int n = 0; n < training.count(); n++) {
      sizes[known.context()[n]]++;
      dead[known.context()[n]] += training.necrosis()[n] ? 1 : 0;
    }
    Share share = new Share();
    for (int n = 0; n < heldOut.count(); n++) {
      if (heldOut.necrosis()[n]) {
        int context = found.context()[n];
        share.add(2 * dead[context] > sizes[context]);
      }
    }
    return share.value();
  }
}
