package org.spectrastreams.model;

/**
 * The ensemble computed in double precision by other code than the exported graph's: what a package
 * is checked against when it is written and whenever it is opened.
 */
public interface ExactEnsemble {
  /**
   * The class probabilities of every member.
   *
   * @param prepared a spectrum after the model's preprocessing
   * @return members × classes
   */
  double[][] probabilities(double[] prepared);

  /** The activation map of class {@code k}; an empty one where the graph has none. */
  Answer activationMap(double[] prepared, int k);

  /**
   * A map, and how sure it is. Where a value lies so near a kink of its activation that another
   * order of addition puts it on the other side, two maps are right; they differ by {@code doubt}.
   *
   * @param map one value a point
   * @param doubt the largest difference at any point; 0 where no value lies at a kink
   */
  record Answer(double[] map, double doubt) {}
}
