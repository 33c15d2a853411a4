package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.EnsembleVote;

/**
 * One raw spectrum of a probe and the answer that the model must give for it.
 *
 * @param spectrum the raw intensities
 * @param prepared the spectrum after the model's preprocessing
 * @param memberProbabilities members × classes
 * @param predicted the ensemble's class
 * @param activationMap one value a point of the model's axis; empty where the graph has no map
 * @param mapDoubt how far two right maps may differ, because a value lies at a kink; usually 0
 * @param rounding how far the probabilities move, in exact arithmetic, when the prepared spectrum
 *     is rounded to single precision otherwise; 0 where that is nothing beside the tolerance
 */
record ProbeCase(
    float[] spectrum,
    float[] prepared,
    float[] memberProbabilities,
    int predicted,
    float[] activationMap,
    double mapDoubt,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) double rounding) {

  /** How far preprocessing may be off, relative to the largest value; float32 gives 1e-7. */
  private static final double PREPARED_TOLERANCE = 1e-5;

  /**
   * How far a probability may be off where rounding moves it by next to nothing: engines and
   * processors differ by about 1e-6 then. Where it moves it by more, at most {@link
   * #MOST_ROUNDING}, {@link #ROUNDINGS} times that is added: 0.00106 together at most.
   */
  private static final double PROBABILITY_TOLERANCE = 1e-4;

  /** Roundings on the way through a graph, in parts of that of its input. */
  private static final double ROUNDINGS = 16;

  /** The most that rounding may move a probability of a case, so that the case still tells. */
  static final double MOST_ROUNDING = 6e-5;

  /** A step of single precision. */
  private static final double STEP = Math.ulp(1f);

  /** How far the map may be off, relative to its largest value. */
  private static final double MAP_TOLERANCE = 1e-3;

  /** Computes the exact answer. */
  static ProbeCase of(ExactEnsemble exact, float[] spectrum, float[] prepared, int classes) {
    double[] wide = new double[prepared.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = prepared[i];
    }
    double[][] rows = exact.probabilities(wide);
    float[] probabilities = new float[rows.length * classes];
    for (int member = 0; member < rows.length; member++) {
      for (int k = 0; k < classes; k++) {
        probabilities[member * classes + k] = (float) rows[member][k];
      }
    }
    int predicted = vote(probabilities, rows.length, classes);
    double rounding = rounding(exact, wide, rows);
    ExactEnsemble.Answer answer = exact.activationMap(wide, predicted);
    float[] map = new float[answer.map().length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) answer.map()[i];
    }
    return new ProbeCase(
        spectrum, prepared, probabilities, predicted, map, answer.doubt(), rounding);
  }

  /**
   * A classifier that is hardly regularised amplifies rounding: what it says of a spectrum is then
   * less sure than engines differ.
   */
  private static double rounding(ExactEnsemble exact, double[] spectrum, double[][] rows) {
    SplittableRandom random = new SplittableRandom(spectrum.length);
    double[] moved = spectrum.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] *= 1 + STEP * random.nextDouble(-2, 2);
    }
    double[][] again = exact.probabilities(moved);
    double most = 0;
    for (int member = 0; member < rows.length; member++) {
      for (int k = 0; k < rows[member].length; k++) {
        most = Math.max(most, Math.abs(again[member][k] - rows[member][k]));
      }
    }
    return ROUNDINGS * most < PROBABILITY_TOLERANCE / 2 ? 0 : most;
  }

  /** Whether rounding moves the probabilities by so little that the case tells something. */
  boolean steady() {
    return rounding >= 0 && rounding <= MOST_ROUNDING;
  }

  private double tolerance() {
    return PROBABILITY_TOLERANCE + ROUNDINGS * rounding;
  }

  private static int vote(float[] probabilities, int members, int classes) {
    return EnsembleVote.count(
        probabilities,
        0,
        members,
        classes,
        new byte[members],
        0,
        new float[classes],
        new float[classes],
        0);
  }

  /** Whether the answer hangs on no rounding: no value at a kink, no two classes level. */
  boolean clear(int classes) {
    return mapDoubt == 0 && decided(classes);
  }

  /**
   * Whether every member's first class leads its second by more than engines may differ; a value
   * has no second.
   */
  boolean decided(int classes) {
    if (classes == 1) {
      return true;
    }
    for (int from = 0; from < memberProbabilities.length; from += classes) {
      float[] row = Arrays.copyOfRange(memberProbabilities, from, from + classes);
      Arrays.sort(row);
      if (row[classes - 1] - row[classes - 2] <= 2 * tolerance()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the lengths are those of a model. */
  boolean fits(int wavenumbers, int points, int members, int classes, boolean withMap) {
    return spectrum.length == wavenumbers
        && prepared.length == points
        && activationMap.length == (withMap ? points : 0)
        && memberProbabilities.length == members * classes
        && predicted >= 0
        && predicted < classes
        && mapDoubt >= 0;
  }

  /**
   * Compares the preprocessing's answer of now.
   *
   * @throws EngineException naming the first number that differs
   */
  void verifyPrepared(float[] now) {
    compare("prepared spectrum", now, 0, prepared, PREPARED_TOLERANCE * largest(prepared));
  }

  /**
   * Compares the engine's answer of now.
   *
   * @param row the spectrum's row in the batch
   * @throws EngineException naming the first number that differs
   */
  void verifyScores(ModelManifest manifest, EnsembleScores scores, int row) {
    compare(
        "member probabilities",
        scores.memberProbabilities(),
        row * memberProbabilities.length,
        memberProbabilities,
        tolerance());
    if (scores.predicted()[row] != predicted) {
      throw new EngineException(
          "the probe spectrum is classified as "
              + manifest.classes().get(scores.predicted()[row])
              + ", the stored answer is "
              + manifest.classes().get(predicted));
    }
    if (activationMap.length == 0) {
      return;
    }
    compare(
        "activation map",
        scores.activationMap(),
        row * activationMap.length,
        activationMap,
        MAP_TOLERANCE * largest(activationMap) + 1.1 * mapDoubt);
  }

  /**
   * The largest difference of a member's probability from the stored one; NaN where one is none.
   *
   * @param row the spectrum's row in the batch
   */
  double difference(EnsembleScores scores, int row) {
    double most = 0;
    for (int i = 0; i < memberProbabilities.length; i++) {
      double found = scores.memberProbabilities()[row * memberProbabilities.length + i];
      most = Math.max(most, Math.abs(found - memberProbabilities[i]));
    }
    return most;
  }

  /**
   * The largest difference of the activation map from the stored one, in parts of its largest
   * value; 0 without a map.
   *
   * @param row the spectrum's row in the batch
   */
  double mapDifference(EnsembleScores scores, int row) {
    double most = 0;
    for (int i = 0; i < activationMap.length; i++) {
      double found = scores.activationMap()[row * activationMap.length + i];
      most = Math.max(most, Math.abs(found - activationMap[i]));
    }
    double largest = largest(activationMap);
    return largest == 0 ? 0 : most / largest;
  }

  private static void compare(
      String what, float[] found, int offset, float[] stored, double tolerance) {
    for (int i = 0; i < stored.length; i++) {
      if (!(Math.abs(found[offset + i] - stored[i]) <= tolerance)) {
        throw new EngineException(
            "the probe spectrum's "
                + what
                + " is "
                + found[offset + i]
                + " at "
                + i
                + ", the stored answer is "
                + stored[i]
                + " ± "
                + (float) tolerance
                + ": the engine or the package is not what the model was made with");
      }
    }
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
