package org.spectrastreams.train.measure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.data.PreparedSpectra;

/**
 * A stored model scored by the serving engine on a user's labelled spectra. Spectra that a service
 * would not judge, being outside the model's domain, are scored like all others here and counted
 * beside.
 *
 * @param scores of all usable spectra, by calibrated probabilities
 * @param unusable spectra that the model's preprocessing cannot use; they are not scored
 * @param notJudged scored spectra that a service would not judge
 * @param confusion counts, true against predicted
 * @param votes what each group was taken for
 */
public record DataEvaluation(
    GroupedScores scores,
    int unusable,
    int notJudged,
    ConfusionMatrix confusion,
    List<GroupVote> votes) {
  /** What a manifest's settings call the training of a package from labelled spectra. */
  public static final String KIND = "labelled-data";

  private static final int BATCH = 256;

  /**
   * What a group was taken for, by its spectra's mean probability.
   *
   * @param group the group
   * @param truth its class; empty where its spectra have several
   * @param predicted the class of the largest mean probability
   * @param probability that mean
   * @param spectra how many it has
   */
  public record GroupVote(
      String group, String truth, String predicted, double probability, int spectra) {}

  /** What the engine said of every spectrum. */
  private record Said(double[][] probabilities, int[] predicted, int outside) {}

  /**
   * Scores spectra.
   *
   * @throws IllegalArgumentException if a label is no class of the model, or the spectra do not
   *     serve it
   */
  public static DataEvaluation of(ModelPackage model, LabelledSet set) {
    LabelledPixels all = set.pixels().as(model.classes());
    LabelledPixels pixels = all.usable(model.preprocessing());
    if (pixels.count() == 0) {
      throw new IllegalArgumentException(
          "none of the " + all.count() + " spectra is usable for model " + model.id());
    }
    int classes = model.classes().size();
    Said said = said(model, pixels.prepare(model.preprocessing()));
    ConfusionMatrix confusion = new ConfusionMatrix(classes);
    for (int i = 0; i < pixels.count(); i++) {
      confusion.add(pixels.labels()[i], said.predicted[i]);
    }
    return new DataEvaluation(
        GroupedScores.of(
            said.probabilities, said.predicted, pixels.labels(), pixels.groups(), classes, 1),
        all.count() - pixels.count(),
        said.outside,
        confusion,
        votes(model, pixels, set.groupNames(), said));
  }

  private static Said said(ModelPackage model, PreparedSpectra prepared) {
    int points = prepared.points();
    int classes = prepared.classes();
    int members = model.members();
    double[][] probabilities = new double[prepared.count()][classes];
    int[] predicted = new int[prepared.count()];
    int outside = 0;
    float[] means = new float[classes];
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      for (int from = 0; from < prepared.count(); from += BATCH) {
        int count = Math.min(BATCH, prepared.count() - from);
        engine.score(
            Arrays.copyOfRange(prepared.values(), from * points, (from + count) * points),
            count,
            scores);
        for (int i = 0; i < count; i++) {
          Arrays.fill(means, 0);
          for (int m = 0; m < members; m++) {
            for (int c = 0; c < classes; c++) {
              means[c] += scores.memberProbabilities()[(i * members + m) * classes + c] / members;
            }
          }
          model.manifest().calibration().apply(means, 0, classes, means);
          for (int c = 0; c < classes; c++) {
            probabilities[from + i][c] = means[c];
          }
          predicted[from + i] = scores.predicted()[i];
          outside += scores.distances()[i] > 1 ? 1 : 0;
        }
      }
    }
    return new Said(probabilities, predicted, outside);
  }

  private static List<GroupVote> votes(
      ModelPackage model, LabelledPixels pixels, List<String> names, Said said) {
    int classes = model.classes().size();
    return Arrays.stream(pixels.groups())
        .distinct()
        .sorted()
        .mapToObj(
            group -> {
              int[] own =
                  IntStream.range(0, pixels.count())
                      .filter(i -> pixels.groups()[i] == group)
                      .toArray();
              double[] means = new double[classes];
              for (int row : own) {
                for (int c = 0; c < classes; c++) {
                  means[c] += said.probabilities[row][c] / own.length;
                }
              }
              int best =
                  IntStream.range(1, classes).reduce(0, (a, b) -> means[b] > means[a] ? b : a);
              boolean pure =
                  Arrays.stream(own).map(row -> pixels.labels()[row]).distinct().count() == 1;
              return new GroupVote(
                  names.get(group),
                  pure ? model.classes().get(pixels.labels()[own[0]]) : "",
                  model.classes().get(best),
                  means[best],
                  own.length);
            })
        .toList();
  }

  /** Sensitivity of each class that has spectra, by its name. */
  public Map<String, Double> sensitivities(List<String> classes) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (int c = 0; c < classes.size(); c++) {
      if (confusion.support(c) > 0) {
        all.put(classes.get(c), confusion.sensitivity(c));
      }
    }
    return all;
  }
}
