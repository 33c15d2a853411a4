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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * An ensemble in ONNX Runtime. Large batches go through the session in slices, so that what a slice
 * computes stays in the processor's caches; with more than one thread, slices go side by side, each
 * computed by one thread.
 *
 * <p>Owns a session, a second one where answers without activation maps are asked for, and native
 * buffers for every thread; a batch allocates nothing that grows with its spectra. One instance
 * serves one caller at a time.
 */
final class OnnxEngine implements ScoringEngine {
  /** The spectra of a slice on the processor: the fastest of 8 to 128, by a few per cent. */
  static final int CPU_SLICE = 32;

  /** The spectra of a slice on a card. */
  static final int CUDA_SLICE = 1024;

  private final OrtEnvironment environment;
  private final byte[] onnx;
  private final Device device;
  private final int members;
  private final int classes;
  private final int points;
  private final int slice;
  private final Lane[] lanes;
  private final OrtSession whole;
  private OrtSession withoutMaps;
  private boolean closed;

  private OnnxEngine(
      byte[] onnx, MscnnArchitecture architecture, int members, Device device, int threads) {
    if (threads < 1) {
      throw new EngineException("engine with " + threads + " threads; expected 1 or more");
    }
    this.onnx = onnx;
    this.device = device;
    this.members = members;
    this.classes = architecture.classes();
    this.points = architecture.points();
    OnnxSessions.Opened opened = OnnxSessions.open(onnx, device, 1);
    this.environment = opened.environment();
    this.whole = opened.session();
    this.slice = opened.cuda() ? CUDA_SLICE : CPU_SLICE;
    this.lanes = new Lane[opened.cuda() ? 1 : threads];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane();
    }
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
    return lanes.length;
  }

  @Override
  public EnsembleScores newScores() {
    return new EnsembleScores(members, classes, points);
  }

  @Override
  public EnsembleScores newScoresWithoutMaps() {
    return EnsembleScores.withoutMaps(members, classes, points);
  }

  /** The session that computes what is asked for; the smaller one opens when it is first needed. */
  private OrtSession session(boolean withMaps) {
    if (withMaps) {
      return whole;
    }
    if (withoutMaps == null) {
      byte[] part =
          OnnxPart.of(
              onnx, List.of(OnnxEnsembleWriter.MEMBER_PROBABILITIES, OnnxEnsembleWriter.PREDICTED));
      withoutMaps = OnnxSessions.open(part, device, 1).session();
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
    OrtSession session = session(scores.hasMaps());
    scores.resize(count);
    int slices = (count + slice - 1) / slice;
    if (lanes.length == 1 || slices == 1) {
      for (int i = 0; i < slices; i++) {
        lanes[0].score(session, prepared, i * slice, Math.min(slice, count - i * slice), scores);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, Math.min(lanes.length, slices))
        .parallel()
        .forEach(
            lane -> {
              for (int i = next.getAndIncrement(); i < slices; i = next.getAndIncrement()) {
                int from = i * slice;
                lanes[lane].score(session, prepared, from, Math.min(slice, count - from), scores);
              }
            });
  }

  /** Native buffers for one slice at a time, with or without maps. */
  private final class Lane implements AutoCloseable {
    private final FloatBuffer input = OnnxSessions.direct(slice * points).asFloatBuffer();
    private final FloatBuffer probabilities =
        OnnxSessions.direct(slice * members * classes).asFloatBuffer();
    private final FloatBuffer map = OnnxSessions.direct(slice * points).asFloatBuffer();
    private final IntBuffer predicted = OnnxSessions.direct(slice).asIntBuffer();
    private Binding full;
    private Binding rest;

    void score(OrtSession session, float[] prepared, int from, int count, EnsembleScores scores) {
      input.put(0, prepared, from * points, count * points);
      try {
        Binding binding = binding(count);
        session
            .run(binding.inputs, scores.hasMaps() ? binding.outputs : binding.outputsWithoutMaps)
            .close();
      } catch (OrtException e) {
        throw new EngineException(
            "ONNX Runtime failed on a batch: " + OnnxSessions.firstLine(e), e);
      }
      int width = members * classes;
      probabilities.get(0, scores.memberProbabilities(), from * width, count * width);
      predicted.get(0, scores.predicted(), from, count);
      if (scores.hasMaps()) {
        map.get(0, scores.activationMap(), from * points, count * points);
      }
    }

    private Binding binding(int count) throws OrtException {
      if (count == slice) {
        if (full == null) {
          full = new Binding(this, count);
        }
        return full;
      }
      if (rest == null || rest.count != count) {
        if (rest != null) {
          rest.close();
          rest = null;
        }
        rest = new Binding(this, count);
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
    }
  }

  /** The buffers of a lane seen as tensors of one batch size. */
  private final class Binding implements AutoCloseable {
    private final int count;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputsWithoutMaps = new LinkedHashMap<>();

    Binding(Lane lane, int count) throws OrtException {
      this.count = count;
      try {
        inputs.put(
            OnnxEnsembleWriter.SPECTRA,
            OnnxTensor.createTensor(
                environment, lane.input.slice(0, count * points), new long[] {count, points}));
        outputs.put(
            OnnxEnsembleWriter.MEMBER_PROBABILITIES,
            OnnxTensor.createTensor(
                environment,
                lane.probabilities.slice(0, count * members * classes),
                new long[] {count, members, classes}));
        outputs.put(
            OnnxEnsembleWriter.PREDICTED,
            OnnxTensor.createTensor(
                environment, lane.predicted.slice(0, count), new long[] {count}));
        outputsWithoutMaps.putAll(outputs);
        outputs.put(
            OnnxEnsembleWriter.ACTIVATION_MAP,
            OnnxTensor.createTensor(
                environment, lane.map.slice(0, count * points), new long[] {count, points}));
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
    for (Lane lane : lanes) {
      lane.close();
    }
    try {
      whole.close();
      if (withoutMaps != null) {
        withoutMaps.close();
      }
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime could not close its session: " + OnnxSessions.firstLine(e), e);
    }
  }
}
