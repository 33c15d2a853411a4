package org.spectrastreams.stream.pipeline;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * The deployment in force. Who works with models asks it at the beginning of every record, request
 * or audit and keeps the answer to the end of it, so that a change falls between two records.
 * Thread-safe.
 */
public final class CurrentDeployment {
  private final AtomicReference<Deployment> current;

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
    return current.updateAndGet(change);
  }
}
