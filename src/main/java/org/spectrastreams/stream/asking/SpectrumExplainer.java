package org.spectrastreams.stream.asking;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.ExplanationQuestion;
import org.spectrastreams.wire.RefusalReason;
import org.spectrastreams.wire.RefusedExplanationException;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * Answers questions about single spectra of any pipeline: the same question about the same spectrum
 * gets the same answer, to the byte, on the same machine. For one thread. Engines are opened for
 * the first question to a model and closed with this object.
 */
public final class SpectrumExplainer implements AutoCloseable {
  private final CurrentDeployment deployment;
  private final Map<String, ModelExplanations> models = new HashMap<>();
  private final EngineHost host;
  private final Optional<ModelStore> store;
  private final int mostSamples;
  private final String serviceVersion;

  /**
   * Opens nothing yet; explains by versions that are deployed.
   *
   * @param host of its engines; it stays the caller's to close
   */
  public SpectrumExplainer(
      CurrentDeployment deployment, EngineHost host, int mostSamples, String serviceVersion) {
    this(deployment, host, Optional.empty(), mostSamples, serviceVersion);
  }

  /**
   * Opens nothing yet.
   *
   * @param store of versions that made earlier results
   */
  public SpectrumExplainer(
      CurrentDeployment deployment,
      EngineHost host,
      Optional<ModelStore> store,
      int mostSamples,
      String serviceVersion) {
    this.deployment = deployment;
    this.host = host;
    this.store = store;
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
    return explain(question, Optional.empty(), block, index, place);
  }

  /**
   * Explains one spectrum of a block by a certain version of the pipeline's model.
   *
   * @param by the version; empty: the one that scores the block's image now
   * @throws RefusedExplanationException if the question has no answer, or there is no such version
   */
  public Wire.ExplanationAnswer explain(
      ExplanationQuestion question,
      Optional<Wire.ModelVersion> by,
      RawBlock block,
      int index,
      BlockScorer.Place place)
      throws RefusedExplanationException {
    String pipeline = question.pipeline().isEmpty() ? block.pipeline() : question.pipeline();
    LoadedPipeline loaded = version(loaded(pipeline, block), by);
    ModelPackage model = loaded.model().orElseThrow();
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
        models.computeIfAbsent(model.digest(), digest -> new ModelExplanations(model, host));
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
    loaded
        .pipeline()
        .assignmentsFor(block.spectra().quantity())
        .ifPresent(table -> answer.setBandTable(table.id()));
    explanations.context().ifPresent(answer::setContext);
    return answer.build();
  }

  /** The pipeline, which has a model, as it is deployed now. */
  private LoadedPipeline loaded(String pipeline, RawBlock block)
      throws RefusedExplanationException {
    Deployment now = deployment.get();
    closeAllBut(now);
    String image = block.geometry().isPresent() ? block.imageId() : block.key();
    LoadedPipeline loaded = now.find(pipeline).map(found -> found.of(image)).orElse(null);
    if (loaded == null) {
      throw new RefusedExplanationException(
          RefusalReason.UNKNOWN_PIPELINE,
          now.absence(pipeline)
              .map(
                  absence ->
                      absence.removed()
                          ? "pipeline \""
                              + pipeline
                              + "\" was removed: nothing explains its spectra"
                          : absence.why())
              .orElseGet(() -> "pipeline \"" + pipeline + "\" is not one of " + now.names()));
    }
    if (loaded.model().isEmpty()) {
      throw new RefusedExplanationException(
          RefusalReason.NO_MODEL,
          "pipeline " + pipeline + " has no model, so there is no class to explain");
    }
    return loaded;
  }

  /** The pipeline with the version that is asked for, out of the store where it is not in use. */
  private LoadedPipeline version(LoadedPipeline now, Optional<Wire.ModelVersion> by)
      throws RefusedExplanationException {
    if (by.isEmpty() || now.model().filter(model -> is(model, by.get())).isPresent()) {
      return now;
    }
    String wanted = by.get().getModel();
    try {
      ModelPackage found =
          store
              .orElseThrow(() -> new EngineException("model " + wanted + " is not in use"))
              .open(wanted);
      if (is(found, by.get())) {
        return now.with(found);
      }
      throw new EngineException(
          "the package of "
              + wanted
              + " here has digest "
              + found.digest()
              + ", the result was made by "
              + by.get().getDigest());
    } catch (EngineException e) {
      throw new RefusedExplanationException(RefusalReason.UNKNOWN_MODEL, e.getMessage());
    }
  }

  private static boolean is(ModelPackage model, Wire.ModelVersion wanted) {
    return model.id().toString().equals(wanted.getModel())
        && (wanted.getDigest().isEmpty() || wanted.getDigest().equals(model.digest()));
  }

  /** Gives back the engines of models that no pipeline uses any more. */
  private void closeAllBut(Deployment now) {
    Iterator<Map.Entry<String, ModelExplanations>> entries = models.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, ModelExplanations> entry = entries.next();
      if (!now.uses(entry.getKey())) {
        entries.remove();
        entry.getValue().close();
      }
    }
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
    int points = spectra.points();
    return new SpectrumBlock(
        spectra.axis(),
        spectra.second(),
        spectra.quantity(),
        new int[] {spectra.x()[index]},
        new int[] {spectra.y()[index]},
        Arrays.copyOfRange(spectra.intensities(), index * points, (index + 1) * points),
        List.of());
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
