package org.spectrastreams.train.measure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.spectrastreams.model.PredictionSets;

/** Finds the {@link PredictionSets} of calibrated probabilities. */
final class PredictionSetsFit {
  private PredictionSetsFit() {}

  /**
   * The thresholds of all spectra, and the coverage of each group by those of the others.
   *
   * @param leftOut probabilities of each group by the calibration of the others, rows × classes
   * @param served the same by the calibration of all, which is what the thresholds are served with
   * @param level the share of a class's spectra whose set is to hold it
   */
  static PredictionSets of(
      UnseenPredictions unseen, float[] leftOut, float[] served, double level) {
    int classes = unseen.classes();
    int[] groups = Arrays.stream(unseen.groups()).distinct().sorted().toArray();
    double mean = 0;
    double worst = 1;
    long sizes = 0;
    byte[] set = new byte[leftOut.length];
    for (int group : groups) {
      PredictionSets others =
          new PredictionSets(
              level, least(unseen, leftOut, row -> unseen.groups()[row] != group, level), 0, 0, 0);
      int[] own =
          IntStream.range(0, unseen.truth().length)
              .filter(row -> unseen.groups()[row] == group)
              .toArray();
      int held = 0;
      for (int row : own) {
        others.apply(leftOut, row * classes, classes, set);
        held += set[row * classes + unseen.truth()[row]];
        for (int c = 0; c < classes; c++) {
          sizes += set[row * classes + c];
        }
      }
      double share = (double) held / own.length;
      mean += share / groups.length;
      worst = Math.min(worst, share);
    }
    return new PredictionSets(
        level,
        least(unseen, served, row -> true, level),
        mean,
        worst,
        (double) sizes / unseen.truth().length);
  }

  /**
   * The ⌊(n + 1)(1 − level)⌋-th smallest probability of the true class among the n spectra of each
   * class; 0, the class in every set, where there are too few of them for the level.
   */
  private static List<Double> least(
      UnseenPredictions unseen, float[] probabilities, IntPredicate used, double level) {
    List<Double> found = new ArrayList<>();
    for (int c = 0; c < unseen.classes(); c++) {
      int of = c;
      double[] own =
          IntStream.range(0, unseen.truth().length)
              .filter(row -> unseen.truth()[row] == of && used.test(row))
              .mapToDouble(row -> probabilities[row * unseen.classes() + of])
              .sorted()
              .toArray();
      int rank = rank(own.length, level);
      found.add(rank < 1 ? 0.0 : own[rank - 1]);
    }
    return found;
  }

  /** ⌊(n + 1)(1 − level)⌋ of the level as it is written: 1 − 0.9 is less than a tenth in binary. */
  static int rank(int spectra, double level) {
    return BigDecimal.ONE
        .subtract(BigDecimal.valueOf(level))
        .multiply(BigDecimal.valueOf(spectra + 1L))
        .intValue();
  }
}
