package org.spectrastreams.train.contexts;

import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.explain.context.Contexts;

/**
 * The number of contexts, and the training that the others agree with most. A grouping that comes
 * out another way with every seed of the auto-encoder says more of the seed than of the spectra.
 *
 * @param training the index of the chosen training
 * @param contexts of each training, all of the chosen number
 * @param agreement mean adjusted Rand index of pairs of trainings over the spectra; 1 for a single
 *     training
 */
record ContextChoice(int training, List<Contexts> contexts, double agreement) {
  /** The agreement and the share of spectra that keep their context that are asked for. */
  private static final double AGREED = 0.8;

  private static final double REPRODUCED = 0.95;

  /** The contexts of the chosen training. */
  Contexts chosen() {
    return contexts.get(training);
  }

  /**
   * Chooses. Of the numbers on which the trainings agree ({@value #AGREED}) and with which {@value
   * #REPRODUCED} of the spectra keep their context with another design, the one with the largest
   * sum of the silhouette and of the linearised classifier's agreement with the ensemble; where the
   * trainings agree on none, the trainings have no say; where none keeps its spectra, the one that
   * keeps most of them.
   *
   * @param trainings the same spectra at the places of each training
   * @param numbers the numbers of contexts to try
   */
  static ContextChoice of(
      List<ContextBuilder> trainings,
      List<Integer> numbers,
      String kind,
      double supervision,
      long seed) {
    ContextChoice best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (int wanted : numbers) {
      List<Contexts> found = new ArrayList<>();
      List<int[]> groups = new ArrayList<>();
      double reproduced = 0;
      double worth = 0;
      for (int t = 0; t < trainings.size(); t++) {
        ContextBuilder training = trainings.get(t);
        int count = Math.min(wanted, training.predicted().length);
        Contexts grouped = training.group(count, kind, supervision, seed + t);
        found.add(grouped);
        groups.add(training.contextsOf(grouped));
        reproduced += training.reproduced(grouped) / trainings.size();
        worth +=
            (grouped.description().silhouette() + training.fidelity(grouped)) / trainings.size();
      }
      double[] withOthers = agreements(groups);
      int central = 0;
      double agreement = 0;
      for (int t = 0; t < withOthers.length; t++) {
        central = withOthers[t] > withOthers[central] ? t : central;
        agreement += withOthers[t] / withOthers.length;
      }
      double score =
          reproduced < REPRODUCED ? reproduced - 2 : worth + (agreement >= AGREED ? 3 : 0);
      if (score > most) {
        most = score;
        best = new ContextChoice(central, found, agreement);
      }
    }
    return best;
  }

  /** Each training's mean agreement with the others. */
  private static double[] agreements(List<int[]> groups) {
    double[] found = new double[groups.size()];
    if (groups.size() == 1) {
      found[0] = 1;
      return found;
    }
    for (int one = 0; one < found.length; one++) {
      for (int other = 0; other < found.length; other++) {
        if (one != other) {
          found[one] +=
              Partitions.adjustedRand(groups.get(one), groups.get(other)) / (found.length - 1);
        }
      }
    }
    return found;
  }
}
