package org.spectrastreams.explain;

/** An explainer that says where the time of its last explanation went. */
public interface TimedExplainer extends Explainer {
  /** The nanoseconds that making and scoring perturbed spectra took. */
  long scoringNanos();

  /** The nanoseconds spent on a design that later explanations share; 0 where it found one. */
  long designNanos();
}
