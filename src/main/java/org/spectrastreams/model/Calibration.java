package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How the members' mean probabilities become probabilities that mean what they say: p ∝ m^(1/T),
 * the temperature scaling of Guo et al. (2017) on the logarithm of the mean. One number for all
 * classes, so the order of the classes stays.
 *
 * <p>Members that are trained with smoothed or weak labels say 0.57 where they are right in 0.88; a
 * temperature below 1 mends it, one above 1 the reverse.
 *
 * @param method {@value #TEMPERATURE}; empty where the model is not calibrated
 * @param temperature T, above 0; 1 without a calibration
 * @param truth what the spectra and their labels were, in words
 * @param spectra how many
 * @param groups the images, blocks, patients or files that they came from
 * @param error expected calibration error of the predicted class's probability, 15 bins of equal
 *     width, each group by a temperature that the others gave
 * @param errorBefore the same of the members' mean probability
 */
public record Calibration(
    String method,
    double temperature,
    String truth,
    int spectra,
    int groups,
    double error,
    double errorBefore) {
  /** The method's name. */
  public static final String TEMPERATURE = "temperature";

  /** Not calibrated: the mean member probability is all that is known. */
  public static final Calibration NONE = new Calibration("", 1, "", 0, 0, 0, 0);

  /** A member that gives a class no chance at all must not decide alone. */
  private static final float LEAST = 1e-7f;

  /** Checks the numbers. */
  public Calibration {
    boolean known = !method.isEmpty();
    if ((known && !method.equals(TEMPERATURE))
        || !(temperature > 0)
        || !Double.isFinite(temperature)) {
      throw new IllegalArgumentException(
          "calibration '"
              + method
              + "' with T = "
              + temperature
              + "; expected 'temperature' and a finite number above 0");
    }
    if (!(error >= 0 && error <= 1) || !(errorBefore >= 0 && errorBefore <= 1)) {
      throw new IllegalArgumentException(
          "calibration errors " + error + " and " + errorBefore + "; expected 0 to 1");
    }
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
   */
  public void apply(float[] means, int offset, int classes, float[] probabilities) {
    double most = LEAST;
    for (int c = 0; c < classes; c++) {
      most = Math.max(most, means[offset + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double share = Math.pow(Math.max(LEAST, means[offset + c]) / most, 1 / temperature);
      probabilities[offset + c] = (float) share;
      sum += share;
    }
    for (int c = 0; c < classes; c++) {
      probabilities[offset + c] = (float) (probabilities[offset + c] / sum);
    }
  }
}
