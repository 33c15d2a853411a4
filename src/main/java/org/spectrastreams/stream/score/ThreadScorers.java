package org.spectrastreams.stream.score;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;

/**
 * The scorers of one thread, one a pipeline; pipelines of the same model share its engine. They
 * follow the deployment: models that stay keep their engines, those that went lose them. For one
 * thread.
 */
final class ThreadScorers implements AutoCloseable {
  /** A model as the pipelines of one deployment use it. */
  private record Use(String digest, boolean explained) {}

  private final EngineHost host;
  private final ResultKinds kinds;
  private final String serviceVersion;
  private Deployment made;
  private Map<String, PipelineScorers> scorers = Map.of();
  private Map<Use, ModelScorer> models = Map.of();

  ThreadScorers(EngineHost host, ResultKinds kinds, String serviceVersion) {
    this.host = host;
    this.kinds = kinds;
    this.serviceVersion = serviceVersion;
  }

  /**
   * The scorers for a deployment.
   *
   * @throws EngineException if an engine cannot be opened; the scorers are then as they were
   */
  Map<String, PipelineScorers> of(Deployment deployment) {
    if (deployment != made) {
      follow(deployment);
    }
    return scorers;
  }

  private void follow(Deployment deployment) {
    Map<Use, ModelScorer> next = new HashMap<>();
    Map<String, PipelineScorers> byPipeline = new LinkedHashMap<>();
    Function<LoadedPipeline, BlockScorer> scorer =
        loaded ->
            new BlockScorer(
                loaded,
                loaded.model().map(wanted -> open(wanted, deployment, next)),
                kinds,
                serviceVersion);
    try {
      for (Deployment.Versions versions : deployment.all()) {
        byPipeline.put(
            versions.active().name(),
            new PipelineScorers(
                versions,
                scorer.apply(versions.active()),
                versions.canary().map(canary -> scorer.apply(canary.loaded())),
                versions.shadow().map(scorer)));
      }
    } catch (RuntimeException e) {
      closeAllBut(models, next);
      throw e;
    }
    closeAllBut(next, models);
    this.models = next;
    this.scorers = byPipeline;
    this.made = deployment;
  }

  private ModelScorer open(
      ModelPackage model, Deployment deployment, Map<Use, ModelScorer> opened) {
    // One scorer serves all pipelines of a model, so it explains where any of them wants it.
    Optional<LoadedPipeline> explained =
        deployment.publishing().stream()
            .filter(loaded -> loaded.uses(model.digest()) && loaded.contexts().isPresent())
            .findFirst();
    Use use = new Use(model.digest(), explained.isPresent());
    return opened.computeIfAbsent(
        use,
        wanted -> {
          ModelScorer known = models.get(wanted);
          return known != null
              ? known
              : new ModelScorer(model, explained.flatMap(LoadedPipeline::contexts), host);
        });
  }

  private static void closeAllBut(Map<Use, ModelScorer> kept, Map<Use, ModelScorer> all) {
    all.forEach(
        (use, scorer) -> {
          if (kept.get(use) != scorer) {
            scorer.close();
          }
        });
  }

  @Override
  public void close() {
    models.values().forEach(ModelScorer::close);
    models = Map.of();
    scorers = Map.of();
    made = null;
  }
}
