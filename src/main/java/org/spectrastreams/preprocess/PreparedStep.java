package org.spectrastreams.preprocess;

/**
 * A step made executable for one axis. Owns its scratch space: one thread at a time, and no
 * allocation once built.
 */
interface PreparedStep {
  /**
   * Computes {@code to} from {@code from}; both may be longer than the step needs, and are never
   * the same array. The content of {@code from} is undefined afterwards.
   *
   * @return bits of {@link QualityFlag}; after an unusable one {@code to} is undefined
   */
  int apply(double[] from, double[] to);
}
