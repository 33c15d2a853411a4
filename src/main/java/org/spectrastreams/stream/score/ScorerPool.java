package org.spectrastreams.stream.score;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.pipeline.LoadedPipeline;

/**
 * The scorers of every stream thread: one engine a thread and model, shared by all tasks of the
 * thread and by all pipelines of the model. Engines of a thread that has ended are closed when the
 * next thread comes, all others by {@link #close}.
 */
public final class ScorerPool implements AutoCloseable {
  private final List<LoadedPipeline> pipelines;
  private final Device device;
  private final String serviceVersion;
  private final ResultKinds kinds;
  private final Map<Thread, Map<String, BlockScorer>> byThread = new ConcurrentHashMap<>();
  private volatile String failure;

  public ScorerPool(
      List<LoadedPipeline> pipelines, Device device, ResultKinds kinds, String serviceVersion) {
    this.kinds = kinds;
    this.pipelines = List.copyOf(pipelines);
    this.device = device;
    this.serviceVersion = serviceVersion;
  }

  /**
   * The calling thread's scorers by pipeline, opened when it asks for the first time.
   *
   * @throws EngineException if an engine cannot be opened
   */
  public Map<String, BlockScorer> ofThisThread() {
    Map<String, BlockScorer> mine = byThread.get(Thread.currentThread());
    if (mine == null) {
      closeThoseOfEndedThreads();
      try {
        mine = open();
      } catch (EngineException e) {
        failed(e);
        throw e;
      }
      byThread.put(Thread.currentThread(), mine);
    }
    return mine;
  }

  private Map<String, BlockScorer> open() {
    Map<String, BlockScorer> scorers = new LinkedHashMap<>();
    Map<String, ModelScorer> models = new HashMap<>();
    try {
      for (LoadedPipeline loaded : pipelines) {
        Optional<ModelScorer> model =
            loaded
                .model()
                .map(
                    wanted ->
                        models.computeIfAbsent(
                            wanted.digest(),
                            digest -> new ModelScorer(wanted, contextsOf(digest), device)));
        scorers.put(
            loaded.pipeline().name(), new BlockScorer(loaded, model, kinds, serviceVersion));
      }
      return scorers;
    } catch (RuntimeException e) {
      models.values().forEach(ModelScorer::close);
      throw e;
    }
  }

  /** The contexts of a model where any of its pipelines wants them. */
  private Optional<Contexts> contextsOf(String digest) {
    return pipelines.stream()
        .filter(loaded -> loaded.model().stream().anyMatch(has -> has.digest().equals(digest)))
        .flatMap(loaded -> loaded.contexts().stream())
        .findFirst();
  }

  private void closeThoseOfEndedThreads() {
    Iterator<Map.Entry<Thread, Map<String, BlockScorer>>> entries = byThread.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Thread, Map<String, BlockScorer>> entry = entries.next();
      if (!entry.getKey().isAlive()) {
        entries.remove();
        entry.getValue().values().forEach(BlockScorer::close);
      }
    }
  }

  /** An engine failed; the models are not up until a block is scored again. */
  public void failed(EngineException cause) {
    failure = cause.getMessage();
  }

  /** A block was scored. */
  public void worked() {
    if (failure != null) {
      failure = null;
    }
  }

  /** Whether the last block that an engine was asked for was scored. */
  public boolean isUp() {
    return failure == null;
  }

  /** The models, or why the last engine failed. */
  public String state() {
    String why = failure;
    List<String> models =
        pipelines.stream()
            .flatMap(pipeline -> pipeline.model().stream())
            .map(model -> model.id().toString())
            .distinct()
            .toList();
    return why != null ? why : models.isEmpty() ? "no pipeline has a model" : "loaded " + models;
  }

  /** Closes every engine; no thread may be scoring any more. */
  @Override
  public void close() {
    byThread.values().forEach(scorers -> scorers.values().forEach(BlockScorer::close));
    byThread.clear();
  }
}
