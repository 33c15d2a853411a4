package org.spectrastreams.stream.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The deployment in force. Who works with models asks it at the beginning of every record, request
 * or audit and keeps the answer to the end of it, so that a change falls between two records.
 * Thread-safe.
 */
public final class CurrentDeployment implements KnownPipelines {
  private final AtomicReference<Deployment> current;
  private final List<Consumer<Deployment>> listeners = new CopyOnWriteArrayList<>();

  public CurrentDeployment(Deployment first) {
    this.current = new AtomicReference<>(first);
  }

  /** The deployment in force; the same object as long as nothing changes. */
  public Deployment get() {
    return current.get();
  }

  /**
   * Puts another deployment in its place.
   *
   * @param change has no effect but its answer; it may be asked more than once
   * @return the new one
   */
  public Deployment change(UnaryOperator<Deployment> change) {
    Deployment changed = current.updateAndGet(change);
    listeners.forEach(listener -> listener.accept(changed));
    return changed;
  }

  /** Tells of every later change, on the thread that makes it, once it is in force. */
  public void onChange(Consumer<Deployment> listener) {
    listeners.add(listener);
  }

  @Override
  public Optional<Pipeline> find(String name) {
    return get().active(name).map(LoadedPipeline::pipeline);
  }

  @Override
  public List<Pipeline> all() {
    return get().active().stream().map(LoadedPipeline::pipeline).toList();
  }
}
