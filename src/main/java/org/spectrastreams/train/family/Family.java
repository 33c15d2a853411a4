package org.spectrastreams.train.family;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A family of classifiers: one for each of its settings, the simplest first. */
public interface Family {
  /** The name in tables and on the command line. */
  String name();

  /** The settings, in words. */
  List<String> settings();

  /** Whether it looks at the {@linkplain PatternFeatures patterns} of spectra, not at spectra. */
  default boolean ofPatterns() {
    return false;
  }

  /**
   * Fits a classifier for each setting.
   *
   * @param task spectra, or their patterns, in their {@linkplain Rotation principal axes}, those of
   *     the largest variance first
   * @return one a setting, in their order; fewer where the spectra do not support the later ones
   */
  List<Fitted> fits(Task task);

  /**
   * What the classifiers that {@link #fits} gives say of spectra that they were not fitted to,
   * without the classifiers: sums that several of them have in common are done once.
   *
   * @param unseen prepared as those of the task
   * @return settings × unseen × classes
   */
  default List<double[][]> values(Task task, double[][] unseen) {
    return fits(task).stream()
        .map(fit -> Arrays.stream(unseen).map(fit::values).toArray(double[][]::new))
        .toList();
  }

  /**
   * The importance of every value in the projection (VIP) that the classifier of a setting makes,
   * where it makes one; the mean of their squares is 1.
   *
   * @param rotation that the task's spectra were turned by
   * @return one a value of a spectrum before it was turned
   */
  default Optional<double[]> importance(Task task, int setting, Rotation rotation) {
    return Optional.empty();
  }
}
