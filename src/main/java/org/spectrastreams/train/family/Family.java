package org.spectrastreams.train.family;

import java.util.List;

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
}
