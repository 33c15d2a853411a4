package org.spectrastreams.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An ensemble in ONNX Runtime. Large batches go through the session in slices, so that what a slice
 * computes stays in the processor's caches.
 *
 * <p>Owns one session and one set of native buffers that all batches share; a batch allocates
 * nothing that grows with its spectra. One instance serves one thread.
 */
final class OnnxEngine implements ScoringEngine {
  /** The spectra of a slice on the processor: the fastest of 8 to 128, by a few per cent. */
  static final int CPU_SLICE = 32;

  /** The spectra of a slice on a card. */
  static final int CUDA_SLICE = 1024;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final int members;
  private final int classes;
  private final int points;
  private final int slice;
  private final FloatBuffer input;
  private final FloatBuffer probabilities;
  private final FloatBuffer map;
  private final IntBuffer predicted;
  private Binding full;
  private Binding rest;
  private boolean closed;

  private OnnxEngine(OrtSession session, int members, int classes, int points, int slice) {
    this.session = session;
    this.members = members;
    this.classes = classes;
    this.points = points;
    this.slice = slice;
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
    OnnxSessions.Opened opened = OnnxSessions.open(onnx, device, threads);
    return new OnnxEngine(
        opened.session(),
        members,
        architecture.classes(),
        architecture.points(),
        opened.cuda() ? CUDA_SLICE : CPU_SLICE);
  }

  @Override
  public EnsembleScores newScores() {
    return new EnsembleScores(members, classes, points);
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
    scores.resize(count);
    for (int done = 0; done < count; done += slice) {
      int now = Math.min(slice, count - done);
      input.put(0, prepared, done * points, now * points);
      try {
        binding(now).run(session);
      } catch (OrtException e) {
        throw new EngineException(
            "ONNX Runtime failed on a batch: " + OnnxSessions.firstLine(e), e);
      }
      int width = members * classes;
      probabilities.get(0, scores.memberProbabilities(), done * width, now * width);
      map.get(0, scores.activationMap(), done * points, now * points);
      predicted.get(0, scores.predicted(), done, now);
    }
  }

  private Binding binding(int count) throws OrtException {
    if (count == slice) {
      if (full == null) {
        full = new Binding(count);
      }
      return full;
    }
    if (rest == null || rest.count != count) {
      if (rest != null) {
        rest.close();
        rest = null;
      }
      rest = new Binding(count);
    }
    return rest;
  }

  /** The shared buffers seen as tensors of one batch size. */
  private final class Binding implements AutoCloseable {
    private final int count;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

    Binding(int count) throws OrtException {
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
        outputs.put(
            OnnxEnsembleWriter.ACTIVATION_MAP,
            OnnxTensor.createTensor(
                environment, map.slice(0, count * points), new long[] {count, points}));
        outputs.put(
            OnnxEnsembleWriter.PREDICTED,
            OnnxTensor.createTensor(environment, predicted.slice(0, count), new long[] {count}));
      } catch (OrtException e) {
        close();
        throw e;
      }
    }

    void run(OrtSession session) throws OrtException {
      session.run(inputs, outputs).close();
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
