package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * How a model knows a spectrum unlike those of its training: its graph gives a distance, and above
 * 1 a spectrum is not judged.
 *
 * @param method {@code dd-simca}; empty where the model knows no domain
 * @param components principal components of the training spectra; 0 without a domain
 * @param groups the images, blocks, patients or files that the threshold was taken from
 * @param threshold how the threshold was taken, in words
 * @param falseAlarms share of a group's spectra that are not judged by what the other groups gave,
 *     mean over the groups
 * @param worstFalseAlarms the same of the worst group
 * @param background what lies in the same samples and is no class
 * @param signal what a raw spectrum must have at least
 */
public record Domain(
    String method,
    int components,
    int groups,
    String threshold,
    double falseAlarms,
    double worstFalseAlarms,
    List<Background> background,
    Signal signal) {
  /** No domain: every spectrum that can be prepared is judged. */
  public static final Domain NONE = new Domain("", 0, 0, "", 0, 0, List.of(), Signal.NONE);

  /**
   * One kind of background.
   *
   * @param name the name, for instance stroma
   * @param spectra how many it was learnt from
   * @param judged the share of spectra of groups that had no part in it, border pixels included,
   *     that would be judged all the same
   */
  public record Background(String name, int spectra, double judged) {}

  /**
   * What the raw spectrum must have over the model's axis; below, it is noise or too thin.
   *
   * @param height largest less smallest value, in the unit of the quantity; 0: not asked for
   * @param ratio of the height to the noise, the standard deviation that second differences show;
   *     0: not asked for
   */
  public record Signal(double height, double ratio) {
    /** Nothing is asked for. */
    public static final Signal NONE = new Signal(0, 0);

    /** Checks the numbers. */
    public Signal {
      if (!(height >= 0) || !(ratio >= 0) || Double.isInfinite(height + ratio)) {
        throw new IllegalArgumentException(
            "signal of height " + height + ", ratio " + ratio + "; expected 0 or more");
      }
    }

    /** Whether anything is asked for. */
    @JsonIgnore
    public boolean isKnown() {
      return height > 0 || ratio > 0;
    }
  }

  /** Copies the list. */
  public Domain {
    background = List.copyOf(background);
  }

  /** Whether the model knows one. */
  @JsonIgnore
  public boolean isKnown() {
    return !method.isEmpty();
  }
}
