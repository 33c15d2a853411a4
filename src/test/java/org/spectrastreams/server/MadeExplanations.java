package org.spectrastreams.server;

import java.util.List;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.proto.Wire;

/**
 * Explains the scanned image as the topics do, without a model: every answer follows from what was
 * asked.
 */
final class MadeExplanations {
  private boolean busy;

  /** From now on no explanation more is taken. */
  void beBusy() {
    busy = true;
  }

  /** A model that is in the store, or the refusal of one that is not. */
  static ExplainedModels.ExplainedModel explained(String reference, SpectralAxis axis) {
    if (!List.of("cartilage", "cartilage@1.0.0").contains(reference)) {
      throw new EngineException("no model " + reference + "; the store has cartilage@1.0.0");
    }
    return ScannedContexts.model(axis, Quantity.RAMAN_INTENSITY);
  }

  /** Answers as the topics do: a weight for every point, refusals with their reason. */
  ExplanationView explain(Wire.ExplanationRequest.Builder request)
      throws Explanations.BusyException {
    if (busy) {
      throw new Explanations.BusyException("8 explanations are being made");
    }
    Wire.ExplanationAnswer.Builder answer =
        Wire.ExplanationAnswer.newBuilder().setMethod(request.getMethod());
    if (request.getSamples() > 100_000) {
      return view(answer.setRefused("samples").setMessage("samples 200000; expected fewer"));
    }
    answer
        .setKind(Wire.ExplanationKind.ANSWER)
        .setImageId("c-1")
        .setX((int) request.getPlace().getOffset())
        .setY(request.getPlace().getIndex())
        .addAllClassNames(ScannedImage.CLASSES)
        .setExplainedClass(Math.max(0, ScannedImage.CLASSES.indexOf(request.getClassName())))
        .setMeanProbabilities(Packed.floats(new float[] {0.5f, 0.25f, 0.25f}))
        .setPoints(3)
        .setWavenumbers(Packed.floats(SpectralAxis.uniform(1000, 50, 3)))
        .setWeights(Packed.floats(new float[] {-0.25f, 0.5f, -0.25f}))
        .setSamples(request.getSamples())
        .setSeed(request.getSeed())
        .setRSquared(0.9)
        .setReproducibility(Double.NaN)
        .setProvenance(
            Wire.Provenance.newBuilder()
                .setModel("cartilage")
                .setModelVersion("1.0.0")
                .addUnreliableMethods(
                    Wire.UnreliableMethod.newBuilder()
                        .setMethod("cam")
                        .setMeasure("stability")
                        .setValue(0.25)
                        .setExpected("at least 0.50")));
    return view(answer);
  }

  private static ExplanationView view(Wire.ExplanationAnswer.Builder answer) {
    try {
      return ExplanationView.of(answer.build());
    } catch (RejectedRecordException e) {
      throw new AssertionError(e);
    }
  }
}
