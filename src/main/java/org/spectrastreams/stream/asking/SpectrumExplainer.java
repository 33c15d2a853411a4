package org.spectrastreams.stream.asking;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.ExplanationQuestion;
import org.spectrastreams.wire.RawBlock;
import org.spectrastreams.wire.RefusalReason;
import org.spectrastreams.wire.RefusedExplanationException;
import org.spectrastreams.wire.proto.Wire;

/**
 * Answers questions about single spectra of any pipeline: the same question about the same spectrum
 * gets the same answer, to the byte, on the same machine. For one thread. Engines are opened for
 * the first question to a model and closed with this object.
 */
public final class SpectrumExplainer implements AutoCloseable {
  private final Map<String, LoadedPipeline> pipelines = new LinkedHashMap<>();
  private final Map<String, ModelExplanations> models = new HashMap<>();
  private final Device device;
  private final int mostSamples;
  private final String serviceVersion;

  public SpectrumExplainer(
      List<LoadedPipeline> loaded, Device device, int mostSamples, String serviceVersion) {
    loaded.forEach(pipeline -> pipelines.put(pipeline.pipeline().name(), pipeline));
    this.device = device;
    this.mostSamples = mostSamples;
    this.serviceVersion = serviceVersion;
  }

  /**
   * Explains one spectrum of a block.
   *
   * @param index the spectrum's number in the block, from 0
   * @param place where the block was read
   * @throws RefusedExplanationException if the question has no answer
   * @throws EngineException if the engine fails, which is not the question's fault
   */
  public Wire.ExplanationAnswer explain(
      ExplanationQuestion question, RawBlock block, int index, BlockScorer.Place place)
      throws RefusedExplanationException {
    String pipeline = question.pipeline().isEmpty() ? block.pipeline() : question.pipeline();
    ModelPackage model = model(pipeline);
    int asked = question.className().isEmpty() ? -1 : model.classes().indexOf(question.className());
    if (asked < 0 && !question.className().isEmpty()) {
      throw new RefusedExplanationException(
          RefusalReason.UNKNOWN_CLASS,
          "class \"" + question.className() + "\" is not one of " + model.classes());
    }
    if (question.samples() > mostSamples) {
      throw new RefusedExplanationException(
          RefusalReason.BAD_SAMPLES,
          question.samples()
              + " samples; expected at most "
              + mostSamples
              + " (explain.samples.max)");
    }
    ModelExplanations explanations =
        models.computeIfAbsent(model.digest(), digest -> new ModelExplanations(model, device));
    explanations.take(one(block.spectra(), index));
    int explained = asked < 0 ? explanations.predictedClass() : asked;
    Explanation explanation =
        explanations.explain(question.method(), explained, question.samples(), question.seed());
    Wire.ExplanationAnswer.Builder answer =
        ExplanationAnswers.answer(
                model, explanations.predictedClass(), explanations.meanProbabilities(), explanation)
            .setCorrelationId(question.correlationId())
            .setPipeline(pipeline)
            .setImageId(block.imageId())
            .setX(block.spectra().x()[index])
            .setY(block.spectra().y()[index])
            .setSimulated(block.simulated())
            .setProvenance(
                ExplanationAnswers.provenance(model, explanation, serviceVersion, place, index));
    pipelines
        .get(pipeline)
        .pipeline()
        .assignmentsFor(block.spectra().quantity())
        .ifPresent(table -> answer.setBandTable(table.id()));
    explanations.context().ifPresent(answer::setContext);
    return answer.build();
  }

  private ModelPackage model(String pipeline) throws RefusedExplanationException {
    LoadedPipeline loaded = pipelines.get(pipeline);
    if (loaded == null) {
      throw new RefusedExplanationException(
          RefusalReason.UNKNOWN_PIPELINE,
          "pipeline \"" + pipeline + "\" is not one of " + pipelines.keySet());
    }
    return loaded
        .model()
        .orElseThrow(
            () ->
                new RefusedExplanationException(
                    RefusalReason.NO_MODEL,
                    "pipeline " + pipeline + " has no model, so there is no class to explain"));
  }

  static SpectrumBlock one(SpectrumBlock spectra, int index) throws RefusedExplanationException {
    if (index < 0 || index >= spectra.count()) {
      throw new RefusedExplanationException(
          RefusalReason.NO_SUCH_INDEX,
          "spectrum "
              + Integer.toUnsignedString(index)
              + " of a block of "
              + spectra.count()
              + "; the first is 0");
    }
    int points = spectra.axis().size();
    return new SpectrumBlock(
        spectra.axis(),
        spectra.quantity(),
        new int[] {spectra.x()[index]},
        new int[] {spectra.y()[index]},
        Arrays.copyOfRange(spectra.intensities(), index * points, (index + 1) * points));
  }

  /** The answer to a question that is refused. */
  Wire.ExplanationAnswer refusal(String correlationId, RefusedExplanationException refused) {
    return Wire.ExplanationAnswer.newBuilder()
        .setKind(Wire.ExplanationKind.REFUSAL)
        .setCorrelationId(correlationId)
        .setRefused(refused.reason().id())
        .setMessage(refused.getMessage())
        .setProvenance(Wire.Provenance.newBuilder().setServiceVersion(serviceVersion))
        .build();
  }

  @Override
  public void close() {
    models.values().forEach(ModelExplanations::close);
    models.clear();
  }
}
