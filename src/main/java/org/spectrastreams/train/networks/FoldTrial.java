package org.spectrastreams.train.networks;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.spectrastreams.network.Network;
import org.spectrastreams.train.choose.ProcessorTime;
import org.spectrastreams.train.data.GroupedFolds;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.dl4j.MemberTrainer;

/**
 * One network in one fold of one division.
 *
 * @param spectra all spectra, after the standard normal variate
 * @param groups the group of each
 * @param repetition the number of the division
 * @param taught the rows that may be learned from
 * @param test the rows that are tested
 */
record FoldTrial(
    PaperNetwork kind,
    Network network,
    PreparedSpectra spectra,
    int[] groups,
    int repetition,
    int[] taught,
    int[] test,
    long seed) {
  private static final int FOLDS = 5;
  private static final double LEAST = 1e-6;

  /**
   * What one member said.
   *
   * @param validation its balanced accuracy on the fold that chose its epoch
   * @param probabilities of the tested rows, rows × classes
   * @param seconds that went by
   * @param cost seconds of one processor
   */
  record Answer(double validation, float[] probabilities, double seconds, double cost) {}

  /** Trains a member; its number decides the fold that chooses its epoch, and its seed. */
  Answer train(int member) {
    long started = System.nanoTime();
    long cost = ProcessorTime.nanos();
    int[] folds =
        GroupedFolds.of(pick(spectra.labels(), taught), pick(groups, taught), FOLDS, seed);
    int count = Arrays.stream(folds).max().orElseThrow() + 1;
    for (int tried = 0; tried < count; tried++) {
      int validating = (member + tried) % count;
      int[] learned = rows(folds, validating, false);
      int[] validation = rows(folds, validating, true);
      if (Arrays.stream(pick(spectra.labels(), learned)).distinct().count() == spectra.classes()) {
        PreparedSpectra scaled = scaled(learned);
        MemberTrainer.Trained trained =
            new MemberTrainer(network, kind.settings(learned.length))
                .train(
                    scaled.select(learned),
                    scaled.select(validation),
                    scaled.select(test),
                    seed + member);
        return new Answer(
            trained.validation().balancedAccuracy(),
            trained.probabilities(),
            (System.nanoTime() - started) / 1e9,
            (ProcessorTime.nanos() - cost) / 1e9);
      }
    }
    throw new IllegalArgumentException(
        "a class has too few groups for one to choose the epoch of a training");
  }

  private int[] rows(int[] folds, int fold, boolean own) {
    return IntStream.range(0, folds.length)
        .filter(i -> (folds[i] == fold) == own)
        .map(i -> taught[i])
        .toArray();
  }

  private static int[] pick(int[] values, int[] rows) {
    return Arrays.stream(rows).map(row -> values[row]).toArray();
  }

  /** All spectra with every point scaled by the mean and deviation of some. */
  private PreparedSpectra scaled(int[] rows) {
    int points = spectra.points();
    float[] values = spectra.values().clone();
    for (int p = 0; p < points; p++) {
      double sum = 0;
      double squares = 0;
      for (int row : rows) {
        double value = values[row * points + p];
        sum += value;
        squares += value * value;
      }
      double mean = sum / rows.length;
      double deviation = Math.sqrt(Math.max(0, squares / rows.length - mean * mean));
      for (int i = 0; i < spectra.count(); i++) {
        values[i * points + p] =
            (float) ((values[i * points + p] - mean) / Math.max(deviation, LEAST));
      }
    }
    return new PreparedSpectra(points, spectra.classes(), values, spectra.labels());
  }
}
