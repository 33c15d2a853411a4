package org.spectrastreams.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Fixture: the processor in the place of a card, which takes its time, counts its first runs, and
 * fails when it is told to.
 */
final class SlowDevice implements DeviceGraph.Opener {
  final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  volatile boolean lost;

  /** The rows of a run that its memory has room for. */
  volatile long room = Long.MAX_VALUE;

  @Override
  public OnnxSessions.Opened open(byte[] onnx) {
    return OnnxSessions.open(onnx, Device.CPU, 1);
  }

  @Override
  public void run(
      OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
      throws OrtException {
    if (lost) {
      throw new OrtException("the card fell off the bus");
    }
    for (OnnxTensor input : inputs.values()) {
      if (input.getInfo().getShape()[0] > room) {
        throw new OrtException("BFCArena: Failed to allocate memory for requested buffer");
      }
    }
    runs.incrementAndGet();
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    LockSupport.parkNanos(200_000);
    session.run(inputs, outputs).close();
    atOnce.decrementAndGet();
  }
}
