package org.spectrastreams.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.GraphContract.Port;

/**
 * The part of an ensemble's graph that gives log-odds and their gradient, and those that give maps
 * of a class. Owns its sessions; one instance serves one caller at a time.
 */
final class OnnxGradients implements GradientEngine, AutoCloseable {
  /** The outputs that a graph must have. */
  private static final List<Meaning> OUTPUTS = List.of(Meaning.LOG_ODDS, Meaning.LOG_ODDS_GRADIENT);

  private static final int SLICE = 64;

  private final byte[] onnx;
  private final GraphContract contract;
  private final Device device;
  private final int threads;
  private final OnnxSessions.Opened opened;
  private final Port spectra;
  private final Port chosen;
  private final int classes;

  /** Parts of the graph that give one of its outputs alone, opened when it is first asked for. */
  private final Map<Meaning, OnnxSessions.Opened> alone = new EnumMap<>(Meaning.class);

  /**
   * Opens the part of a graph; empty where the graph has none.
   *
   * @throws EngineException if the device cannot be used or the graph cannot be loaded
   */
  static Optional<OnnxGradients> open(
      byte[] onnx, GraphContract contract, Device device, int threads) {
    return OUTPUTS.stream().allMatch(contract::gives)
        ? Optional.of(new OnnxGradients(onnx, contract, device, threads))
        : Optional.empty();
  }

  private OnnxGradients(byte[] onnx, GraphContract contract, Device device, int threads) {
    this.onnx = onnx;
    this.contract = contract;
    this.device = device;
    this.threads = threads;
    this.opened = opened(OUTPUTS);
    this.spectra = contract.input(Meaning.SPECTRA);
    this.chosen = contract.input(Meaning.CHOSEN_CLASS);
    this.classes = contract.output(Meaning.MEMBER_PROBABILITIES).shape().get(1);
  }

  private OnnxSessions.Opened opened(List<Meaning> outputs) {
    List<String> names = outputs.stream().map(meaning -> contract.output(meaning).name()).toList();
    return OnnxSessions.open(OnnxPart.of(onnx, names), device, threads);
  }

  @Override
  public synchronized void gradients(
      float[] prepared, int count, int classIndex, double[] logOdds, float[] gradients) {
    require(prepared, count, classIndex, gradients);
    requireRoom(logOdds, count);
    int points = spectra.size();
    String odds = contract.output(Meaning.LOG_ODDS).name();
    String slopes = contract.output(Meaning.LOG_ODDS_GRADIENT).name();
    slices(
        opened,
        prepared,
        count,
        classIndex,
        (result, from, rows) -> {
          copy(floats(result, odds), logOdds, from, rows);
          floats(result, slopes).get(gradients, from * points, rows * points);
        });
  }

  @Override
  public synchronized void logOdds(float[] prepared, int count, int classIndex, double[] logOdds) {
    require(prepared, count, classIndex, prepared);
    requireRoom(logOdds, count);
    String name = contract.output(Meaning.LOG_ODDS).name();
    slices(
        alone.computeIfAbsent(Meaning.LOG_ODDS, wanted -> opened(List.of(wanted))),
        prepared,
        count,
        classIndex,
        (result, from, rows) -> copy(floats(result, name), logOdds, from, rows));
  }

  private static void requireRoom(double[] logOdds, int count) {
    if (logOdds.length < count) {
      throw new EngineException(
          "room for " + logOdds.length + " log-odds of " + count + " spectra; expected one each");
    }
  }

  private static void copy(FloatBuffer values, double[] to, int from, int rows) {
    for (int i = 0; i < rows; i++) {
      to[from + i] = values.get(i);
    }
  }

  @Override
  public synchronized void maps(
      Meaning map, float[] prepared, int count, int classIndex, float[] found) {
    require(prepared, count, classIndex, found);
    String name = contract.output(map).name();
    int points = spectra.size();
    slices(
        alone.computeIfAbsent(map, wanted -> opened(List.of(wanted))),
        prepared,
        count,
        classIndex,
        (result, from, rows) -> floats(result, name).get(found, from * points, rows * points));
  }

  private void require(float[] prepared, int count, int classIndex, float[] room) {
    int points = spectra.size();
    if (count < 1
        || prepared.length < (long) count * points
        || room.length < (long) count * points) {
      throw new EngineException(
          "gradients of "
              + count
              + " spectra in "
              + prepared.length
              + " values, with room for "
              + room.length
              + "; expected 1 spectrum or more of "
              + points
              + " points each");
    }
    if (classIndex < 0 || classIndex >= classes) {
      throw new EngineException("class " + classIndex + "; expected 0 to " + (classes - 1));
    }
  }

  /** Takes the answers of one slice. */
  private interface Answers {
    void take(OrtSession.Result result, int from, int rows) throws OrtException;
  }

  private static FloatBuffer floats(OrtSession.Result result, String name) {
    return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
  }

  private void slices(
      OnnxSessions.Opened part, float[] prepared, int count, int classIndex, Answers answers) {
    int points = spectra.size();
    for (int from = 0; from < count; from += SLICE) {
      int rows = Math.min(SLICE, count - from);
      int[] asked = new int[rows];
      Arrays.fill(asked, classIndex);
      try (OnnxTensor input =
              OnnxTensor.createTensor(
                  part.environment(),
                  FloatBuffer.wrap(prepared, from * points, rows * points).slice(),
                  spectra.batchShape(rows));
          OnnxTensor of =
              OnnxTensor.createTensor(
                  part.environment(), IntBuffer.wrap(asked), chosen.batchShape(rows));
          OrtSession.Result result =
              part.session().run(Map.of(spectra.name(), input, chosen.name(), of))) {
        answers.take(result, from, rows);
      } catch (OrtException e) {
        throw new EngineException(
            "ONNX Runtime failed on gradients: " + OnnxSessions.firstLine(e), e);
      }
    }
  }

  @Override
  public void close() {
    try {
      opened.session().close();
      for (OnnxSessions.Opened part : alone.values()) {
        part.session().close();
      }
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime could not close its session: " + OnnxSessions.firstLine(e), e);
    }
  }
}
