package org.spectrastreams.train.choose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.GroupedFolds;
import org.spectrastreams.train.family.Family;
import org.spectrastreams.train.family.Task;

/**
 * Tries every family under one view by cross-validation over whole groups of some rows, and keeps
 * the best setting of each. No row outside those has any influence.
 *
 * @param material all spectra
 * @param families what is tried
 * @param seed of the folds
 * @param nanos receives the time that each family takes, by its name
 */
record Search(Material material, List<Family> families, long seed, Map<String, LongAdder> nanos) {
  private static final int FOLDS = 5;

  /** More folds where there are few groups, of which each fold would take many. */
  private static final int MANY_FOLDS = 8;

  private static final int FEW_GROUPS = 30;
  private static final int ENOUGH_ROWS = 100;
  private static final int MOST_REPETITIONS = 3;

  /** Values of rows that were not seen, for one family: settings × repetitions × rows. */
  private static final class Unseen {
    private final double[][][][] values;
    private int settings;

    Unseen(int settings, int repetitions, int rows) {
      this.settings = settings;
      values = new double[settings][repetitions][rows][];
    }
  }

  /** A candidate of each family that the rows support. */
  List<Candidate> under(View view, int[] rows) {
    int[] labels = material.labels(rows);
    int[] groups = material.groups(rows);
    boolean[] takesPart = new boolean[families.size()];
    for (int f = 0; f < takesPart.length; f++) {
      takesPart[f] = !families.get(f).ofPatterns() || view.suitsPatterns(material.points());
    }
    double[][][] turned = turned(view, rows, takesPart);
    int repetitions = Math.max(1, Math.min(MOST_REPETITIONS, ENOUGH_ROWS / rows.length));
    Unseen[] unseen =
        families.stream()
            .map(family -> new Unseen(family.settings().size(), repetitions, rows.length))
            .toArray(Unseen[]::new);
    boolean few = Arrays.stream(groups).distinct().count() <= FEW_GROUPS;
    for (int repetition = 0; repetition < repetitions; repetition++) {
      int[] folds = GroupedFolds.of(labels, groups, few ? MANY_FOLDS : FOLDS, seed + repetition);
      for (int fold = 0; fold <= Arrays.stream(folds).max().orElseThrow(); fold++) {
        test(turned, labels, folds, fold, repetition, unseen);
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int f = 0; f < unseen.length; f++) {
      if (takesPart[f] && unseen[f].settings > 0) {
        candidates.add(best(view, families.get(f), unseen[f], labels));
      }
    }
    return candidates;
  }

  /** What each family is given; null for one that takes no part. */
  private double[][][] turned(View view, int[] rows, boolean[] takesPart) {
    double[][] seen =
        view.of(
            material.before(view, material.reference(view, rows), rows).values(),
            material.points());
    double[][] plain = Turning.of(seen, false).rows();
    double[][][] turned = new double[takesPart.length][][];
    for (int f = 0; f < turned.length; f++) {
      if (takesPart[f] && families.get(f).ofPatterns()) {
        long started = ProcessorTime.nanos();
        turned[f] = Turning.of(seen, true).rows();
        spent(families.get(f), started);
      } else if (takesPart[f]) {
        turned[f] = plain;
      }
    }
    return turned;
  }

  private void spent(Family family, long started) {
    nanos
        .computeIfAbsent(family.name(), name -> new LongAdder())
        .add(ProcessorTime.nanos() - started);
  }

  private void test(
      double[][][] turned, int[] labels, int[] folds, int fold, int repetition, Unseen[] unseen) {
    int[] train = IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
    int[] test = IntStream.range(0, folds.length).filter(i -> folds[i] == fold).toArray();
    int[] trained = Arrays.stream(train).map(i -> labels[i]).toArray();
    if (Arrays.stream(trained).distinct().count() < material.classes()) {
      return; // nothing can be learned of a class that is not there
    }
    for (int f = 0; f < unseen.length; f++) {
      double[][] given = turned[f];
      if (given == null) {
        continue;
      }
      long started = ProcessorTime.nanos();
      Task task =
          new Task(
              Arrays.stream(train).mapToObj(i -> given[i]).toArray(double[][]::new),
              trained,
              material.classes());
      List<double[][]> values =
          families
              .get(f)
              .values(task, Arrays.stream(test).mapToObj(i -> given[i]).toArray(double[][]::new));
      unseen[f].settings = Math.min(unseen[f].settings, values.size());
      for (int setting = 0; setting < unseen[f].settings; setting++) {
        for (int i = 0; i < test.length; i++) {
          unseen[f].values[setting][repetition][test[i]] = values.get(setting)[i];
        }
      }
      spent(families.get(f), started);
    }
  }

  private Candidate best(View view, Family family, Unseen unseen, int[] labels) {
    double[] scores = new double[unseen.settings];
    double most = 0;
    for (int s = 0; s < scores.length; s++) {
      for (double[][] once : unseen.values[s]) {
        scores[s] += score(once, labels) / unseen.values[s].length;
      }
      most = Math.max(most, scores[s]);
    }
    Candidate best = null;
    for (int s = 0; s < scores.length; s++) {
      if (scores[s] < most - 1e-9) {
        continue;
      }
      List<double[]> values = new ArrayList<>();
      List<Integer> truth = new ArrayList<>();
      for (double[][] once : unseen.values[s]) {
        for (int i = 0; i < once.length; i++) {
          if (once[i] != null) {
            values.add(once[i]);
            truth.add(labels[i]);
          }
        }
      }
      double[][] all = values.toArray(double[][]::new);
      int[] right = truth.stream().mapToInt(Integer::intValue).toArray();
      double sharpest = Probabilities.bestFactor(all, right, 0);
      double loss = Probabilities.loss(all, right, sharpest, 0);
      if (best == null || loss < best.loss()) {
        double factor = Probabilities.bestFactor(all, right, Probabilities.doubt(labels.length));
        best = new Candidate(view, family, s, scores[s], loss, factor);
      }
    }
    return best;
  }

  private double score(double[][] values, int[] labels) {
    ConfusionMatrix matrix = new ConfusionMatrix(material.classes());
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        matrix.add(labels[i], Probabilities.largest(values[i]));
      }
    }
    return matrix.balancedAccuracy();
  }
}
