package org.spectrastreams.train.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.spectrastreams.explain.methods.AmortisedLimeMethod;
import org.spectrastreams.explain.methods.ContextMethod;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ExplanationManifest.Check;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.network.context.ContextEncoder;
import org.spectrastreams.train.contexts.ExplanationFiles;
import org.spectrastreams.train.contexts.ExplanationTraining;
import org.spectrastreams.train.contexts.SampledExplanations;
import org.spectrastreams.train.data.ExplainedPixels;
import org.spectrastreams.train.measure.ContextMeasures;
import org.spectrastreams.train.measure.ContextTrust;
import org.spectrastreams.train.measure.ExplanationFidelity;
import org.spectrastreams.train.recipe.ExplanationRecipe;
import org.spectrastreams.train.recipe.Recipe;

/** Follows the section {@code explanations} of a recipe to a package that has explanations. */
public final class ExplanationRun {
  private static final String CONTEXT_LABEL = "label of the context";
  private static final String WITH_ENSEMBLE = "agreement with the ensemble";
  private static final double LEAST_LABELS = 0.8;
  private static final double LEAST_CORRELATION = 0.9;
  private static final double LEAST_AGREEMENT = 0.8;
  private static final double LEAST_AREA = 0.7;
  private static final int PARITY_SPECTRA = 64;
  private static final double PARITY = 1e-4;

  /** The spectra to explain. */
  private interface Spectra {
    ExplainedPixels.Split of(ModelPackage model) throws IOException;
  }

  private final ExplanationRecipe wanted;
  private final Spectra spectra;
  private final boolean simulated;
  private final String reproduce;
  private final Map<String, Object> settings;
  private final int threads;
  private final Consumer<String> progress;
  private final ExplanationFidelity fidelity;

  /**
   * A run that has not begun.
   *
   * @param threads how many explanations are made at once; has no influence on the result
   * @param progress receives a line whenever something is done
   * @throws IllegalArgumentException if the recipe says nothing of explanations
   */
  public ExplanationRun(Recipe recipe, int threads, Consumer<String> progress) {
    this(recipe, threads, progress, ExplanationFidelity.FULL);
  }

  /** A run that measures less, or more, than a model card needs. */
  ExplanationRun(
      Recipe recipe, int threads, Consumer<String> progress, ExplanationFidelity fidelity) {
    if (recipe.explanations() == null) {
      throw new IllegalArgumentException(
          "recipe " + recipe.name() + " has no section 'explanations'");
    }
    this.wanted = recipe.explanations();
    this.spectra = model -> ExplainedPixels.of(recipe, model);
    this.simulated = recipe.data() instanceof Recipe.SimulatedSections;
    this.reproduce = "./spectra train " + recipe.name() + " --explanations-only";
    this.settings =
        recipe.toSettings().get("explanations") instanceof Map<?, ?> found
            ? copied(found)
            : Map.of();
    this.threads = threads;
    this.progress = progress;
    this.fidelity = fidelity;
  }

  private ExplanationRun(
      ExplanationRecipe wanted,
      ExplainedPixels.Split split,
      boolean simulated,
      String reproduce,
      int threads,
      Consumer<String> progress,
      ExplanationFidelity fidelity) {
    this.wanted = wanted;
    this.spectra = model -> split;
    this.simulated = simulated;
    this.reproduce = reproduce;
    this.settings =
        new ObjectMapper().convertValue(wanted, new TypeReference<Map<String, Object>>() {});
    this.threads = threads;
    this.progress = progress;
    this.fidelity = fidelity;
  }

  /**
   * A run over spectra that no recipe names.
   *
   * @param split prepared as the model prepares them
   * @param reproduce the command that does it again
   */
  static ExplanationRun ofData(
      ExplanationRecipe wanted,
      ExplainedPixels.Split split,
      boolean simulated,
      String reproduce,
      int threads,
      Consumer<String> progress,
      ExplanationFidelity fidelity) {
    return new ExplanationRun(wanted, split, simulated, reproduce, threads, progress, fidelity);
  }

