package org.spectrastreams.stream.asking;

import java.util.List;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.score.ResultProvenance;
import org.spectrastreams.wire.AxisKinds;
import org.spectrastreams.wire.OutcomeKinds;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/** Writes an explanation as the message that answers a question. Thread-safe. */
public final class ExplanationAnswers {
  private ExplanationAnswers() {}

  /**
   * What a model and a method say of a spectrum; where it lies and its context are the caller's to
   * add.
   *
   * @param predicted the index of the predicted class, or of the label that members score highest
   * @param meanProbabilities the mean member probability of each class, the mean score of each
   *     label, or the value
   */
  public static Wire.ExplanationAnswer.Builder answer(
      ModelPackage model, int predicted, float[] meanProbabilities, Explanation explanation) {
    Wire.ExplanationAnswer.Builder answer =
        Wire.ExplanationAnswer.newBuilder()
            .setKind(Wire.ExplanationKind.ANSWER)
            .setOutcome(OutcomeKinds.message(model.manifest().outcome()))
            .addAllClassNames(model.classes())
            .setLabelThresholds(Packed.floats(thresholds(model)))
            .setValueUnit(model.manifest().answer().unit())
            .setPredictedClass(predicted)
            .setMeanProbabilities(Packed.floats(meanProbabilities))
            .setMethod(explanation.method())
            .setExplainedClass(explanation.classIndex())
            .setPoints(model.axis().size())
            .setWavenumbers(Packed.floats(model.axis()))
            .setAxisKind(AxisKinds.message(model.preprocessing().axisKind()))
            .setWeights(Packed.floats(explanation.weights()))
            .setSamples(explanation.samples())
            .setSeed(explanation.seed())
            .setRSquared(explanation.rSquared())
            .setLocalPrediction(explanation.localPrediction())
            .setReproducibility(explanation.reproducibility());
    model.preprocessing().second().ifPresent(rows -> answer.setSecondAxis(Packed.floats(rows)));
    explanation
        .departure()
        .ifPresent(departure -> answer.setDeparture(Packed.floats(departure.values())));
    return answer;
  }

  private static float[] thresholds(ModelPackage model) {
    List<Float> known = model.manifest().answer().thresholds();
    float[] thresholds = new float[known.size()];
    for (int l = 0; l < thresholds.length; l++) {
      thresholds[l] = known.get(l);
    }
    return thresholds;
  }

  /**
   * What made an explanation.
   *
   * @param place where the spectrum's block was read
   * @param index the number of the spectrum in it
   */
  public static Wire.Provenance.Builder provenance(
      ModelPackage model,
      Explanation explanation,
      String serviceVersion,
      BlockScorer.Place place,
      int index) {
    ExplanationMethod method = ExplanationMethods.get(explanation.method());
    Wire.Provenance.Builder made =
        ResultProvenance.of(model).toBuilder()
            .setServiceVersion(serviceVersion)
            .setExplanationMethod(method.provenance(model))
            .setExplanationSamples(explanation.samples())
            .setExplanationSeed(explanation.seed())
            .addExplanationMethods(method.id())
            .setSourceTopic(place.topic())
            .setSourcePartition(place.partition())
            .setSourceOffset(place.offset())
            .setSourceIndex(index);
    ResultProvenance.unreliable(model, method.id()).ifPresent(made::addUnreliableMethods);
    return made;
  }
}
