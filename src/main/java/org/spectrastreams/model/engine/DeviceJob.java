package org.spectrastreams.model.engine;

/**
 * The spectra that one caller wants computed, in pieces that may go in different runs. Arrays are
 * the caller's; runs write into them until {@link #await} returns, and not after.
 */
final class DeviceJob {
  /** Some of a job's rows, taken for one run. */
  record Piece(DeviceJob job, int from, int count) {}

  private final Object[] inputs;
  private final Object[] outputs;
  private final int count;
  private int taken;
  private int underWay;
  private int done;
  private EngineException failure;

  /**
   * A job that no run has taken from.
   *
   * @param inputs for each input of the graph a float[] or an int[], row-major
   * @param outputs for each output that is wanted likewise
   * @param count rows, 1 or more
   */
  DeviceJob(Object[] inputs, Object[] outputs, int count) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.count = count;
  }

  Object input(int port) {
    return inputs[port];
  }

  Object output(int port) {
    return outputs[port];
  }

  /** Rows that no run has taken; 0 after a failure. */
  synchronized int left() {
    return failure != null ? 0 : count - taken;
  }

  /** Takes rows for a run. */
  synchronized Piece take(int most) {
    int rows = Math.min(most, count - taken);
    Piece piece = new Piece(this, taken, rows);
    taken += rows;
    underWay++;
    return piece;
  }

  /** A run has written its rows. */
  synchronized void finished(int rows) {
    done += rows;
    underWay--;
    notifyAll();
  }

  /** A run failed; the whole job does. */
  synchronized void failed(EngineException cause) {
    failure = failure == null ? cause : failure;
    underWay--;
    notifyAll();
  }

  /** The graph was closed before the job was taken up. */
  synchronized void refused(EngineException cause) {
    failure = failure == null ? cause : failure;
    notifyAll();
  }

  /**
   * Waits until every row is written, or until a failure is known and no run writes any more.
   *
   * @throws EngineException if a run failed
   */
  synchronized void await() {
    boolean interrupted = false;
    while (underWay > 0 || (failure == null && done < count)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // runs write into the caller's arrays: it must not go on
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new EngineException(failure.getMessage(), failure);
    }
  }
}
