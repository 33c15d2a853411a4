package org.spectrastreams.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.GraphContract.Port;

/**
 * An ensemble in ONNX Runtime. Large batches go through the session in slices, so that what a slice
 * computes stays in the processor's caches; with more than one thread, slices go side by side, each
 * computed by one thread.
 *
 * <p>Owns a session, a second one where answers without activation maps are asked for, and native
 * buffers for every thread; a batch allocates nothing that grows with its spectra. One instance
 * serves one caller at a time.
 */
public final class OnnxEngine implements ScoringEngine {
  private static final List<Meaning> WITHOUT_MAPS =
      List.of(Meaning.MEMBER_PROBABILITIES, Meaning.PREDICTED_CLASS, Meaning.DOMAIN_DISTANCE);
  private static final List<Meaning> WITH_MAPS =
      List.of(
          Meaning.MEMBER_PROBABILITIES,
          Meaning.PREDICTED_CLASS,
          Meaning.ACTIVATION_MAP,
          Meaning.DOMAIN_DISTANCE);

  /** The spectra of a slice on the processor: the fastest of 8 to 128, by a few per cent. */
  public static final int CPU_SLICE = 32;

  /** The spectra of a slice on a card. */
  public static final int CUDA_SLICE = 1024;

  private final OrtEnvironment environment;
  private final byte[] onnx;
  private final Device device;
  private final GraphContract contract;
  private final int members;
  private final int classes;
  private final int points;
  private final int slice;
  private final Lane[] lanes;
  private final OrtSession whole;
  private OrtSession withoutMaps;
  private Optional<OnnxGradients> gradients;
  private boolean closed;

  private OnnxEngine(byte[] onnx, GraphContract contract, Device device, int threads) {
    if (threads < 1) {
      throw new EngineException("engine with " + threads + " threads; expected 1 or more");
    }
    this.onnx = onnx;
    this.contract = contract;
    this.device = device;
    List<Integer> scores = contract.output(Meaning.MEMBER_PROBABILITIES).shape();
    this.members = scores.get(0);
    this.classes = scores.get(1);
    this.points = contract.input(Meaning.SPECTRA).size();
    OnnxSessions.Opened opened = OnnxSessions.open(part(WITH_MAPS), device, 1);
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
   * @param contract what it reads and gives
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the device cannot be used or the graph cannot be loaded
   */
  public static OnnxEngine open(byte[] onnx, GraphContract contract, Device device, int threads) {
    return new OnnxEngine(onnx, contract, device, threads);
  }

  /** The graph with those of these outputs that it has; the graph itself where it has no others. */
  private byte[] part(List<Meaning> meanings) {
    List<String> names =
        meanings.stream()
            .filter(contract::gives)
            .map(meaning -> contract.output(meaning).name())
            .toList();
    return names.size() == contract.outputs().size() ? onnx : OnnxPart.of(onnx, names);
  }

  @Override
  public int threads() {
    return lanes.length;
  }

  @Override
  public EnsembleScores newScores() {
    return hasMaps() ? new EnsembleScores(members, classes, points) : newScoresWithoutMaps();
  }

  @Override
  public EnsembleScores newScoresWithoutMaps() {
    return EnsembleScores.withoutMaps(members, classes, points);
  }

  /** A graph that came without its way back has no activation maps. */
  private boolean hasMaps() {
    return contract.gives(Meaning.ACTIVATION_MAP);
  }

  /** The session that computes what is asked for; the smaller one opens when it is first needed. */
  private OrtSession session(boolean withMaps) {
    if (withMaps || !hasMaps()) {
      return whole;
    }
    if (withoutMaps == null) {
      withoutMaps = OnnxSessions.open(part(WITHOUT_MAPS), device, 1).session();
    }
    return withoutMaps;
  }

  @Override
  public synchronized Optional<GradientEngine> gradients() {
    if (closed) {
      throw new EngineException("the engine is closed; open another one");
    }
    if (gradients == null) {
      gradients = OnnxGradients.open(onnx, contract, device, lanes.length);
    }
    return gradients.map(found -> found);
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
    private final FloatBuffer distances = OnnxSessions.direct(slice).asFloatBuffer();
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
      if (contract.gives(Meaning.DOMAIN_DISTANCE)) {
        distances.get(0, scores.distances(), from, count);
      } else {
        Arrays.fill(scores.distances(), from, from + count, Float.NaN);
      }
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
      Port spectra = contract.input(Meaning.SPECTRA);
      try {
        inputs.put(spectra.name(), tensor(spectra, lane.input));
        put(Meaning.MEMBER_PROBABILITIES, lane.probabilities);
        Port votes = contract.output(Meaning.PREDICTED_CLASS);
        outputs.put(
            votes.name(),
            OnnxTensor.createTensor(
                environment, lane.predicted.slice(0, count), votes.batchShape(count)));
        if (contract.gives(Meaning.DOMAIN_DISTANCE)) {
          put(Meaning.DOMAIN_DISTANCE, lane.distances);
        }
        outputsWithoutMaps.putAll(outputs);
        if (hasMaps()) {
          put(Meaning.ACTIVATION_MAP, lane.map);
        }
      } catch (OrtException e) {
        close();
        throw e;
      }
    }

    private void put(Meaning meaning, FloatBuffer buffer) throws OrtException {
      Port port = contract.output(meaning);
      outputs.put(port.name(), tensor(port, buffer));
    }

    private OnnxTensor tensor(Port port, FloatBuffer buffer) throws OrtException {
      return OnnxTensor.createTensor(
          environment, buffer.slice(0, count * port.size()), port.batchShape(count));
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
    if (gradients != null) {
      gradients.ifPresent(OnnxGradients::close);
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
