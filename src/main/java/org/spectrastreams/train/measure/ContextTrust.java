package org.spectrastreams.train.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.train.contexts.ExplanationTraining;
import org.spectrastreams.train.contexts.Partitions;
import org.spectrastreams.train.data.ExplainedPixels;

/**
 * How far contexts can be trusted: whether another seed of the auto-encoder finds the same ones and
 * contradicts the same spectra, and whether a contradiction tells where the ensemble errs better
 * than its own doubt does.
 */
public final class ContextTrust {
  private static final int BATCH = 256;

  private ContextTrust() {}

  /**
   * Measures on held-out spectra.
   *
   * @param predicted the ensemble's class of each of them
   */
  public static List<Figure> measure(
      ExplanationTraining training,
      ExplanationTraining.Crime crime,
      ExplainedPixels heldOut,
      int[] predicted,
      String evaluation) {
    List<Figure> figures = new ArrayList<>();
    float[] weights = training.amortisedWeights(heldOut.prepared(), predicted);
    float[] inputs = training.inputs(heldOut.prepared(), weights);
    ContextAssignment own = assign(crime, crime.contexts(), heldOut, predicted, inputs);
    double[] rand = new double[crime.others().size()];
    double[] shared = new double[rand.length];
    for (int t = 0; t < rand.length; t++) {
      ExplanationTraining.Crime other = crime.others().get(t);
      ContextAssignment found = assign(other, other.contexts(), heldOut, predicted, inputs);
      rand[t] =
          Partitions.adjustedRand(
              Arrays.copyOf(own.context(), predicted.length),
              Arrays.copyOf(found.context(), predicted.length));
      shared[t] =
          Partitions.jaccard(
              Arrays.copyOf(own.contradicts(), predicted.length),
              Arrays.copyOf(found.contradicts(), predicted.length));
    }
    if (rand.length > 0) {
      String seeds = "by another training of the auto-encoder";
      add(figures, evaluation, "contexts", "adjusted Rand index " + seeds, rand);
      add(figures, evaluation, "contradictions", "Jaccard index " + seeds, shared);
    }
    int[] judged =
        IntStream.range(0, predicted.length).filter(i -> heldOut.truth()[i] >= 0).toArray();
    boolean[] wrong = new boolean[judged.length];
    double[] contradicted = new double[judged.length];
    double[] doubt = new double[judged.length];
    float[] confidence = confidence(training.model(), heldOut);
    for (int i = 0; i < judged.length; i++) {
      wrong[i] = predicted[judged[i]] != heldOut.truth()[judged[i]];
      contradicted[i] = own.contradicts()[judged[i]] ? 1 : 0;
      doubt[i] = -confidence[judged[i]];
    }
    String measure = "area under the ROC curve, errors of the ensemble";
    double ofContradictions = area(contradicted, wrong);
    if (Double.isFinite(ofContradictions)) { // there are errors, and not errors alone
      add(figures, evaluation, "contradictions", measure, ofContradictions);
      add(figures, evaluation, "1 − confidence", measure, area(doubt, wrong));
    }
    return figures;
  }

  private static void add(
      List<Figure> figures, String evaluation, String method, String measure, double... values) {
    figures.add(
        new Figure(
            evaluation,
            method,
            measure,
            Figures.mean(values),
            Figures.deviation(values),
            values.length));
  }

  private static ContextAssignment assign(
      ExplanationTraining.Crime crime,
      Contexts contexts,
      ExplainedPixels heldOut,
      int[] predicted,
      float[] inputs) {
    ContextAssignment found = new ContextAssignment();
    float[] places = crime.vae().places(inputs, predicted.length);
    new ContextScorer(contexts)
        .assign(heldOut.prepared(), places, predicted, predicted.length, found);
    return found;
  }

  private static float[] confidence(ModelPackage model, ExplainedPixels pixels) {
    int points = pixels.points();
    int classes = model.classes().size();
    int members = model.members();
    Calibration calibration = model.manifest().calibration();
    float[] found = new float[pixels.count()];
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScoresWithoutMaps();
      for (int from = 0; from < found.length; from += BATCH) {
        int count = Math.min(BATCH, found.length - from);
        engine.score(
            Arrays.copyOfRange(pixels.prepared(), from * points, (from + count) * points),
            count,
            scores);
        for (int i = 0; i < count; i++) {
          float[] own =
              Arrays.copyOfRange(
                  scores.memberProbabilities(), i * members * classes, (i + 1) * members * classes);
          found[from + i] = confidence(calibration, own, classes, scores.predicted()[i]);
        }
      }
    }
    return found;
  }

  /**
   * The probability of the predicted class as a result gives it: calibrated, where the model is.
   *
   * @param members × classes, what each member says of one spectrum
   */
  static float confidence(Calibration calibration, float[] members, int classes, int predicted) {
    float[] means = new float[classes];
    for (int i = 0; i < members.length; i++) {
      means[i % classes] += members[i] * classes / members.length;
    }
    if (calibration.isKnown()) {
      calibration.apply(means, 0, classes, means);
    }
    return means[predicted];
  }

  /**
   * The probability that a marked one has the larger score than an unmarked one, half for equals
   * (Mann and Whitney 1947).
   *
   * @return 0 … 1; NaN where all or none are marked
   */
  static double area(double[] scores, boolean[] marked) {
    Integer[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[a], scores[b]))
            .toArray(Integer[]::new);
    double ranks = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        if (marked[order[i]]) {
          ranks += rank;
          positives++;
        }
      }
      from = to;
    }
    double pairs = (double) positives * (scores.length - positives);
    return pairs == 0 ? Double.NaN : (ranks - positives * (positives + 1) / 2.0) / pairs;
  }
}
