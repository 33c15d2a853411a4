package org.spectrastreams.train.measure;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.spectrastreams.model.Calibration;

/** Finds the temperature that makes an ensemble's mean probabilities mean what they say. */
public final class CalibrationFit {
  /** The bins of the expected calibration error, as in Guo et al. (2017). */
  static final int BINS = 15;

  private static final double LEAST = 0.05;
  private static final double MOST = 20;
  private static final int STEPS = 60;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final UnseenPredictions unseen;
  private final float[] served;

  private CalibrationFit(UnseenPredictions unseen) {
    this.unseen = unseen;
    this.served = new float[unseen.means().length];
  }

  /**
   * The temperature of all spectra, and the error of each group by the temperature of the others.
   *
   * @param unseen spectra that the voting members had not seen, of two groups or more
   * @throws IllegalArgumentException if there is one group alone
   */
  public static Calibration of(UnseenPredictions unseen) {
    int[] groups = Arrays.stream(unseen.groups()).distinct().sorted().toArray();
    if (groups.length < 2) {
      throw new IllegalArgumentException(
          "a calibration from "
              + groups.length
              + " group of spectra; expected 2 or more (images, blocks, patients, files), because"
              + " it must hold for a group that was not seen");
    }
    CalibrationFit fit = new CalibrationFit(unseen);
    int rows = unseen.truth().length;
    double[] before = new double[rows];
    double[] after = new double[rows];
    for (int group : groups) {
      double others = fit.temperature(row -> unseen.groups()[row] != group);
      for (int row = 0; row < rows; row++) {
        if (unseen.groups()[row] == group) {
          before[row] = unseen.means()[row * unseen.classes() + unseen.predicted()[row]];
          after[row] = fit.probability(row, unseen.predicted()[row], others);
        }
      }
    }
    return new Calibration(
        Calibration.TEMPERATURE,
        fit.temperature(row -> true),
        unseen.about(),
        rows,
        groups.length,
        fit.error(after),
        fit.error(before));
  }

  /** T of the least cross-entropy, by golden section over ln T. */
  private double temperature(IntPredicate used) {
    int[] rows = IntStream.range(0, unseen.truth().length).filter(used).toArray();
    double low = Math.log(LEAST);
    double high = Math.log(MOST);
    for (int step = 0; step < STEPS; step++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (entropy(rows, Math.exp(left)) <= entropy(rows, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.exp((low + high) / 2);
  }

  private double entropy(int[] rows, double temperature) {
    double sum = 0;
    for (int row : rows) {
      sum -= Math.log(Math.max(1e-12, probability(row, unseen.truth()[row], temperature)));
    }
    return sum;
  }

  /** What the served calibration of this temperature would say. */
  private double probability(int row, int of, double temperature) {
    int classes = unseen.classes();
    new Calibration(Calibration.TEMPERATURE, temperature, "", 0, 0, 0, 0)
        .apply(unseen.means(), row * classes, classes, served);
    return served[row * classes + of];
  }

  /** Mean of |share right − mean confidence| over bins of equal width, weighed by their spectra. */
  private double error(double[] confidence) {
    double[] sums = new double[BINS];
    int[] right = new int[BINS];
    int rows = confidence.length;
    for (int row = 0; row < rows; row++) {
      int bin = (int) Math.min(BINS - 1, Math.floor(confidence[row] * BINS));
      sums[bin] += confidence[row];
      right[bin] += unseen.predicted()[row] == unseen.truth()[row] ? 1 : 0;
    }
    return IntStream.range(0, BINS).mapToDouble(b -> Math.abs(right[b] - sums[b])).sum() / rows;
  }
}
