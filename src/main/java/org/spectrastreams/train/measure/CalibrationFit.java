package org.spectrastreams.train.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.PredictionSets;

/**
 * Finds what makes an ensemble's mean probabilities mean what they say. A temperature and a vector
 * scaling are both fitted to all groups but one, for each in turn; the one that gives the true
 * classes of the groups left out the higher likelihood is taken. Calibration errors have no say in
 * that.
 */
public final class CalibrationFit {
  /** The bins of the expected calibration error, as in Guo et al. (2017). */
  static final int BINS = 15;

  private static final int RESAMPLES = 1_000;
  private static final long SEED = 815;
  private static final double OUTSIDE = 0.025;

  private final UnseenPredictions unseen;

  private CalibrationFit(UnseenPredictions unseen) {
    this.unseen = unseen;
  }

  /** What one kind of calibration makes of every group that it was not fitted to. */
  private record LeftOut(float[] probabilities, double entropy) {}

  /**
   * The calibration of all spectra, and the error of each group by that of the others.
   *
   * @param unseen spectra that the voting members had not seen, of two groups or more
   * @throws IllegalArgumentException if there is one group alone
   */
  public static Calibration of(UnseenPredictions unseen) {
    return of(unseen, 0);
  }

  /**
   * The same, with sets of classes.
   *
   * @param level how often the sets are to hold the true class; 0 for no sets
   */
  public static Calibration of(UnseenPredictions unseen, double level) {
    if (Arrays.stream(unseen.groups()).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "a calibration from "
              + Arrays.stream(unseen.groups()).distinct().count()
              + " group of spectra; expected 2 or more (images, blocks, patients, files), because"
              + " it must hold for a group that was not seen");
    }
    return new CalibrationFit(unseen).found(level);
  }

  private Calibration found(double level) {
    LeftOut plain = leftOut(false);
    LeftOut offset = leftOut(true);
    boolean vector = offset.entropy < plain.entropy;
    float[] probabilities = (vector ? offset : plain).probabilities;
    int rows = unseen.truth().length;
    double[] before = new double[rows];
    double[] after = new double[rows];
    for (int row = 0; row < rows; row++) {
      int predicted = row * unseen.classes() + unseen.predicted()[row];
      before[row] = unseen.means()[predicted];
      after[row] = probabilities[predicted];
    }
    ScalingFit all = ScalingFit.of(unseen, IntStream.range(0, rows).toArray(), vector);
    int[] every = IntStream.range(0, rows).toArray();
    Calibration calibration =
        new Calibration(
            vector ? Calibration.VECTOR : Calibration.TEMPERATURE,
            all.temperature(),
            all.offsets(),
            unseen.about(),
            rows,
            (int) Arrays.stream(unseen.groups()).distinct().count(),
            error(after, every),
            error(before, every),
            interval(after, every),
            PredictionSets.NONE);
    return level == 0
        ? calibration
        : calibration.with(
            PredictionSetsFit.of(unseen, probabilities, applied(all, row -> true), level));
  }

  private LeftOut leftOut(boolean vector) {
    float[] probabilities = new float[unseen.means().length];
    for (int group : Arrays.stream(unseen.groups()).distinct().sorted().toArray()) {
      int[] others =
          IntStream.range(0, unseen.truth().length)
              .filter(row -> unseen.groups()[row] != group)
              .toArray();
      float[] own =
          applied(ScalingFit.of(unseen, others, vector), row -> unseen.groups()[row] == group);
      for (int i = 0; i < own.length; i++) {
        probabilities[i] += own[i];
      }
    }
    double entropy = 0;
    for (int row = 0; row < unseen.truth().length; row++) {
      double truth = probabilities[row * unseen.classes() + unseen.truth()[row]];
      entropy -= Math.log(Math.max(1e-12, truth));
    }
    return new LeftOut(probabilities, entropy);
  }

  /** What the served calibration would say of some rows; 0 for the others. */
  private float[] applied(ScalingFit fit, IntPredicate wanted) {
    int classes = unseen.classes();
    Calibration served = fit.calibration();
    float[] found = new float[unseen.means().length];
    for (int row = 0; row < unseen.truth().length; row++) {
      if (wanted.test(row)) {
        served.apply(unseen.means(), row * classes, classes, found);
      }
    }
    return found;
  }

  /**
   * Where 95 % of the errors lie when whole groups are drawn anew with replacement: spectra of one
   * section, block or patient are alike, and no evidence of their own for what is to hold for the
   * next one.
   */
  private List<Double> interval(double[] confidence, int[] every) {
    int[][] groups =
        Arrays.stream(unseen.groups())
            .distinct()
            .sorted()
            .mapToObj(
                name -> Arrays.stream(every).filter(i -> unseen.groups()[i] == name).toArray())
            .toArray(int[][]::new);
    SplittableRandom random = new SplittableRandom(SEED);
    double[] errors = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      errors[i] =
          error(
              confidence,
              random
                  .ints(groups.length, 0, groups.length)
                  .flatMap(drawn -> Arrays.stream(groups[drawn]))
                  .toArray());
    }
    Arrays.sort(errors);
    int low = (int) (OUTSIDE * RESAMPLES);
    return new ArrayList<>(List.of(errors[low], errors[RESAMPLES - 1 - low]));
  }

  /** Mean of |share right − mean confidence| over bins of equal width, weighed by their spectra. */
  private double error(double[] confidence, int[] rows) {
    double[] sums = new double[BINS];
    int[] right = new int[BINS];
    for (int row : rows) {
      int bin = (int) Math.min(BINS - 1, Math.floor(confidence[row] * BINS));
      sums[bin] += confidence[row];
      right[bin] += unseen.predicted()[row] == unseen.truth()[row] ? 1 : 0;
    }
    return IntStream.range(0, BINS).mapToDouble(b -> Math.abs(right[b] - sums[b])).sum()
        / rows.length;
  }
}
