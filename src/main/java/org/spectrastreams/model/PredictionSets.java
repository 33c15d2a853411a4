package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Sets of classes that hold the true one as often as they say, class by class: split conformal
 * prediction (Vovk, Gammerman and Shafer 2005) with a threshold of its own for every class, so that
 * a rare class is not paid for by a frequent one. A class belongs to a spectrum's set where its
 * calibrated probability is at least the class's threshold.
 *
 * <p>What is promised holds for spectra like those of the calibration. Spectra of a new group are
 * not quite like them, which is why the coverage of groups that gave no threshold stands beside it.
 *
 * @param level the share of a class's spectra whose set is to hold it, between 0 and 1; 0 for none
 * @param least the least probability with which each class is in a set, 0 … 1
 * @param coverage of groups, each by the thresholds of the others: how often the set held the true
 *     class, in the mean of the groups
 * @param worst the same of the group with the least
 * @param size the mean number of classes in those sets
 */
public record PredictionSets(
    double level, List<Double> least, double coverage, double worst, double size) {
  /** No sets. */
  public static final PredictionSets NONE = new PredictionSets(0, List.of(), 0, 0, 0);

  /** Checks the numbers. */
  public PredictionSets {
    least = List.copyOf(least);
    if (!(level >= 0 && level < 1)) {
      throw new IllegalArgumentException(
          "sets of classes at level " + level + "; expected 0 for none, or a share below 1");
    }
    if (level > 0 == least.isEmpty() || !least.stream().allMatch(p -> p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "sets of classes at level "
              + level
              + " with the least probabilities "
              + least
              + "; expected one of 0 to 1 a class, and none at level 0");
    }
  }

  /** Whether there are sets. */
  @JsonIgnore
  public boolean isKnown() {
    return level > 0;
  }

  /**
   * Which classes are in the set of one spectrum.
   *
   * @param probabilities calibrated, one a class from {@code offset}
   * @param into receives 1 for a class in the set and 0 for others, from {@code offset}
   * @throws IllegalArgumentException if the model has another number of classes
   */
  public void apply(float[] probabilities, int offset, int classes, byte[] into) {
    if (least.size() != classes) {
      throw new IllegalArgumentException("sets of " + least.size() + " classes for " + classes);
    }
    for (int c = 0; c < classes; c++) {
      into[offset + c] = (byte) (probabilities[offset + c] >= least.get(c) ? 1 : 0);
    }
  }
}
