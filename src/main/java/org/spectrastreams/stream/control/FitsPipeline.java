package org.spectrastreams.stream.control;

import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.stream.pipeline.LoadedPipeline;

/**
 * Whether a model may take the place of the one that a pipeline uses. It must say the same kind of
 * things of the same spectra: what the pipeline accepts now must not be rejected after the change,
 * and an image that is being mapped must go on under the same layers. A model that answers another
 * question is another pipeline's.
 */
final class FitsPipeline {
  private FitsPipeline() {}

  /**
   * Refuses a model that does not fit.
   *
   * @throws EngineException that says what differs
   */
  static void require(LoadedPipeline active, ModelPackage next) {
    ModelPackage now =
        active
            .model()
            .orElseThrow(
                () ->
                    new EngineException(
                        "pipeline "
                            + active.name()
                            + " is a survey and has no model; define a pipeline with this one"));
    if (next.quantity() != now.quantity()) {
      throw differs("reads " + next.quantity().id(), now.quantity().id());
    }
    ModelManifest has = now.manifest();
    ModelManifest wants = next.manifest();
    if (wants.outcome() != has.outcome()) {
      throw differs("gives " + wants.outcome().id(), has.outcome().id());
    }
    if (!next.classes().equals(now.classes())) {
      throw differs("names " + next.classes(), now.classes().toString());
    }
    if (!wants.answer().equals(has.answer())) {
      throw differs("answers with " + wants.answer(), has.answer().toString());
    }
    if (has.domain().isKnown() && !wants.domain().isKnown()) {
      throw new EngineException(
          "it does not know what it may judge, and the model in use does: give it a domain,"
              + " ./spectra train "
              + next.id().name()
              + " --domain-only");
    }
    requireSameSpectra(now, next);
  }

  /** Spectra on the very grid of the model in use must serve the next one. */
  private static void requireSameSpectra(ModelPackage now, ModelPackage next) {
    try {
      Preprocessor.compile(
          now.preprocessing(), now.axis(), now.preprocessing().second(), now.quantity());
    } catch (UnusableSpectrumException needsMoreThanItsGrid) {
      if (next.axis().min() < now.axis().min() || next.axis().max() > now.axis().max()) {
        throw differs("reads " + next.axis(), now.axis().toString());
      }
      return;
    }
    try {
      Preprocessor.compile(
          next.preprocessing(), now.axis(), now.preprocessing().second(), now.quantity());
    } catch (UnusableSpectrumException unusable) {
      throw new EngineException(
          "spectra that the model in use accepts would be rejected: "
              + unusable.getMessage()
              + "; define a pipeline of its own for this model");
    }
  }

  private static EngineException differs(String has, String expected) {
    return new EngineException(
        "it "
            + has
            + ", the model in use "
            + expected
            + ": the images being scanned could not go on; define a pipeline of its own for it");
  }
}