  /**
   * Learns the explanations of a model, measures them and writes a package that has them.
   *
   * @param model the ensemble, whose files stay as they are
   * @param store the model store that receives the package; may be the model's own
   * @throws IOException if data cannot be read or the package cannot be written
   */
  public ModelPackage into(ModelPackage model, Path store) throws IOException {
    ExplainedPixels.Split data = spectra.of(model);
    progress.accept(
        data.training().count()
            + " spectra to explain, "
            + data.heldOut().count()
            + " held out for measuring");
    ExplanationTraining training =
        new ExplanationTraining(model, wanted, data.training(), threads, progress);
    training.learnLime();
    ExplanationTraining.Crime crime =
        training.learnContexts(
            ContextEncoder.Kind.parse(wanted.vae()),
            wanted.supervision(),
            wanted.contexts(),
            wanted.epochs());
    List<Figure> figures = figures(training, crime, data);
    Map<String, byte[]> files = ExplanationFiles.of(training, crime);
    ModelPackage written =
        ModelPackageWriter.writeExplanations(store, model, manifest(data, crime, figures), files);
    requireParity(training, crime, written);
    return written;
  }

  /** The serving engine must answer as the networks that were trained do. */
  private static void requireParity(
      ExplanationTraining training, ExplanationTraining.Crime crime, ModelPackage written) {
    ExplainedPixels pixels = training.pixels();
    int count = Math.min(PARITY_SPECTRA, pixels.count());
    float[] spectra = Arrays.copyOf(pixels.prepared(), count * pixels.points());
    int[] classes = Arrays.copyOf(training.predicted(), count);
    float[] weights = training.amortisedWeights(spectra, classes);
    float[] places = crime.vae().places(training.inputs(spectra, weights), count);
    try (ExplainerEngine engine = written.openExplainer(Device.CPU, 1)) {
      ExplainerOutputs outputs = engine.newOutputs();
      engine.explain(spectra, classes, count, outputs);
      requireClose("weights", weights, outputs.limeWeights());
      requireClose("places in the latent space", places, outputs.latents());
    }
  }

  private static void requireClose(String what, float[] trained, float[] served) {
    double largest = 0;
    double apart = 0;
    for (int i = 0; i < trained.length; i++) {
      largest = Math.max(largest, Math.abs(trained[i]));
      apart = Math.max(apart, Math.abs(trained[i] - served[i]));
      if (!Float.isFinite(served[i])) {
        apart = Double.POSITIVE_INFINITY;
      }
    }
    if (!(apart <= PARITY * largest)) {
      throw new IllegalStateException(
          "the exported explainer's "
              + what
              + " differ by "
              + apart
              + " from the trained network's, which reach "
              + largest
              + "; expected "
              + PARITY
              + " of that at most");
    }
  }

  private List<Figure> figures(
      ExplanationTraining training, ExplanationTraining.Crime crime, ExplainedPixels.Split data) {
    ExplainedPixels heldOut = data.heldOut();
    int[] predicted = SampledExplanations.predicted(training.model(), heldOut);
    float[] places =
        crime
            .vae()
            .places(
                training.inputs(
                    heldOut.prepared(), training.amortisedWeights(heldOut.prepared(), predicted)),
                heldOut.count());
    ContextMeasures measures =
        ContextMeasures.of(
            crime.contexts(),
            data.training(),
            training.predicted(),
            crime.places(),
            heldOut,
            predicted,
            places);
    String evaluation = "explanations of held-out spectra" + simulated();
    List<Figure> figures = new ArrayList<>();
    add(
        figures,
        evaluation,
        "linearised classifier",
        "agreement with the ensemble",
        measures.linearisedEnsemble());
    add(
        figures,
        evaluation,
        "linearised classifier",
        "agreement with the truth",
        measures.linearisedTruth());
    add(
        figures,
        evaluation,
        "linearised classifier as published",
        "agreement with the ensemble",
        measures.publishedEnsemble());
    add(figures, evaluation, "ensemble", "agreement with the truth", measures.ensembleTruth());
    add(
        figures,
        evaluation,
        "label of the context",
        "agreement with the ensemble",
        measures.labelEnsemble());
    add(
        figures,
        evaluation,
        "label of the context",
        "contradicts a false weak label",
        measures.recall());
    add(
        figures,
        evaluation,
        "label of the context",
        "contradicts a true weak label",
        measures.falseAlarms());
    add(figures, evaluation, "contexts", "separation of the routes", measures.routes());
    add(figures, evaluation, "contexts", "necrosis apart", measures.necrosis());
    figures.addAll(ContextTrust.measure(training, crime, heldOut, predicted, evaluation));
    progress.accept("measuring against sampled explanations, which takes longest");
    figures.addAll(fidelity.measure(training, crime, heldOut, predicted, evaluation, progress));
    return figures;
  }

