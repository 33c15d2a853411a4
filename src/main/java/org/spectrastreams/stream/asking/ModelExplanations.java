package org.spectrastreams.stream.asking;

import java.util.Optional;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.MethodRefusedException;
import org.spectrastreams.explain.methods.ModelExplainer;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.score.ModelScorer;
import org.spectrastreams.wire.RefusalReason;
import org.spectrastreams.wire.RefusedExplanationException;
import org.spectrastreams.wire.proto.Wire;

/**
 * Explains single spectra of one model by any method, for one thread; holds engines of its own,
 * apart from those that score.
 */
final class ModelExplanations implements AutoCloseable {
  private final ModelScorer scorer;
  private final ModelExplainer explainer;

  /** Opens the engines; the package's contexts are used whatever its pipelines want. */
  ModelExplanations(ModelPackage model, EngineHost host) {
    this.scorer =
        new ModelScorer(
            model,
            model.hasExplainer() ? Optional.of(Contexts.of(model)) : Optional.<Contexts>empty(),
            host);
    this.explainer = ModelExplainer.over(model, scorer.engine(), host, 1);
  }

  /**
   * Prepares and scores a spectrum, which the other methods then speak of.
   *
   * @param one a block of one spectrum
   * @throws RefusedExplanationException if it cannot be given a class
   */
  void take(SpectrumBlock one) throws RefusedExplanationException {
    try {
      scorer.score(one, true, true);
    } catch (UnusableSpectrumException unusable) {
      throw new RefusedExplanationException(RefusalReason.UNUSABLE_SPECTRUM, unusable.getMessage());
    }
    if (scorer.row(0) < 0) {
      throw new RefusedExplanationException(
          RefusalReason.UNUSABLE_SPECTRUM,
          "nothing is said of the spectrum, it is flagged "
              + QualityFlag.of(scorer.flags(0))
              + ": there is nothing to explain");
    }
  }

  /** The class that the ensemble predicts, or the label that its members score highest. */
  int predictedClass() {
    return scorer.scores().predicted()[0];
  }

  /** The mean of what members say of each class or label, or of the value. */
  float[] meanProbabilities() {
    EnsembleScores scores = scorer.scores();
    float[] means = new float[scores.classes()];
    EnsembleVote.count(
        scores.memberProbabilities(),
        0,
        scores.members(),
        scores.classes(),
        new byte[scores.members()],
        0,
        new float[scores.classes()],
        means,
        0);
    return means;
  }

  /** The spectrum's context; empty where the model has none. */
  Optional<Wire.ContextFinding> context() {
    return scorer
        .explainer()
        .filter(explainer -> explainer.isPlaced(0))
        .map(explainer -> explainer.finding(0));
  }

  /**
   * Explains the spectrum.
   *
   * @param classIndex the class
   * @param samples 0: the method's standard
   * @throws RefusedExplanationException if the method cannot explain this class, is not available
   *     for the model, or cannot work with so many samples
   */
  Explanation explain(ExplanationMethod method, int classIndex, int samples, long seed)
      throws RefusedExplanationException {
    try {
      return explainer.explain(method, scorer.prepared(), 0, classIndex, samples, seed);
    } catch (MethodRefusedException refused) {
      throw new RefusedExplanationException(reason(refused.reason()), refused.getMessage());
    }
  }

  private static RefusalReason reason(MethodRefusedException.Reason reason) {
    return switch (reason) {
      case NOT_AVAILABLE -> RefusalReason.METHOD_NOT_AVAILABLE;
      case CLASS_NOT_EXPLAINED -> RefusalReason.CLASS_NOT_EXPLAINED;
      case BAD_SAMPLES -> RefusalReason.BAD_SAMPLES;
      case UNUSABLE_SPECTRUM -> RefusalReason.UNUSABLE_SPECTRUM;
    };
  }

  @Override
  public void close() {
    explainer.close();
    scorer.close();
  }
}
