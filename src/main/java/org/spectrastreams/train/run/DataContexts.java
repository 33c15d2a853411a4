package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.train.data.ExplainedPixels;
import org.spectrastreams.train.data.GroupedFolds;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.equip.PackageExplanations;
import org.spectrastreams.train.measure.ExplanationFidelity;
import org.spectrastreams.train.recipe.ExplanationRecipe;

/**
 * Contexts (CRIME) of a package that was made from a user's spectra: learnt from four fifths of the
 * groups, measured on the others. The latent space is linear, so that only the amortised weights
 * need a network.
 *
 * @param wanted how they are learnt
 * @param threads explanations made at once; has no influence on them
 */
record DataContexts(
    LabelledSet set,
    ExplanationRecipe wanted,
    ExplanationFidelity fidelity,
    String command,
    int threads,
    Consumer<String> progress) {
  private static final int PARTS = 5;
  private static final int SAMPLES = 2000;
  private static final int CHEAP_SAMPLES = 200;
  private static final int MIXTURES = 1000;
  private static final int EPOCHS = 40;
  private static final int LATENT = 8;
  private static final int TRAININGS = 3;
  private static final List<Integer> CONTEXTS = List.of(4, 6, 8);
  private static final ExplanationFidelity USUAL = new ExplanationFidelity(4, 10_000, 40, 4);

  /** What suits a few hundred spectra. */
  static DataContexts usual(
      LabelledSet set, String command, long seed, int threads, Consumer<String> progress) {
    ExplanationRecipe wanted =
        new ExplanationRecipe(
            null,
            PackageExplanations.spacing(set.pixels().axis()),
            SAMPLES,
            CHEAP_SAMPLES,
            MIXTURES,
            EPOCHS,
            "linear",
            0,
            LATENT,
            EPOCHS,
            CONTEXTS,
            null,
            seed,
            TRAININGS);
    return new DataContexts(set, wanted, USUAL, command, threads, progress);
  }

  /** Writes the package with contexts; what else explains it stays. */
  ModelPackage into(ModelPackage model, Path store) throws IOException {
    ModelPackage learnt =
        ExplanationRun.ofData(
                wanted, split(model), set.simulated(), command, threads, progress, fidelity)
            .into(model, store);
    Map<String, byte[]> files = new LinkedHashMap<>(ModelPackageWriter.explanationFilesOf(model));
    files.putAll(ModelPackageWriter.explanationFilesOf(learnt));
    return ModelPackageWriter.writeExplanations(
        store, learnt, learnt.explanations().orElseThrow(), files);
  }

  /** The package with its verdicts, and what was measured of its contexts besides. */
  static ModelPackage judged(ModelPackage measured, List<Figure> ofContexts, Path store)
      throws IOException {
    ExplanationManifest known = measured.explanations().orElseThrow();
    List<Figure> figures = new ArrayList<>(ofContexts);
    figures.addAll(known.figures());
    List<Reliability> verdicts = ExplanationRun.reliability(known.reliability(), ofContexts);
    return ModelPackageWriter.writeExplanations(
        store,
        measured,
        known.judged(verdicts, figures, known.limits(), known.preferred()),
        ModelPackageWriter.explanationFilesOf(measured));
  }

  private ExplainedPixels.Split split(ModelPackage model) {
    int[] folds =
        GroupedFolds.of(set.pixels().labels(), set.pixels().groups(), PARTS, wanted.seed());
    return new ExplainedPixels.Split(
        some(model, folds, false),
        some(model, folds, true),
        "four fifths of the groups of the training, all of which the model was fitted to");
  }

  private ExplainedPixels some(ModelPackage model, int[] folds, boolean held) {
    LabelledPixels chosen =
        set.pixels()
            .select(
                IntStream.range(0, folds.length).filter(i -> (folds[i] == 0) == held).toArray());
    int[] none = new int[chosen.count()];
    Arrays.fill(none, -1);
    return new ExplainedPixels(
        model.axis().size(),
        chosen.prepare(model.preprocessing()).values(),
        chosen.labels(),
        chosen.truth(),
        none,
        new boolean[chosen.count()]);
  }
}
