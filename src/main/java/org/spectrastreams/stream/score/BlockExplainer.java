package org.spectrastreams.stream.score;

import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.wire.proto.Wire;

/**
 * One model's amortised explainer and contexts with the room they work in, for one thread; the
 * explanations of a batch stand here until the next one.
 */
public final class BlockExplainer implements AutoCloseable {
  private final ExplainerEngine engine;
  private final ExplainerOutputs outputs;
  private final ContextScorer scorer;
  private final ContextAssignment assignment = new ContextAssignment();

  /**
   * Opens the explainer.
   *
   * @throws EngineException if the device cannot be used
   */
  BlockExplainer(ModelPackage model, Contexts contexts, EngineHost host) {
    this.engine = host.explaining(model, 1);
    this.outputs = engine.newOutputs();
    this.scorer = new ContextScorer(contexts);
  }

  /** Explains the predicted class of {@code count} prepared spectra, 1 or more. */
  void explain(float[] prepared, int[] predicted, int count) {
    engine.explain(prepared, predicted, count, outputs);
    scorer.assign(prepared, outputs.latents(), predicted, count, assignment);
  }

  public Contexts contexts() {
    return scorer.contexts();
  }

  public ContextAssignment assignment() {
    return assignment;
  }

  /** LIME weights of the last batch, count × points. */
  float[] limeWeights() {
    return outputs.limeWeights();
  }

  /** Whether a row was placed; finite spectra may still be too large for single precision. */
  public boolean isPlaced(int row) {
    return Float.isFinite(assignment.distance()[row]);
  }

  /** The context of a row that was placed, as a message. */
  public Wire.ContextFinding finding(int row) {
    int context = assignment.context()[row];
    return Wire.ContextFinding.newBuilder()
        .setContext(context)
        .setDistance(assignment.distance()[row])
        .setRadius(scorer.contexts().context(context).radius())
        .setContextClass(assignment.label()[row])
        .setLinearisedClass(assignment.linearised()[row])
        .setContradicts(assignment.contradicts()[row])
        .setLatent1(assignment.projection()[2 * row])
        .setLatent2(assignment.projection()[2 * row + 1])
        .build();
  }

  @Override
  public void close() {
    engine.close();
  }
}
