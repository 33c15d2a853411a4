package org.spectrastreams.train.choose;

import java.util.Arrays;
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
  /** Fitted to some spectra, without a look at their labels. */
  static Turning of(double[][] seen, boolean ofPatterns) {
    if (!ofPatterns) {
      return new Turning(Optional.empty(), Rotation.of(seen));
    }
    PatternFeatures patterns = PatternFeatures.of(seen);
    return new Turning(
        Optional.of(patterns),
        Rotation.of(Arrays.stream(seen).map(patterns::apply).toArray(double[][]::new)));
  }

  /** A spectrum's view as a classifier sees it. */
  double[] apply(double[] row) {
    return rotation.apply(patterns.map(one -> one.apply(row)).orElse(row));
  }

  /** Each of some. */
  double[][] apply(double[][] rows) {
    return Arrays.stream(rows).map(this::apply).toArray(double[][]::new);
  }
}
