package org.spectrastreams.stream.asking;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.ExplanationMethod;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.lime.PublishedLime;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.score.BlockExplainer;
import org.spectrastreams.stream.score.ModelScorer;
import org.spectrastreams.wire.RefusalReason;
import org.spectrastreams.wire.RefusedExplanationException;
import org.spectrastreams.wire.proto.Wire;

/**
 * Explains single spectra of one model by any method, for one thread; holds engines of its own,
 * apart from those that score.
 */
final class ModelExplanations implements AutoCloseable {
  private final ModelPackage model;
  private final ModelScorer scorer;
  private final Map<ExplanationMethod, Explainer> explainers =
      new EnumMap<>(ExplanationMethod.class);

  /** Opens the engines; the package's contexts are used whatever its pipelines want. */
  ModelExplanations(ModelPackage model, Device device) {
    this.model = model;
    this.scorer =
        new ModelScorer(
            model,
            model.explanations().isPresent()
                ? Optional.of(Contexts.of(model))
                : Optional.<Contexts>empty(),
            device);
  }

  ModelPackage model() {
    return model;
  }

  /**
   * Prepares and scores a spectrum, which the other methods then speak of.
   *
   * @param one a block of one spectrum
   * @throws RefusedExplanationException if it cannot be given a class
   */
  void take(SpectrumBlock one) throws RefusedExplanationException {
    try {
      scorer.score(one, true, true);
    } catch (UnusableSpectrumException unusable) {
      throw new RefusedExplanationException(RefusalReason.UNUSABLE_SPECTRUM, unusable.getMessage());
    }
    if (scorer.row(0) < 0) {
      throw new RefusedExplanationException(
          RefusalReason.UNUSABLE_SPECTRUM,
          "the spectrum was given no class, it is flagged "
              + QualityFlag.of(scorer.flags(0))
              + ": there is nothing to explain");
    }
  }

  /** The class that the ensemble predicts for the spectrum. */
  int predictedClass() {
    return scorer.scores().predicted()[0];
  }

  /** The mean member probability of each class. */
  float[] meanProbabilities() {
    int members = scorer.scores().members();
    int classes = scorer.scores().classes();
    float[] means = new float[classes];
    for (int m = 0; m < members; m++) {
      for (int c = 0; c < classes; c++) {
        means[c] += scorer.scores().memberProbabilities()[m * classes + c] / members;
      }
    }
    return means;
  }

  /** The spectrum's context; empty where the model has none. */
  Optional<Wire.ContextFinding> context() {
    return scorer
        .explainer()
        .filter(explainer -> explainer.isPlaced(0))
        .map(explainer -> explainer.finding(0));
  }

  /**
   * Explains the spectrum.
   *
   * @param classIndex the class
   * @param samples 0: the method's default
   * @throws RefusedExplanationException if the method cannot explain this class, is not available
   *     for the model, or cannot work with so many samples
   */
  Explanation explain(ExplanationMethod method, int classIndex, int samples, long seed)
      throws RefusedExplanationException {
    return switch (method) {
      case CAM -> {
        requirePredicted(method, classIndex);
        yield Explanation.ofWeights(
            method,
            classIndex,
            Arrays.copyOf(scorer.scores().activationMap(), model.axis().size()));
      }
      case LIME_AMORTISED ->
          Explanation.ofWeights(
              method, classIndex, explainer(method).weights(scorer.prepared(), classIndex));
      case CRIME -> {
        BlockExplainer explainer = explainer(method);
        requirePredicted(method, classIndex);
        if (!explainer.isPlaced(0)) {
          throw new RefusedExplanationException(
              RefusalReason.UNUSABLE_SPECTRUM, "the spectrum lies in no context");
        }
        int context = explainer.assignment().context()[0];
        yield Explanation.ofWeights(
            method, explainer.assignment().label()[0], explainer.contexts().meanWeights(context));
      }
      case LIME, LIME_PUBLISHED -> sampled(method, classIndex, samples, seed);
    };
  }

  private void requirePredicted(ExplanationMethod method, int classIndex)
      throws RefusedExplanationException {
    if (classIndex != predictedClass()) {
      throw new RefusedExplanationException(
          RefusalReason.CLASS_NOT_EXPLAINED,
          method
              + " explains the predicted class, "
              + model.classes().get(predictedClass())
              + ", not "
              + model.classes().get(classIndex)
              + "; ask for lime, lime-published or lime-amortised");
    }
  }

  private BlockExplainer explainer(ExplanationMethod method) throws RefusedExplanationException {
    return scorer.explainer().orElseThrow(() -> notAvailable(method));
  }

  private RefusedExplanationException notAvailable(ExplanationMethod method) {
    return new RefusedExplanationException(
        RefusalReason.METHOD_NOT_AVAILABLE,
        "model "
            + model.id()
            + " has no explanations, which "
            + method
            + " needs; ask for cam, or train them: ./spectra train RECIPE --explanations-only");
  }

  private Explanation sampled(ExplanationMethod method, int classIndex, int samples, long seed)
      throws RefusedExplanationException {
    if (model.explanations().isEmpty()) {
      throw notAvailable(method);
    }
    Explainer lime = explainers.get(method);
    if (lime == null) {
      lime = open(method);
      explainers.put(method, lime);
    }
    try {
      return lime.explain(
          scorer.prepared(), 0, classIndex, samples == 0 ? samplesOf(method) : samples, seed);
    } catch (IllegalArgumentException cannotWork) {
      throw new RefusedExplanationException(RefusalReason.BAD_SAMPLES, cannotWork.getMessage());
    }
  }

  private Explainer open(ExplanationMethod method) {
    return method == ExplanationMethod.LIME
        ? new StableLime(model, scorer.engine())
        : new PublishedLime(model, scorer.engine());
  }

  /** How many samples a method draws unless asked for otherwise. */
  private int samplesOf(ExplanationMethod method) {
    return method == ExplanationMethod.LIME
        ? model.explanations().orElseThrow().lime().samples()
        : PublishedLime.DEFAULT_SAMPLES;
  }

  @Override
  public void close() {
    scorer.close();
  }
}
