package org.spectrastreams.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.model.ExplanationManifest;
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
     * The model.
     *
     * @param reference name or name@version
     * @throws EngineException if there is no such model, or it is damaged
     */
    ExplainedModel open(String reference);
  }

  /**
   * A model, and what explains it.
   *
   * @param id name and version
   * @param digest of the package
   * @param simulated it was trained on computed spectra
   * @param quantity what its spectra measure
   * @param contexts its contexts; empty where it has none
   * @param unscaled turns a prepared spectrum into one before standardisation
   * @param latent spectra of its training, {@value #LATENT_COLUMNS} values each: x and y of the
   *     projection, context, predicted class; owned and not written to; empty without contexts
   * @param methods the ids of the methods that it has all for, as {@link ExplanationMethods} orders
   *     them
   * @param reliability which methods passed their checks for it
   * @param preferred the id of the method to ask where nobody names one
   */
  record ExplainedModel(
      ModelId id,
      String digest,
      boolean simulated,
      Quantity quantity,
      Optional<Contexts> contexts,
      UnaryOperator<float[]> unscaled,
      float[] latent,
      List<String> methods,
      List<Reliability> reliability,
      String preferred) {}

  private final Source source;
  private final Map<String, ExplainedModel> known = new ConcurrentHashMap<>();

  ExplainedModels(Source source) {
    this.source = source;
  }

  /** Out of a model store. */
  static ExplainedModels of(ModelStore store) {
    return new ExplainedModels(reference -> read(store.open(reference)));
  }

  private static ExplainedModel read(ModelPackage model) {
    return new ExplainedModel(
        model.id(),
        model.digest(),
        model.manifest().simulated(),
        model.quantity(),
        model.hasExplainer() ? Optional.of(Contexts.of(model)) : Optional.empty(),
        model::beforeStandardisation,
        model.hasExplainer() ? latent(model) : new float[0],
        ExplanationMethods.of(model).stream().map(ExplanationMethod::id).toList(),
        model.explanations().map(ExplanationManifest::reliability).orElse(List.of()),
        ExplanationMethods.preferred(model).id());
  }

  private static float[] latent(ModelPackage model) {
    return Npy.read(
            ModelPackage.LATENT, model.explanationFile(ModelPackage.LATENT), -1, LATENT_COLUMNS)
        .values();
  }

  /**
   * One version of a model, or the newest there was when it was first asked for.
   *
   * @throws EngineException if there is no such model, or it is damaged; the message says so
   */
  ExplainedModel find(String reference) {
    ExplainedModel found = known.get(reference);
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
