package org.spectrastreams.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.GraphContract.Port;

/**
 * The part of an ensemble's graph that gives log-odds and their gradient. Owns its session; one
 * instance serves one caller at a time.
 */
final class OnnxGradients implements GradientEngine, AutoCloseable {
  /** The outputs that a graph must have. */
  private static final List<Meaning> OUTPUTS = List.of(Meaning.LOG_ODDS, Meaning.LOG_ODDS_GRADIENT);

  private static final int SLICE = 64;

  private final OnnxSessions.Opened opened;
  private final Port spectra;
  private final Port chosen;
  private final Port odds;
  private final Port slopes;
  private final int classes;

  /**
   * Opens the part of a graph; empty where the graph has none.
   *
   * @throws EngineException if the device cannot be used or the graph cannot be loaded
   */
  static Optional<OnnxGradients> open(
      byte[] onnx, GraphContract contract, Device device, int threads) {
    if (!OUTPUTS.stream().allMatch(contract::gives)) {
      return Optional.empty();
    }
    List<String> names = OUTPUTS.stream().map(meaning -> contract.output(meaning).name()).toList();
    return Optional.of(new OnnxGradients(OnnxPart.of(onnx, names), contract, device, threads));
  }

  private OnnxGradients(byte[] onnx, GraphContract contract, Device device, int threads) {
    this.opened = OnnxSessions.open(onnx, device, threads);
    this.spectra = contract.input(Meaning.SPECTRA);
    this.chosen = contract.input(Meaning.CHOSEN_CLASS);
    this.odds = contract.output(Meaning.LOG_ODDS);
    this.slopes = contract.output(Meaning.LOG_ODDS_GRADIENT);
    this.classes = contract.output(Meaning.MEMBER_PROBABILITIES).shape().get(1);
  }

  @Override
  public synchronized void gradients(
      float[] prepared, int count, int classIndex, double[] logOdds, float[] gradients) {
    int points = spectra.size();
    if (count < 1
        || prepared.length < (long) count * points
        || gradients.length < (long) count * points
        || logOdds.length < count) {
      throw new EngineException(
          "gradients of "
              + count
              + " spectra in "
              + prepared.length
              + " values, with room for "
              + logOdds.length
              + " and "
              + gradients.length
              + "; expected 1 spectrum or more of "
              + points
              + " points each");
    }
    if (classIndex < 0 || classIndex >= classes) {
      throw new EngineException("class " + classIndex + "; expected 0 to " + (classes - 1));
    }
    for (int from = 0; from < count; from += SLICE) {
      slice(prepared, from, Math.min(SLICE, count - from), classIndex, logOdds, gradients);
    }
  }

  private void slice(
      float[] prepared, int from, int count, int classIndex, double[] logOdds, float[] gradients) {
    int points = spectra.size();
    int[] classes = new int[count];
    Arrays.fill(classes, classIndex);
    try (OnnxTensor rows =
            OnnxTensor.createTensor(
                opened.environment(),
                FloatBuffer.wrap(prepared, from * points, count * points).slice(),
                spectra.batchShape(count));
        OnnxTensor asked =
            OnnxTensor.createTensor(
                opened.environment(), IntBuffer.wrap(classes), chosen.batchShape(count));
        OrtSession.Result result =
            opened.session().run(Map.of(spectra.name(), rows, chosen.name(), asked))) {
      FloatBuffer values = ((OnnxTensor) result.get(odds.name()).orElseThrow()).getFloatBuffer();
      for (int i = 0; i < count; i++) {
        logOdds[from + i] = values.get(i);
      }
      ((OnnxTensor) result.get(slopes.name()).orElseThrow())
          .getFloatBuffer()
          .get(gradients, from * points, count * points);
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime failed on gradients: " + OnnxSessions.firstLine(e), e);
    }
  }

  @Override
  public void close() {
    try {
      opened.session().close();
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime could not close its session: " + OnnxSessions.firstLine(e), e);
    }
  }
}
