package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelManifest.Evaluation;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelManifest.Training;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.GroupSplits;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.RecipeData;
import org.spectrastreams.train.data.ScratchFolder;
import org.spectrastreams.train.measure.CrossValidation;
import org.spectrastreams.train.measure.CrossValidation.Candidate;
import org.spectrastreams.train.measure.CrossValidation.Fold;
import org.spectrastreams.train.measure.Figures;
import org.spectrastreams.train.measure.StoredModelEvaluation;
import org.spectrastreams.train.recipe.Recipe;

/** Follows a recipe from its data to a model package with everything that was measured. */
public final class RecipeRun {
  private static final String ENSEMBLE = "ensemble";

  private final Recipe recipe;
  private final int threads;
  private final Consumer<String> progress;
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Object> metrics = new LinkedHashMap<>();

  /**
   * A run that has not begun.
   *
   * @param threads the number of members that are trained at once; has no influence on the result
   * @param progress receives a line whenever something is done, from any thread
   */
  public RecipeRun(Recipe recipe, int threads, Consumer<String> progress) {
    this.recipe = recipe;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Cross-validates, trains the final members, writes the package and evaluates it.
   *
   * @param store the model store that receives the package
   * @throws IOException if data cannot be read or the package cannot be written
   */
  public ModelPackage into(Path store) throws IOException {
    RecipeData data = RecipeData.of(recipe);
    LabelledPixels pixels = data.pixels();
    progress.accept(pixels.count() + " labelled spectra in " + recipe.sets() + " sets");
    try (CrossValidation validation = new CrossValidation(recipe, pixels, threads, progress)) {
      measure(validation, pixels, data.sets(), recipe.data().division());
      if (!recipe.data().simulated()) {
        measure(
            validation,
            pixels,
            GroupSplits.random(pixels.count(), recipe.sets(), recipe.seed()),
            "random spectra (leaky: neighbours or near-copies of test spectra are trained on)");
      }
      PreprocessingChain chain = validation.chain(validation.allRows());
      List<Candidate> members = validation.finalMembers(data.sets(), chain);
      metrics.put("members", members.stream().map(RecipeRun::describe).toList());
      metrics.put(
          StoredModelEvaluation.UNSEEN_SETS, members.stream().map(Candidate::test).toList());
      return write(store, data, chain, members, validation);
    }
  }

  /** Cross-validates on one division and keeps what came out. */
  private void measure(
      CrossValidation validation, LabelledPixels pixels, int[] sets, String division) {
    List<Fold> folds = validation.folds(sets);
    boolean weak = !Arrays.equals(pixels.labels(), pixels.truth());
    compare(validation, folds, pixels.labels(), division + (weak ? ", weak label" : ""));
    if (weak) {
      compare(validation, folds, pixels.truth(), division + ", hidden truth");
    }
    metrics.put(division, folds.stream().map(fold -> describe(validation, pixels, fold)).toList());
  }

  private void compare(
      CrossValidation validation, List<Fold> folds, int[] truth, String evaluation) {
    figures.addAll(
        Figures.of(
            evaluation,
            ENSEMBLE + " of up to " + recipe.membersPerFold(),
            folds.stream()
                .map(fold -> validation.confusion(truth, fold.rows(), fold.predicted()))
                .toList()));
    figures.addAll(
        Figures.of(
            evaluation,
            "single members",
            folds.stream()
                .map(
                    fold -> {
                      ConfusionMatrix sum = new ConfusionMatrix(validation.network().classes());
                      for (int[] predicted : fold.single()) {
                        sum.addAll(validation.confusion(truth, fold.rows(), predicted));
                      }
                      return sum;
                    })
                .toList()));
    figures.addAll(
        Figures.of(
            evaluation,
            "PCA-LDA",
            folds.stream()
                .map(fold -> validation.confusion(truth, fold.rows(), fold.baseline()))
                .toList()));
  }

  private Map<String, Object> describe(
      CrossValidation validation, LabelledPixels pixels, Fold fold) {
    Map<String, Object> described =
        Figures.details(
            validation.confusion(pixels.truth(), fold.rows(), fold.predicted()), pixels.classes());
    described.put("candidates", fold.candidates().stream().map(RecipeRun::describe).toList());
    described.put("pcaLdaComponents", fold.components());
    return described;
  }

  private static Map<String, Object> describe(Candidate candidate) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("number", candidate.number());
    described.put("seed", candidate.seed());
    described.put("testSet", candidate.test());
    described.put("validationSet", candidate.validation());
    described.put("bestEpoch", candidate.trained().bestEpoch());
    described.put("validationBalancedAccuracy", candidate.score());
    described.put("validationAccuracy", candidate.trained().validation().accuracy());
    described.put("votes", candidate.passes());
    return described;
  }

  private ModelPackage write(
      Path store,
      RecipeData data,
      PreprocessingChain chain,
      List<Candidate> members,
      CrossValidation validation)
      throws IOException {
    List<Map<String, float[]>> weights = members.stream().map(Candidate::weights).toList();
    LabelledPixels pixels = data.pixels();
    SpectrumBlock probe = pixels.probe();
    try (ScratchFolder draft = new ScratchFolder("draft")) {
      ModelPackage unmeasured =
          EnsemblePackages.write(
              draft.path(), manifest(data, chain, members, validation), weights, probe);
      StoredModelEvaluation evaluation = StoredModelEvaluation.of(unmeasured);
      figures.addAll(evaluation.figures());
      metrics.putAll(evaluation.details());
      if (validation.network().maps().containsKey(Meaning.CLASS_ACTIVATION_MAP)) {
        metrics.put("classPatterns", StoredModelEvaluation.patterns(unmeasured, pixels));
      }
    }
    return EnsemblePackages.write(
        store, manifest(data, chain, members, validation), weights, probe);
  }

  private ModelManifest manifest(
      RecipeData data,
      PreprocessingChain chain,
      List<Candidate> members,
      CrossValidation validation) {
    return ModelManifest.ofEnsemble(
            recipe.id(),
            recipe.title(),
            recipe.description(),
            recipe.data().simulated(),
            data.pixels().classes(),
            chain,
            validation.network().facts(),
            members.size(),
            new Training(
                data.origin(),
                data.split()
                    + ". The final members go through the sets in turn; each leaves one set out"
                    + " altogether and chooses its epoch on another. Statistics of the scaling are"
                    + " those of all spectra without their labels; in the cross-validation, those"
                    + " of the spectra that are not tested",
                members.stream().map(Candidate::seed).toList(),
                List.of("./spectra train " + recipe.name(), "./spectra evaluate " + recipe.id()),
                recipe.toSettings()),
            new Evaluation(figures, recipe.limits(), metrics))
        .withMaps(validation.network().maps().keySet());
  }
}
