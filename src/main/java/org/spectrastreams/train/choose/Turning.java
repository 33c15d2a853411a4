package org.spectrastreams.train.choose;

import java.util.Optional;
import org.spectrastreams.train.family.PatternFeatures;
import org.spectrastreams.train.family.Rotation;

/**
 * What a classifier is given of the view of a spectrum: the view, or the patterns in it, in the
 * principal axes of the training spectra.
 *
 * @param patterns what is looked for; empty where the view itself is turned
 * @param rotation how the result is turned
 */
record Turning(Optional<PatternFeatures> patterns, Rotation rotation) {
  /**
   * A turning and what it makes of the spectra that it was fitted to.
   *
   * @param rows one array a spectrum
   */
  record Turned(Turning turning, double[][] rows) {}

  /** Fitted to some spectra, without a look at their labels. */
  static Turned of(double[][] seen, boolean ofPatterns) {
    Optional<PatternFeatures.Found> found =
        ofPatterns ? Optional.of(PatternFeatures.of(seen)) : Optional.empty();
    double[][] given = found.map(PatternFeatures.Found::features).orElse(seen);
    Rotation rotation = Rotation.of(given);
    return new Turned(
        new Turning(found.map(PatternFeatures.Found::patterns), rotation), rotation.apply(given));
  }

  /** A spectrum's view as a classifier sees it. */
  double[] apply(double[] row) {
    return rotation.apply(patterns.map(one -> one.apply(row)).orElse(row));
  }
}
