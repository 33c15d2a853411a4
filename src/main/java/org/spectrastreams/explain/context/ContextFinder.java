package org.spectrastreams.explain.context;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;

/**
 * Finds the contexts of single spectra. Holds room to work in and an engine that it does not own;
 * for one thread.
 */
public final class ContextFinder {
  private final ContextScorer scorer;
  private final ContextAssignment assignment = new ContextAssignment();
  private final ExplainerEngine engine;
  private final ExplainerOutputs outputs;

  /** The context of one spectrum and how it lies there. */
  public record Found(
      Context context,
      double distance,
      boolean outside,
      boolean contradicts,
      int linearisedClass,
      float latentX,
      float latentY) {}

  /** Contexts and the engine that places spectra among them. */
  public ContextFinder(Contexts contexts, ExplainerEngine engine) {
    this.scorer = new ContextScorer(contexts);
    this.engine = engine;
    this.outputs = engine.newOutputs();
  }

  /** The contexts. */
  public Contexts contexts() {
    return scorer.contexts();
  }

  /**
   * Places one prepared spectrum.
   *
   * @param predicted the class that the ensemble predicts for it
   * @return its context; empty where its values are too large to be placed in single precision
   */
  public Optional<Found> find(float[] prepared, int offset, int predicted) {
    float[] spectrum = Arrays.copyOfRange(prepared, offset, offset + contexts().axis().size());
    int[] classes = {predicted};
    engine.explain(spectrum, classes, 1, outputs);
    scorer.assign(spectrum, outputs.latents(), classes, 1, assignment);
    if (!Float.isFinite(assignment.distance()[0])) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            contexts().context(assignment.context()[0]),
            assignment.distance()[0],
            assignment.outside()[0],
            assignment.contradicts()[0],
            assignment.linearised()[0],
            assignment.projection()[0],
            assignment.projection()[1]));
  }
}
