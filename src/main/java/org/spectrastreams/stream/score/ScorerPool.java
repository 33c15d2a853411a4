package org.spectrastreams.stream.score;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;

/**
 * The scorers of every stream thread: one engine a thread and model, shared by all tasks of the
 * thread and by all pipelines of the model. Engines of a thread that has ended are closed when the
 * next thread comes, all others by {@link #close}. Any thread.
 */
public final class ScorerPool implements AutoCloseable {
  private final CurrentDeployment deployment;
  private final EngineHost host;
  private final ResultKinds kinds;
  private final String serviceVersion;
  private final Map<Thread, ThreadScorers> byThread = new ConcurrentHashMap<>();
  private volatile String failure;
  private volatile boolean closed;

  /**
   * Opens nothing yet.
   *
   * @param host of the engines; it stays the caller's to close
   */
  public ScorerPool(
      CurrentDeployment deployment, EngineHost host, ResultKinds kinds, String serviceVersion) {
    this.deployment = deployment;
    this.host = host;
    this.kinds = kinds;
    this.serviceVersion = serviceVersion;
  }

  /**
   * The calling thread's scorers by pipeline, of the deployment in force. To be asked for every
   * record and kept for none: the next one may be scored by another version.
   *
   * @throws EngineException if an engine cannot be opened
   */
  public Map<String, PipelineScorers> ofThisThread() {
    if (closed) {
      EngineException late = new EngineException("the engines are closed: the service stops");
      failed(late);
      throw late;
    }
    ThreadScorers mine = byThread.get(Thread.currentThread());
    if (mine == null) {
      closeThoseOfEndedThreads();
      mine = new ThreadScorers(host, kinds, serviceVersion);
      byThread.put(Thread.currentThread(), mine);
    }
    try {
      return mine.of(deployment.get());
    } catch (EngineException e) {
      failed(e);
      throw e;
    }
  }

  /**
   * Why a block cannot be scored that names a pipeline which there is none of.
   *
   * @param spectra of the block
   */
  public RejectedRecordException unknown(String pipeline, int spectra) {
    Deployment now = deployment.get();
    Optional<Deployment.Absence> absence = now.absence(pipeline);
    return new RejectedRecordException(
        absence.filter(Deployment.Absence::removed).isPresent()
            ? RejectReason.PIPELINE_REMOVED
            : RejectReason.UNKNOWN_PIPELINE,
        absence
            .map(Deployment.Absence::why)
            .orElseGet(() -> "pipeline \"" + pipeline + "\" is not one of " + now.names()),
        spectra);
  }

  private void closeThoseOfEndedThreads() {
    Iterator<Map.Entry<Thread, ThreadScorers>> entries = byThread.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Thread, ThreadScorers> entry = entries.next();
      if (!entry.getKey().isAlive()) {
        entries.remove();
        entry.getValue().close();
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

  /**
   * Whether the last block that an engine was asked for was scored, and by the device that should.
   */
  public boolean isUp() {
    return failure == null && host.trouble().isEmpty();
  }

  /** The models, or why the last engine failed. */
  public String state() {
    String why = failure != null ? failure : host.trouble().orElse(null);
    List<String> models =
        deployment.get().publishing().stream()
            .flatMap(pipeline -> pipeline.model().stream())
            .map(model -> model.id().toString())
            .distinct()
            .toList();
    return why != null ? why : models.isEmpty() ? "no pipeline has a model" : "loaded " + models;
  }

  /** Closes every engine; no thread may be scoring any more. */
  @Override
  public void close() {
    closed = true;
    byThread.values().forEach(ThreadScorers::close);
    byThread.clear();
  }
}