  private String simulated() {
    return simulated ? " (simulated)" : "";
  }

  private static void add(
      List<Figure> figures, String evaluation, String method, String measure, double value) {
    if (Double.isFinite(value)) {
      figures.add(new Figure(evaluation, method, measure, value, 0, 1));
    }
  }

  private ExplanationManifest manifest(
      ExplainedPixels.Split data, ExplanationTraining.Crime crime, List<Figure> figures) {
    List<String> limits = new ArrayList<>();
    limits.add("Explanations were learnt from " + data.origin() + ".");
    limits.add("Amortised weights and contexts say nothing of spectra unlike those.");
    return new ExplanationManifest(
        ExplanationManifest.FORMAT,
        new ExplanationManifest.Lime(wanted.segmentSpacing(), wanted.samples()),
        new ExplanationManifest.Crime(
            crime.encoder().kind().id(),
            crime.contexts().description().supervision(),
            crime.encoder().latent(),
            crime.contexts().count(),
            data.training().count(),
            wanted.seed()),
        reliability(List.of(), figures),
        figures,
        limits,
        List.of(reproduce),
        settings);
  }

  /**
   * Contexts whose labels contradict the ensemble too often say nothing where they contradict it;
   * amortised weights must come as near to a long run as two explanations are asked to be.
   *
   * @param verdicts what was found of methods in other ways; stays where nothing falls short here
   */
  static List<Reliability> reliability(List<Reliability> verdicts, List<Figure> figures) {
    List<Reliability> found = new ArrayList<>(verdicts);
    for (Figure figure : figures) {
      if (figure.method().equals(CONTEXT_LABEL) && figure.measure().equals(WITH_ENSEMBLE)) {
        judge(
            found,
            ContextMethod.ID,
            "context label: " + WITH_ENSEMBLE,
            figure.value(),
            LEAST_LABELS);
      } else if (figure.method().equals("contexts")
          && figure.measure().startsWith("adjusted Rand index")) {
        judge(
            found,
            ContextMethod.ID,
            "contexts: " + figure.measure(),
            figure.value(),
            LEAST_AGREEMENT);
      } else if (figure.method().equals("contradictions")
          && figure.measure().startsWith("area under")) {
        judge(
            found,
            ContextMethod.ID,
            "contradictions: " + figure.measure(),
            figure.value(),
            LEAST_AREA);
      } else if (figure.method().equals("amortised LIME")
          && figure.measure().startsWith("correlation")) {
        judge(found, AmortisedLimeMethod.ID, figure.measure(), figure.value(), LEAST_CORRELATION);
      }
    }
    return found;
  }

  private static void judge(
      List<Reliability> found, String method, String measure, double value, double least) {
    Check check = new Check(measure, value, least + " or more", value >= least);
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).method().equals(method)) {
        found.set(i, found.get(i).with(check));
        return;
      }
    }
    found.add(Reliability.of(method, List.of(check)));
  }

  private static Map<String, Object> copied(Map<?, ?> settings) {
    Map<String, Object> copy = new LinkedHashMap<>();
    settings.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }
}
