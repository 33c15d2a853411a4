package org.spectrastreams.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Map;
import org.spectrastreams.model.engine.GraphContract.Meaning;

/**
 * An explainer in ONNX Runtime. As in {@link OnnxEngine}, large batches go through in slices and
 * nothing is allocated that grows with a batch.
 */
public final class OnnxExplainer implements ExplainerEngine {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final GraphContract contract;
  private final int points;
  private final int latent;
  private final int slice;
  private final FloatBuffer spectra;
  private final IntBuffer chosen;
  private final FloatBuffer weights;
  private final FloatBuffer latents;
  private boolean closed;

  private OnnxExplainer(OnnxSessions.Opened opened, GraphContract contract) {
    this.environment = opened.environment();
    this.session = opened.session();
    this.contract = contract;
    this.points = contract.input(Meaning.SPECTRA).size();
    this.latent = contract.output(Meaning.LATENT).size();
    this.slice = opened.cuda() ? OnnxEngine.CUDA_SLICE : OnnxEngine.CPU_SLICE;
    this.spectra = OnnxSessions.direct(slice * points).asFloatBuffer();
    this.chosen = OnnxSessions.direct(slice).asIntBuffer();
    this.weights = OnnxSessions.direct(slice * points).asFloatBuffer();
    this.latents = OnnxSessions.direct(slice * latent).asFloatBuffer();
  }

  /**
   * Opens an explainer.
   *
   * @param onnx the graph, already checked by {@link OnnxGraphCheck}
   * @param contract what it reads and gives
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the device cannot be used or the graph cannot be loaded
   */
  public static OnnxExplainer open(
      byte[] onnx, GraphContract contract, Device device, int threads) {
    return new OnnxExplainer(OnnxSessions.open(onnx, device, threads), contract);
  }

  @Override
  public ExplainerOutputs newOutputs() {
    return new ExplainerOutputs(points, latent);
  }

  @Override
  public synchronized void explain(
      float[] prepared, int[] classes, int count, ExplainerOutputs outputs) {
    if (closed) {
      throw new EngineException("the explainer is closed; open another one");
    }
    if (count < 1 || prepared.length < (long) count * points || classes.length < count) {
      throw new EngineException(
          "batch of "
              + count
              + " spectra in "
              + prepared.length
              + " values and "
              + classes.length
              + " classes; expected 1 or more of "
              + points
              + " points each");
    }
    if (outputs.points() != points || outputs.latent() != latent) {
      throw new EngineException(
          "room for "
              + outputs.points()
              + " points and "
              + outputs.latent()
              + " latent dimensions; expected "
              + points
              + " and "
              + latent
              + ": take the explainer's own newOutputs()");
    }
    outputs.resize(count);
    for (int done = 0; done < count; done += slice) {
      int now = Math.min(slice, count - done);
      spectra.put(0, prepared, done * points, now * points);
      chosen.put(0, classes, done, now);
      run(now);
      weights.get(0, outputs.limeWeights(), done * points, now * points);
      latents.get(0, outputs.latents(), done * latent, now * latent);
    }
  }

  private void run(int now) {
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                environment, spectra.slice(0, now * points), new long[] {now, points});
        OnnxTensor which =
            OnnxTensor.createTensor(environment, chosen.slice(0, now), new long[] {now});
        OnnxTensor explained =
            OnnxTensor.createTensor(
                environment, weights.slice(0, now * points), new long[] {now, points});
        OnnxTensor placed =
            OnnxTensor.createTensor(
                environment, latents.slice(0, now * latent), new long[] {now, latent})) {
      session
          .run(
              Map.of(
                  contract.input(Meaning.SPECTRA).name(), input,
                  contract.input(Meaning.CHOSEN_CLASS).name(), which),
              Map.of(
                  contract.output(Meaning.LIME_WEIGHTS).name(), explained,
                  contract.output(Meaning.LATENT).name(), placed))
          .close();
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime failed to explain a batch: " + OnnxSessions.firstLine(e), e);
    }
  }

  /** Waits for a batch that another thread is explaining: its memory must not go under it. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime could not close its session: " + OnnxSessions.firstLine(e), e);
    }
  }
}
