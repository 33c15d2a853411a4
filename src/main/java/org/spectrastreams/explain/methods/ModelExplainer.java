package org.spectrastreams.explain.methods;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.context.ContextFinder;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.methods.MethodRefusedException.Reason;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.spectrum.OutcomeKind;

/**
 * Every method of one model for one thread: the one way in which command line, service and measures
 * explain. Opens what a method needs when it is first asked for, and closes it all.
 */
public final class ModelExplainer implements AutoCloseable {
  private final OpenModel model;
  private final Map<String, Explainer> explainers = new HashMap<>();

  private ModelExplainer(OpenModel model) {
    this.model = model;
  }

  /**
   * Opens the ensemble.
   *
   * @param threads the processor threads that one batch may use, 1 or more
   * @throws EngineException if the device cannot be used or the model does not answer its probe
   */
  public static ModelExplainer open(ModelPackage model, Device device, int threads) {
    return new ModelExplainer(OpenModel.open(model, device, threads));
  }

  /**
   * Explains with an engine that stays the caller's to close.
   *
   * @param host of other engines that methods need; it stays the caller's to close
   */
  public static ModelExplainer over(
      ModelPackage model, ScoringEngine engine, EngineHost host, int threads) {
    return new ModelExplainer(OpenModel.over(model, engine, host, threads));
  }

  /**
   * Opens the ensemble of a model that has no explanations of its own and borrows a background.
   *
   * @param segmentSpacing distance between the middles of neighbouring segments, cm⁻¹
   */
  public static ModelExplainer borrowing(
      ModelPackage model,
      LimeBackground background,
      double segmentSpacing,
      Device device,
      int threads) {
    return new ModelExplainer(
        OpenModel.borrowing(model, background, segmentSpacing, device, threads));
  }

  /** The ensemble; this object's to close. */
  public ScoringEngine engine() {
    return model.engine();
  }

  /** The methods that have all that they need here. */
  public List<ExplanationMethod> available() {
    return ExplanationMethods.all().stream()
        .filter(method -> method.needs().stream().allMatch(model::has))
        .toList();
  }

  /** What the model's package says of a method's reliability; empty where it was not measured. */
  public Optional<Reliability> reliability(ExplanationMethod method) {
    return model.model().explanations().flatMap(known -> known.reliabilityOf(method.id()));
  }

  /** Scores one prepared spectrum; the answer stands until the next call of this object. */
  public EnsembleScores score(float[] prepared, int offset) {
    return model.score(prepared, offset);
  }

  /**
   * Explains one prepared spectrum.
   *
   * @param prepared holds the spectrum from {@code offset}, on the model's axis and after its
   *     preprocessing; finite
   * @param classIndex the class
   * @param samples how many perturbed spectra to score, 0: the method's standard; ignored by
   *     methods that score none
   * @param seed of the design
   * @throws MethodRefusedException if the model lacks what the method needs, the method cannot
   *     explain this class or this spectrum, or does not work with so many samples
   * @throws IllegalArgumentException if there is no such class
   * @throws EngineException if an engine fails
   */
  public Explanation explain(
      ExplanationMethod method,
      float[] prepared,
      int offset,
      int classIndex,
      int samples,
      long seed) {
    requireAvailable(method);
    int classes = model.model().classes().size();
    if (classIndex < 0 || classIndex >= classes) {
      throw new IllegalArgumentException(
          "class " + classIndex + "; expected 0 to " + (classes - 1));
    }
    if (!method.explainsAnyClass()) {
      requirePredicted(method, prepared, offset, classIndex);
    }
    Explanation found =
        explainers
            .computeIfAbsent(method.id(), id -> method.open(model))
            .explain(prepared, offset, classIndex, samples(method, samples), seed);
    return model.departure(prepared, offset).map(found::departing).orElse(found);
  }

  private void requireAvailable(ExplanationMethod method) {
    if (!method.needs().stream().allMatch(model::has)) {
      throw new MethodRefusedException(
          Reason.NOT_AVAILABLE,
          "model "
              + model.model().id()
              + (model.model().explanations().isPresent()
                  ? " lacks what "
                  : " has no explanations, which ")
              + method.id()
              + " needs; ask for "
              + ExplanationMethods.ids(available())
              + ", or make them: ./spectra models explain from a file of spectra, ./spectra train"
              + " RECIPE --explanations-only with contexts");
    }
  }

  private void requirePredicted(
      ExplanationMethod method, float[] prepared, int offset, int classIndex) {
    int predicted = score(prepared, offset).predicted()[0];
    if (classIndex != predicted) {
      List<String> names = model.model().classes();
      throw new MethodRefusedException(
          Reason.CLASS_NOT_EXPLAINED,
          method.id()
              + (model.model().manifest().outcome() == OutcomeKind.LABELS
                  ? " explains the label that is scored highest alone, "
                  : " explains the predicted class alone, ")
              + names.get(predicted)
              + ", not "
              + names.get(classIndex)
              + ": leave it out, or choose one of "
              + ExplanationMethods.ids(
                  available().stream().filter(ExplanationMethod::explainsAnyClass).toList()));
    }
  }

  private int samples(ExplanationMethod method, int asked) {
    Optional<ExplanationMethod.Samples> range = method.samples(model.model());
    if (range.isEmpty()) {
      return 0;
    }
    int wanted = asked == 0 ? range.get().standard() : asked;
    if (wanted < range.get().least() || wanted > range.get().most()) {
      throw new MethodRefusedException(
          Reason.BAD_SAMPLES,
          wanted + " samples; expected " + range.get().least() + " to " + range.get().most());
    }
    return wanted;
  }

  /**
   * The context of one prepared spectrum; empty where it cannot be placed.
   *
   * @throws EngineException if the package has no contexts, or an engine fails
   */
  public Optional<ContextFinder.Found> context(float[] prepared, int offset) {
    int predicted = score(prepared, offset).predicted()[0];
    return model.contexts().find(prepared, offset, predicted);
  }

  @Override
  public void close() {
    model.close();
  }
}
