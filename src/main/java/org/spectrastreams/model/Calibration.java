package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * How the members' mean probabilities become probabilities that mean what they say: p ∝ m^(1/T) ·
 * e^b. With one number T for all classes it is the temperature scaling of Guo et al. (2017) on the
 * logarithm of the mean; with a summand b a class besides it is a vector scaling whose factors are
 * alike (same source), for ensembles that say one class too often.
 *
 * <p>Members that are trained with smoothed or weak labels say 0.57 where they are right in 0.88; a
 * temperature below 1 mends it, one above 1 the reverse.
 *
 * @param method {@value #TEMPERATURE} or {@value #VECTOR}; empty where the model is not calibrated
 * @param temperature T, above 0; 1 without a calibration
 * @param offsets b of every class, finite; empty with a temperature alone
 * @param truth what the spectra and their labels were, in words
 * @param spectra how many
 * @param groups the images, blocks, patients or files that they came from
 * @param error expected calibration error of the predicted class's probability, 15 bins of equal
 *     width, each group by a calibration that the others gave
 * @param errorBefore the same of the members' mean probability
 * @param interval where 95 % of the errors lie when whole groups are drawn anew, lowest and
 *     highest; empty where nobody drew. Few groups drawn anew look worse calibrated than all of
 *     them, so that it may lie above the error
 * @param sets sets of classes that hold the true one as often as they say
 */
public record Calibration(
    String method,
    double temperature,
    List<Double> offsets,
    String truth,
    int spectra,
    int groups,
    double error,
    double errorBefore,
    List<Double> interval,
    PredictionSets sets) {
  /** The method of one number for all classes. */
  public static final String TEMPERATURE = "temperature";

  /** The method of one number for all classes and a summand for each. */
  public static final String VECTOR = "vector";

  /** Not calibrated: the mean member probability is all that is known. */
  public static final Calibration NONE = new Calibration("", 1, "", 0, 0, 0, 0);

  /** A member that gives a class no chance at all must not decide alone. */
  private static final float LEAST = 1e-7f;

  /** A calibration by a temperature alone. */
  public Calibration(
      String method,
      double temperature,
      String truth,
      int spectra,
      int groups,
      double error,
      double errorBefore) {
    this(
        method,
        temperature,
        List.of(),
        truth,
        spectra,
        groups,
        error,
        errorBefore,
        List.of(),
        PredictionSets.NONE);
  }

  /** Checks the numbers. */
  public Calibration {
    offsets = List.copyOf(offsets);
    interval = List.copyOf(interval);
    boolean known = !method.isEmpty();
    if ((known && !method.equals(TEMPERATURE) && !method.equals(VECTOR))
        || !(temperature > 0)
        || !Double.isFinite(temperature)) {
      throw new IllegalArgumentException(
          "calibration '"
              + method
              + "' with T = "
              + temperature
              + "; expected 'temperature' or 'vector' and a finite number above 0");
    }
    if (method.equals(VECTOR) == offsets.isEmpty()
        || !offsets.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "calibration '"
              + method
              + "' with the summands "
              + offsets
              + "; expected a finite one a class for 'vector', and none otherwise");
    }
    if (!(error >= 0 && error <= 1) || !(errorBefore >= 0 && errorBefore <= 1)) {
      throw new IllegalArgumentException(
          "calibration errors " + error + " and " + errorBefore + "; expected 0 to 1");
    }
    if (!interval.isEmpty() && !(interval.size() == 2 && interval.get(0) <= interval.get(1))) {
      throw new IllegalArgumentException(
          "calibration errors between " + interval + "; expected the lowest and the highest");
    }
  }

  /** This calibration with sets of classes. */
  public Calibration with(PredictionSets found) {
    return new Calibration(
        method, temperature, offsets, truth, spectra, groups, error, errorBefore, interval, found);
  }

  /**
   * The members' own scale, where every spectrum was told right: then no temperature is too low for
   * the spectra, and the members' doubt of what was not seen is all that can be said.
   */
  public Calibration unscaled() {
    return new Calibration(TEMPERATURE, 1, truth, spectra, groups, errorBefore, errorBefore);
  }

  /** Whether the model is calibrated. */
  @JsonIgnore
  public boolean isKnown() {
    return !method.isEmpty();
  }

  /**
   * The probabilities of one spectrum's classes.
   *
   * @param means mean member probabilities, {@code classes} values from {@code offset}
   * @param probabilities receives as many values from {@code offset}; may be the same array
   * @throws IllegalArgumentException if the model has another number of classes
   */
  public void apply(float[] means, int offset, int classes, float[] probabilities) {
    if (!offsets.isEmpty() && offsets.size() != classes) {
      throw new IllegalArgumentException(
          "a calibration of " + offsets.size() + " classes for " + classes);
    }
    double most = LEAST;
    for (int c = 0; c < classes; c++) {
      most = Math.max(most, means[offset + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double share = Math.pow(Math.max(LEAST, means[offset + c]) / most, 1 / temperature);
      share *= offsets.isEmpty() ? 1 : Math.exp(offsets.get(c));
      probabilities[offset + c] = (float) share;
      sum += share;
    }
    for (int c = 0; c < classes; c++) {
      probabilities[offset + c] = (float) (probabilities[offset + c] / sum);
    }
  }
}
