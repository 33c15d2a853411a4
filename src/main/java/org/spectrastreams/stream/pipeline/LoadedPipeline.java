package org.spectrastreams.stream.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;

/**
 * A pipeline with its model at hand.
 *
 * @param pipeline the definition
 * @param model the verified package; empty exactly where the pipeline names none
 * @param contexts the model's contexts; empty where the package has no explanations or the pipeline
 *     wants none
 * @param definedAtMillis which change of the topic of models defined it; 0: the configuration does
 */
public record LoadedPipeline(
    Pipeline pipeline,
    Optional<ModelPackage> model,
    Optional<Contexts> contexts,
    long definedAtMillis) {
  /** One that the configuration defines. */
  public LoadedPipeline(
      Pipeline pipeline, Optional<ModelPackage> model, Optional<Contexts> contexts) {
    this(pipeline, model, contexts, 0);
  }

  /** The pipeline's name. */
  public String name() {
    return pipeline.name();
  }

  /** Whether its model is the one of this digest. */
  public boolean uses(String modelDigest) {
    return model.stream().anyMatch(has -> has.digest().equals(modelDigest));
  }

  /** The same without contexts. */
  public LoadedPipeline withoutContexts() {
    return new LoadedPipeline(pipeline, model, Optional.empty(), definedAtMillis);
  }

  /** The same with nothing but outcomes: what a version that is tried out is compared by. */
  public LoadedPipeline withOutcomesOnly() {
    return new LoadedPipeline(
        pipeline.withOutcomesOnly(), model, Optional.empty(), definedAtMillis);
  }

  /** Checks that the model is there where the pipeline names one. */
  public LoadedPipeline {
    if (model.isPresent() != pipeline.model().isPresent()) {
      throw new IllegalArgumentException(
          "pipeline " + pipeline.name() + " names the model " + pipeline.model());
    }
    boolean planes = model.flatMap(ModelPackage::secondAxis).isPresent();
    if (planes
        && (pipeline.activationMap() == Pipeline.ActivationMapPolicy.BANDS
            || !pipeline.bands().isEmpty())) {
      throw new EngineException(
          "pipeline "
              + pipeline.name()
              + " asks for bands, its model reads planes, which have none: leave bands out, and let"
              + " activationMap be compact or none");
    }
  }

  /**
   * Opens the model of one pipeline.
   *
   * @throws EngineException if the store has no such package, or it is damaged
   */
  public static LoadedPipeline load(Pipeline pipeline, ModelStore store) {
    try {
      return of(pipeline, pipeline.model().map(store::open), 0);
    } catch (EngineException e) {
      throw new EngineException("pipeline " + pipeline.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * This pipeline with another model.
   *
   * @throws IllegalArgumentException if the pipeline has none
   */
  public LoadedPipeline with(ModelPackage other) {
    return of(pipeline, Optional.of(other), definedAtMillis);
  }

  /**
   * A pipeline with its model, and the contexts that both of them have.
   *
   * @param definedAtMillis which change of the topic of models defined it; 0: the configuration
   * @throws IllegalArgumentException if one of them names a model and the other has none
   */
  public static LoadedPipeline of(
      Pipeline pipeline, Optional<ModelPackage> model, long definedAtMillis) {
    return new LoadedPipeline(
        pipeline,
        model,
        pipeline.explanations().isOn()
            ? model.filter(ModelPackage::hasExplainer).map(Contexts::of)
            : Optional.empty(),
        definedAtMillis);
  }

  /** Opens the models of all pipelines; errors as {@link #load}. */
  public static List<LoadedPipeline> loadAll(Pipelines pipelines, ModelStore store) {
    List<LoadedPipeline> loaded = new ArrayList<>();
    for (Pipeline pipeline : pipelines.all()) {
      loaded.add(load(pipeline, store));
    }
    return loaded;
  }
}
