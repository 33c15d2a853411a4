package org.spectrastreams.stream.score;

import java.util.Arrays;
import org.spectrastreams.explain.methods.StableLimeMethod;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * One scored spectrum with what the stream said of it: all that an exact explanation of it needs.
 *
 * @param pipeline that scored it
 * @param prepared the spectrum as the model sees it; owned
 * @param amortised the weights that the stream's explainer gave; owned
 * @param predicted the class that both explain
 * @param seed of the exact explanation's design, derived from the record
 * @param known the answer to be, without what is still to be computed
 */
public record ExplainedSpectrum(
    LoadedPipeline pipeline,
    float[] prepared,
    float[] amortised,
    int predicted,
    long seed,
    Wire.ExplanationAnswer.Builder known) {
  /** A copy of spectrum {@code i}, which has a context, of the block that was just scored. */
  static ExplainedSpectrum of(
      LoadedPipeline pipeline, ModelScorer scorer, ResultView result, int i, long seed) {
    BlockExplainer explainer = scorer.explainer().orElseThrow();
    int row = scorer.row(i);
    int points = scorer.model().points();
    int from = row * points;
    return new ExplainedSpectrum(
        pipeline,
        Arrays.copyOfRange(scorer.prepared(), from, from + points),
        Arrays.copyOfRange(explainer.limeWeights(), from, from + points),
        result.predictedClass(i),
        seed,
        answer(result, i)
            .setContext(explainer.finding(row))
            .setProvenance(provenance(result.block(), scorer.model(), i, seed)));
  }

  private static Wire.ExplanationAnswer.Builder answer(ResultView result, int i) {
    Wire.ResultBlock block = result.block();
    int rowBytes = Float.BYTES * result.classes();
    return Wire.ExplanationAnswer.newBuilder()
        .setPipeline(block.getPipeline())
        .setImageId(block.getImageId())
        .setX(block.getX(i))
        .setY(block.getY(i))
        .setSimulated(block.getSimulated())
        .setBandTable(block.getBandTable())
        .addAllClassNames(block.getClassNamesList())
        .setPredictedClass(result.predictedClass(i))
        .setExplainedClass(result.predictedClass(i))
        .setMeanProbabilities(
            block.getMeanProbabilities().substring(i * rowBytes, (i + 1) * rowBytes));
  }

  private static Wire.Provenance provenance(
      Wire.ResultBlock block, ModelPackage model, int index, long seed) {
    Wire.Provenance.Builder from =
        block.getProvenance().toBuilder()
            .setSourceIndex(index)
            .setExplanationMethod(StableLimeMethod.ID)
            .setExplanationSeed(seed)
            .clearExplanationMethods()
            .addExplanationMethods(StableLimeMethod.ID)
            .clearUnreliableMethods();
    ResultProvenance.unreliable(model, StableLimeMethod.ID).ifPresent(from::addUnreliableMethods);
    return from.build();
  }
}
