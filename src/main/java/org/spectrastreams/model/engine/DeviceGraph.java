package org.spectrastreams.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import org.spectrastreams.model.engine.GraphContract.Element;
import org.spectrastreams.model.engine.GraphContract.Port;

/**
 * One graph on a device: one session, shared by all threads, always run with the same number of
 * rows. What several threads ask for at the same time goes in one run; a run that is not full waits
 * a bounded time for more. A few runs are under way at once, each with buffers of its own, so that
 * copies of one overlap with the computing of another.
 *
 * <p>The first run, which makes the device's plan, is made before the constructor returns and never
 * while another graph computes: that crashes the CUDA libraries.
 */
final class DeviceGraph implements AutoCloseable {
  /**
   * Held for reading by every run, for writing by whoever opens a session, makes its first run or
   * closes one: the CUDA libraries end the process where one graph's plan is made, or its memory
   * freed, while another graph computes.
   */
  private static final ReadWriteLock DEVICES = new ReentrantReadWriteLock();

  /**
   * How ONNX Runtime's arena, the CUDA runtime and cuBLAS say that memory was asked for in vain.
   */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "(?i)out of memory|failed to allocate memory|ALLOC_FAILED|smaller than requested bytes");

  /** A device, as far as graphs need it. */
  interface Opener {
    /** Opens the session of a graph. */
    OnnxSessions.Opened open(byte[] onnx);

    /** Computes one batch; returns when the outputs are written. */
    default void run(
        OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
        throws OrtException {
      session.run(inputs, outputs).close();
    }
  }

  private final Opener opener;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final List<Port> inputs;
  private final List<Port> outputs;
  private final int batch;
  private final long delayNanos;
  private final Deque<DeviceJob> waiting = new ArrayDeque<>();
  private final List<Run> runs = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private long oldest;
  private boolean closing;

  /**
   * Opens the graph and makes its first run.
   *
   * @param name for threads and messages
   * @param outputs those of the contract that are computed, in the order of a job's outputs
   * @throws EngineException if the device cannot be used or the first run fails
   */
  DeviceGraph(
      String name,
      HostedModel.Graph graph,
      List<Port> outputs,
      Opener opener,
      DeviceSettings settings) {
    this.opener = opener;
    this.outputs = List.copyOf(outputs);
    this.batch = settings.batch();
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(settings.delayMillis());
    byte[] part =
        outputs.size() == graph.contract().outputs().size()
            ? graph.onnx()
            : OnnxPart.of(graph.onnx(), outputs.stream().map(Port::name).toList());
    Set<String> read = OnnxPart.inputs(part);
    this.inputs =
        graph.contract().inputs().stream().filter(port -> read.contains(port.name())).toList();
    DEVICES.writeLock().lock();
    try {
      OnnxSessions.Opened opened = opener.open(part);
      this.environment = opened.environment();
      this.session = opened.session();
      try {
        for (int i = 0; i < settings.runs(); i++) {
          runs.add(new Run());
        }
        makePlan(runs.get(0));
      } catch (EngineException e) {
        closeNative();
        throw e;
      }
    } finally {
      DEVICES.writeLock().unlock();
    }
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      Thread thread = OnnxSessions.deepThread("device-" + name + "-" + i, run::work);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Whether a failure says that the device has no room for runs of this size. */
  static boolean isOutOfMemory(EngineException failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause(); // who waited for a run got its failure as a cause
    }
    return first instanceof OrtException
        && OUT_OF_MEMORY.matcher(String.valueOf(first.getMessage())).find();
  }

  private static void makePlan(Run first) {
    try {
      OnnxSessions.onDeepStack("first-run", Executors.callable(first::compute));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof EngineException cause
          ? cause
          : new EngineException("the first run failed: " + e.getCause(), e.getCause());
    }
  }

  /**
   * Computes rows; returns when all are written.
   *
   * @throws EngineException if a run failed or the graph is closed; nothing of the arrays holds
   *     then
   */
  void compute(Object[] in, Object[] out, int count) {
    DeviceJob job = new DeviceJob(in, out, count);
    synchronized (waiting) {
      if (closing) {
        throw new EngineException("the graph is closed; open another engine");
      }
      if (waiting.isEmpty()) {
        oldest = System.nanoTime();
      }
      waiting.addLast(job);
      waiting.notifyAll();
    }
    job.await();
  }

  /** The pieces of the next run; empty when the graph closes. */
  private List<DeviceJob.Piece> next() throws InterruptedException {
    synchronized (waiting) {
      while (true) {
        waiting.removeIf(job -> job.left() == 0);
        long rows = waiting.stream().mapToLong(DeviceJob::left).sum();
        if (closing) {
          return List.of();
        }
        long left = oldest + delayNanos - System.nanoTime();
        if (rows >= batch || (rows > 0 && left <= 0)) {
          return take();
        }
        if (rows == 0) {
          waiting.wait();
        } else {
          waiting.wait(left / 1_000_000, (int) (left % 1_000_000));
        }
      }
    }
  }

  private List<DeviceJob.Piece> take() {
    List<DeviceJob.Piece> pieces = new ArrayList<>();
    int room = batch;
    while (room > 0 && !waiting.isEmpty()) {
      DeviceJob job = waiting.getFirst();
      DeviceJob.Piece piece = job.take(room);
      pieces.add(piece);
      room -= piece.count();
      if (job.left() == 0) {
        waiting.removeFirst();
      }
    }
    oldest = System.nanoTime(); // what is left came after what was taken
    return pieces;
  }

  /** The buffers of one run at a time, and the thread that fills and empties them. */
  private final class Run {
    private final Buffer[] in = new Buffer[inputs.size()];
    private final Buffer[] out = new Buffer[outputs.size()];
    private final Map<String, OnnxTensor> inTensors = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outTensors = new LinkedHashMap<>();

    Run() {
      try {
        for (int i = 0; i < in.length; i++) {
          in[i] = bind(inputs.get(i), inTensors);
        }
        for (int i = 0; i < out.length; i++) {
          out[i] = bind(outputs.get(i), outTensors);
        }
      } catch (OrtException e) {
        close();
        throw new EngineException(
            "ONNX Runtime has no room for a batch of " + batch + ": " + OnnxSessions.firstLine(e),
            e);
      }
    }

    private Buffer bind(Port port, Map<String, OnnxTensor> tensors) throws OrtException {
      long[] shape = port.batchShape(batch);
      if (port.element() == Element.FLOAT32) {
        FloatBuffer buffer = OnnxSessions.direct(batch * port.size()).asFloatBuffer();
        tensors.put(port.name(), OnnxTensor.createTensor(environment, buffer, shape));
        return buffer;
      }
      IntBuffer buffer = OnnxSessions.direct(batch * port.size()).asIntBuffer();
      tensors.put(port.name(), OnnxTensor.createTensor(environment, buffer, shape));
      return buffer;
    }

    void work() {
      try {
        for (List<DeviceJob.Piece> pieces = next(); !pieces.isEmpty(); pieces = next()) {
          run(pieces);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void run(List<DeviceJob.Piece> pieces) {
      EngineException failure = null;
      try {
        int row = 0;
        for (DeviceJob.Piece piece : pieces) {
          for (int i = 0; i < in.length; i++) {
            fill(in[i], inputs.get(i).size(), piece, piece.job().input(i), row);
          }
          row += piece.count();
        }
        DEVICES.readLock().lock();
        try {
          compute();
        } finally {
          DEVICES.readLock().unlock();
        }
        row = 0;
        for (DeviceJob.Piece piece : pieces) {
          for (int i = 0; i < out.length; i++) {
            empty(out[i], outputs.get(i).size(), piece, piece.job().output(i), row);
          }
          row += piece.count();
        }
      } catch (EngineException e) {
        failure = e;
      } catch (RuntimeException e) {
        failure = new EngineException("a batch could not be copied: " + e, e);
      }
      for (DeviceJob.Piece piece : pieces) {
        if (failure == null) {
          piece.job().finished(piece.count());
        } else {
          piece.job().failed(failure);
        }
      }
    }

    private void compute() {
      try {
        opener.run(session, inTensors, outTensors);
      } catch (OrtException e) {
        throw new EngineException(
            "ONNX Runtime failed on a batch of " + batch + ": " + OnnxSessions.firstLine(e), e);
      }
    }

    void close() {
      inTensors.values().forEach(OnnxTensor::close);
      outTensors.values().forEach(OnnxTensor::close);
    }
  }

  private static void fill(Buffer to, int width, DeviceJob.Piece piece, Object array, int row) {
    if (array instanceof float[] floats) {
      ((FloatBuffer) to).put(row * width, floats, piece.from() * width, piece.count() * width);
    } else {
      ((IntBuffer) to).put(row * width, (int[]) array, piece.from() * width, piece.count() * width);
    }
  }

  private static void empty(Buffer from, int width, DeviceJob.Piece piece, Object array, int row) {
    if (array instanceof float[] floats) {
      ((FloatBuffer) from).get(row * width, floats, piece.from() * width, piece.count() * width);
    } else {
      ((IntBuffer) from)
          .get(row * width, (int[]) array, piece.from() * width, piece.count() * width);
    }
  }

  /** Ends the runs after what they have under way; jobs that wait are refused. */
  @Override
  public void close() {
    synchronized (waiting) {
      if (closing) {
        return;
      }
      closing = true;
      waiting.forEach(job -> job.refused(new EngineException("the graph was closed meanwhile")));
      waiting.clear();
      waiting.notifyAll();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true; // native memory must not go under a run
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    DEVICES.writeLock().lock();
    try {
      closeNative();
    } finally {
      DEVICES.writeLock().unlock();
    }
  }

  private void closeNative() {
    runs.forEach(Run::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime could not close its session: " + OnnxSessions.firstLine(e), e);
    }
  }
}
