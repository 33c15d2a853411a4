package org.spectrastreams.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.Npy;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.spectrum.Quantity;

/**
 * What the viewer shows of models' explanations, out of the model store; each package is read and
 * verified once. Thread-safe.
 */
final class ExplainedModels {
  /** Columns of the file of training spectra in the latent space. */
  static final int LATENT_COLUMNS = 4;

  /** Where models come from. */
  interface Source {
    /**
     * The model; empty where its package has no explanations.
     *
     * @param reference name or name@version
     * @throws EngineException if there is no such model, or it is damaged
     */
    Optional<ExplainedModel> open(String reference);
  }

  /**
   * A model with contexts.
   *
   * @param id name and version
   * @param digest of the package
   * @param simulated it was trained on computed spectra
   * @param quantity what its spectra measure
   * @param contexts its contexts
   * @param unscaled turns a prepared spectrum into one before standardisation
   * @param latent spectra of its training, {@value #LATENT_COLUMNS} values each: x and y of the
   *     projection, context, predicted class; owned and not written to
   * @param reliability which methods passed their checks for it
   * @param preferred the id of the method to ask where nobody names one
   */
  record ExplainedModel(
      ModelId id,
      String digest,
      boolean simulated,
      Quantity quantity,
      Contexts contexts,
      UnaryOperator<float[]> unscaled,
      float[] latent,
      List<Reliability> reliability,
      String preferred) {}

  private final Source source;
  private final Map<String, Optional<ExplainedModel>> known = new ConcurrentHashMap<>();

  ExplainedModels(Source source) {
    this.source = source;
  }

  /** Out of a model store. */
  static ExplainedModels of(ModelStore store) {
    return new ExplainedModels(reference -> read(store.open(reference)));
  }

  private static Optional<ExplainedModel> read(ModelPackage model) {
    if (model.explanations().isEmpty()) {
      return Optional.empty();
    }
    Npy latent =
        Npy.read(
            ModelPackage.LATENT, model.explanationFile(ModelPackage.LATENT), -1, LATENT_COLUMNS);
    return Optional.of(
        new ExplainedModel(
            model.id(),
            model.digest(),
            model.manifest().simulated(),
            model.quantity(),
            Contexts.of(model),
            model::beforeStandardisation,
            latent.values(),
            model.explanations().orElseThrow().reliability(),
            ExplanationMethods.preferred(model).id()));
  }

  /**
   * One version of a model, or the newest there was when it was first asked for.
   *
   * @throws EngineException if there is no such model, or it is damaged; the message says so
   */
  Optional<ExplainedModel> find(String reference) {
    Optional<ExplainedModel> found = known.get(reference);
    if (found == null) {
      try {
        found = source.open(reference);
      } catch (IllegalArgumentException e) {
        throw new EngineException(e.getMessage(), e);
      }
      known.put(reference, found);
    }
    return found;
  }
}
