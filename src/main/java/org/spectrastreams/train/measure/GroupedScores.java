package org.spectrastreams.train.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.spectrastreams.train.choose.Tested;
import org.spectrastreams.train.data.ConfusionMatrix;

/**
 * What probabilities of classes are worth, with intervals that take spectra of one group as one
 * observation.
 *
 * @param spectra the number of spectra
 * @param balancedAccuracy mean over the classes of the part that was recognised
 * @param accuracy part of all spectra that was recognised
 * @param macroF1 mean over the classes of F1
 * @param calibrationError expected calibration error: the mean distance of confidence from
 *     accuracy, over ten equal bins of confidence, weighted by their spectra
 * @param groups the number of groups of one class
 * @param groupVote part of those whose mean probability is largest for their class; NaN without any
 * @param drawn the number of all groups, which the intervals draw anew
 * @param balancedInterval 95 % interval of the balanced accuracy, by drawing groups anew
 * @param accuracyInterval the same of the accuracy
 * @param calibrationInterval the same of the calibration error; few groups drawn anew look worse
 *     calibrated than all of them, so that it may lie above the error
 */
public record GroupedScores(
    int spectra,
    double balancedAccuracy,
    double accuracy,
    double macroF1,
    double calibrationError,
    int groups,
    double groupVote,
    int drawn,
    Interval balancedInterval,
    Interval accuracyInterval,
    Interval calibrationInterval) {
  private static final int DRAWS = 1000;
  private static final int BINS = 10;

  /**
   * An interval of 95 %.
   *
   * @param low the 2.5th percentile
   * @param high the 97.5th
   */
  public record Interval(double low, double high) {}

  /** The scores of all spectra of repeated tests, each repetition of a spectrum counted. */
  public static GroupedScores of(Tested tested, int[] labels, int[] groups, int classes) {
    int repetitions = tested.folds().size();
    int count = labels.length;
    double[][] probabilities = new double[repetitions * count][];
    int[] predicted = new int[repetitions * count];
    int[] truth = new int[repetitions * count];
    int[] group = new int[repetitions * count];
    for (int r = 0; r < repetitions; r++) {
      for (int i = 0; i < count; i++) {
        probabilities[r * count + i] = tested.probabilities().get(r)[i];
        predicted[r * count + i] = tested.predicted().get(r)[i];
        truth[r * count + i] = labels[i];
        group[r * count + i] = groups[i];
      }
    }
    return of(probabilities, predicted, truth, group, classes, 1);
  }

  /**
   * Scores spectra.
   *
   * @param probabilities spectra × classes; null for one that nothing was said of, which is left
   *     out
   * @param predicted the class of each
   * @param seed of the draws
   */
  public static GroupedScores of(
      double[][] probabilities,
      int[] predicted,
      int[] labels,
      int[] groups,
      int classes,
      long seed) {
    int[] rows = IntStream.range(0, labels.length).filter(i -> probabilities[i] != null).toArray();
    int[] names = Arrays.stream(rows).map(row -> groups[row]).distinct().sorted().toArray();
    List<ConfusionMatrix> byGroup = new ArrayList<>();
    List<Bins> bins = new ArrayList<>();
    ConfusionMatrix whole = new ConfusionMatrix(classes);
    int pure = 0;
    int right = 0;
    for (int name : names) {
      int[] own = Arrays.stream(rows).filter(row -> groups[row] == name).toArray();
      ConfusionMatrix matrix = new ConfusionMatrix(classes);
      double[] sum = new double[classes];
      int label = -1;
      boolean mixed = false;
      for (int row : own) {
        matrix.add(labels[row], predicted[row]);
        mixed |= label >= 0 && label != labels[row];
        label = labels[row];
        for (int c = 0; c < classes; c++) {
          sum[c] += probabilities[row][c];
        }
      }
      byGroup.add(matrix);
      bins.add(Bins.of(probabilities, predicted, labels, own));
      whole.addAll(matrix);
      if (!mixed) {
        pure++;
        right += largest(sum) == label ? 1 : 0;
      }
    }
    return new GroupedScores(
        rows.length,
        whole.balancedAccuracy(),
        whole.accuracy(),
        whole.macroF1(),
        Bins.sum(bins).error(),
        pure,
        pure == 0 ? Double.NaN : (double) right / pure,
        names.length,
        interval(byGroup, seed, drawn -> sum(drawn, classes).balancedAccuracy()),
        interval(byGroup, seed, drawn -> sum(drawn, classes).accuracy()),
        interval(bins, seed, drawn -> Bins.sum(drawn).error()));
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      best = values[c] > values[best] ? c : best;
    }
    return best;
  }

  /**
   * Spectra by their confidence, in ten equal bins.
   *
   * @param confidence sum over the spectra of a bin
   * @param right how many of them were told right
   * @param spectra of all bins
   */
  private record Bins(double[] confidence, double[] right, int spectra) {
    static Bins of(double[][] probabilities, int[] predicted, int[] labels, int[] rows) {
      double[] confidence = new double[BINS];
      double[] right = new double[BINS];
      for (int row : rows) {
        double sure = probabilities[row][predicted[row]];
        int bin = Math.min(BINS - 1, (int) (sure * BINS));
        confidence[bin] += sure;
        right[bin] += predicted[row] == labels[row] ? 1 : 0;
      }
      return new Bins(confidence, right, rows.length);
    }

    static Bins sum(List<Bins> parts) {
      double[] confidence = new double[BINS];
      double[] right = new double[BINS];
      int spectra = 0;
      for (Bins part : parts) {
        for (int bin = 0; bin < BINS; bin++) {
          confidence[bin] += part.confidence[bin];
          right[bin] += part.right[bin];
        }
        spectra += part.spectra;
      }
      return new Bins(confidence, right, spectra);
    }

    double error() {
      double error = 0;
      for (int bin = 0; bin < BINS; bin++) {
        error += Math.abs(confidence[bin] - right[bin]) / spectra;
      }
      return error;
    }
  }

  private static ConfusionMatrix sum(List<ConfusionMatrix> parts, int classes) {
    ConfusionMatrix sum = new ConfusionMatrix(classes);
    parts.forEach(sum::addAll);
    return sum;
  }

  private static <T> Interval interval(List<T> byGroup, long seed, ToDoubleFunction<List<T>> of) {
    Random random = new Random(seed);
    double[] values = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      List<T> drawn = new ArrayList<>();
      for (int i = 0; i < byGroup.size(); i++) {
        drawn.add(byGroup.get(random.nextInt(byGroup.size())));
      }
      values[draw] = of.applyAsDouble(drawn);
    }
    Arrays.sort(values);
    return new Interval(values[(int) (0.025 * DRAWS)], values[(int) (0.975 * DRAWS)]);
  }
}
