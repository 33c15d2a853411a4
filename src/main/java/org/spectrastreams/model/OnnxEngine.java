package org.spectrastreams.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ensemble in ONNX Runtime. Large batches go through the session in slices, so that what a slice
 * computes stays in the processor's caches.
 *
 * <p>Owns a session, a second one where answers without activation maps are asked for, and one set
 * of native buffers that all batches share; a batch allocates nothing that grows with its spectra.
 * One instance serves one thread.
 */
final class OnnxEngine implements ScoringEngine {
  /** The spectra of a slice on the processor: the fastest of 8 to 128, by a few per cent. */
  static final int CPU_SLICE = 32;

  /** The spectra of a slice on a card. */
  static final int CUDA_SLICE = 1024;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final byte[] onnx;
  private final Device device;
  private final int threads;
  private final int members;
  private final int classes;
  private final int points;
  private final int slice;
  private final FloatBuffer input;
  private final FloatBuffer probabilities;
  private final FloatBuffer map;
  private final IntBuffer predicted;
  private final Graph whole;
  private Graph withoutMaps;
  private boolean closed;

  private OnnxEngine(
      byte[] onnx, MscnnArchitecture architecture, int members, Device device, int threads) {
    this.onnx = onnx;
    this.device = device;
    this.threads = threads;
    this.members = members;
    this.classes = architecture.classes();
    this.points = architecture.points();
    OnnxSessions.Opened opened = OnnxSessions.open(onnx, device, threads);
    this.whole = new Graph(opened.session(), true);
    this.slice = opened.cuda() ? CUDA_SLICE : CPU_SLICE;
    this.input = OnnxSessions.direct(slice * points).asFloatBuffer();
    this.probabilities = OnnxSessions.direct(slice * members * classes).asFloatBuffer();
    this.map = OnnxSessions.direct(slice * points).asFloatBuffer();
    this.predicted = OnnxSessions.direct(slice).asIntBuffer();
  }

  /**
   * Opens an ensemble.
   *
   * @param onnx the graph, already checked by {@link OnnxGraphCheck}
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the device cannot be used or the graph cannot be loaded
   */
  static OnnxEngine open(
      byte[] onnx, MscnnArchitecture architecture, int members, Device device, int threads) {
    return new OnnxEngine(onnx, architecture, members, device, threads);
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public EnsembleScores newScores() {
    return new EnsembleScores(members, classes, points);
  }

  @Override
  public EnsembleScores newScoresWithoutMaps() {
    return EnsembleScores.withoutMaps(members, classes, points);
  }

  /**
   * The graph that computes what is asked for; the smaller one is opened when it is first needed.
   */
  private Graph graph(boolean withMaps) {
    if (withMaps) {
      return whole;
    }
    if (withoutMaps == null) {
      byte[] part =
          OnnxPart.of(
              onnx, List.of(OnnxEnsembleWriter.MEMBER_PROBABILITIES, OnnxEnsembleWriter.PREDICTED));
      withoutMaps = new Graph(OnnxSessions.open(part, device, threads).session(), false);
    }
    return withoutMaps;
  }

  @Override
  public synchronized void score(float[] prepared, int count, EnsembleScores scores) {
    if (closed) {
      throw new EngineException("the engine is closed; open another one");
    }
    if (count < 1 || prepared.length < (long) count * points) {
      throw new EngineException(
          "batch of "
              + count
              + " spectra in "
              + prepared.length
              + " values; expected 1 or more of "
              + points
              + " points each");
    }
    if (scores.members() != members || scores.classes() != classes || scores.points() != points) {
      throw new EngineException(
          "room for "
              + scores.members()
              + " members, "
              + scores.classes()
              + " classes and "
              + scores.points()
              + " points; expected "
              + members
              + ", "
              + classes
              + " and "
              + points
              + ": take the engine's own newScores()");
    }
    Graph graph = graph(scores.hasMaps());
    scores.resize(count);
    for (int done = 0; done < count; done += slice) {
      int now = Math.min(slice, count - done);
      input.put(0, prepared, done * points, now * points);
      try {
        graph.run(now);
      } catch (OrtException e) {
        throw new EngineException(
            "ONNX Runtime failed on a batch: " + OnnxSessions.firstLine(e), e);
      }
      int width = members * classes;
      probabilities.get(0, scores.memberProbabilities(), done * width, now * width);
      if (scores.hasMaps()) {
        map.get(0, scores.activationMap(), done * points, now * points);
      }
      predicted.get(0, scores.predicted(), done, now);
    }
  }

  /** A session and the shared buffers that it fills. */
  private final class Graph implements AutoCloseable {
    private final OrtSession session;
    private final boolean withMaps;
    private Binding full;
    private Binding rest;

    Graph(OrtSession session, boolean withMaps) {
      this.session = session;
      this.withMaps = withMaps;
    }

    void run(int count) throws OrtException {
      Binding binding = binding(count);
      session.run(binding.inputs, binding.outputs).close();
    }

    private Binding binding(int count) throws OrtException {
      if (count == slice) {
        if (full == null) {
          full = new Binding(count, withMaps);
        }
        return full;
      }
      if (rest == null || rest.count != count) {
        if (rest != null) {
          rest.close();
          rest = null;
        }
        rest = new Binding(count, withMaps);
      }
      return rest;
    }

    @Override
    public void close() {
      if (full != null) {
        full.close();
      }
      if (rest != null) {
        rest.close();
      }
      try {
        session.close();
      } catch (OrtException e) {
        throw new EngineException(
            "ONNX Runtime could not close its session: " + OnnxSessions.firstLine(e), e);
      }
    }
  }

  /** The shared buffers seen as tensors of one batch size. */
  private final class Binding implements AutoCloseable {
    private final int count;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

    Binding(int count, boolean withMaps) throws OrtException {
      this.count = count;
      try {
        inputs.put(
            OnnxEnsembleWriter.SPECTRA,
            OnnxTensor.createTensor(
                environment, input.slice(0, count * points), new long[] {count, points}));
        outputs.put(
            OnnxEnsembleWriter.MEMBER_PROBABILITIES,
            OnnxTensor.createTensor(
                environment,
                probabilities.slice(0, count * members * classes),
                new long[] {count, members, classes}));
        if (withMaps) {
          outputs.put(
              OnnxEnsembleWriter.ACTIVATION_MAP,
              OnnxTensor.createTensor(
                  environment, map.slice(0, count * points), new long[] {count, points}));
        }
        outputs.put(
            OnnxEnsembleWriter.PREDICTED,
            OnnxTensor.createTensor(environment, predicted.slice(0, count), new long[] {count}));
      } catch (OrtException e) {
        close();
        throw e;
      }
    }

    @Override
    public void close() {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }
  }

  /** Waits for a batch that another thread is scoring: its memory must not go under it. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      whole.close();
    } finally {
      if (withoutMaps != null) {
        withoutMaps.close();
      }
    }
  }
}
