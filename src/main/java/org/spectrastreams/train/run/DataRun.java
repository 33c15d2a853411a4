package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelManifest.DataSet;
import org.spectrastreams.model.ModelManifest.Evaluation;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelManifest.Training;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.context.ContextEncoder;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.train.choose.Tested;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.equip.PackageDomain;
import org.spectrastreams.train.measure.CalibrationFit;
import org.spectrastreams.train.measure.DataEvaluation;
import org.spectrastreams.train.measure.MethodRow;
import org.spectrastreams.train.measure.UnseenPredictions;

/** Writes the best of a {@link DataComparison} as a package that is served like any other. */
public final class DataRun {
  /** The points that a spectrum has at least for contexts to be learnt. */
  public static final int FEWEST_POINTS_OF_CONTEXTS = ContextEncoder.PATCH;

  private final DataComparison comparison;
  private final ModelId id;
  private final String command;
  private final long seed;
  private final boolean explain;
  private final int contextThreads;
  private final Consumer<String> progress;

  /**
   * A run that has not begun.
   *
   * @param id of the package
   * @param command the command line that repeats it
   * @param seed of the comparison
   * @param explain whether the package gets explanations and a verdict on each
   * @param progress receives a line whenever something is done
   */
  public DataRun(
      DataComparison comparison,
      ModelId id,
      String command,
      long seed,
      boolean explain,
      Consumer<String> progress) {
    this(comparison, id, command, seed, explain, 0, progress);
  }

  /**
   * A run that may give the explanations contexts.
   *
   * @param contextThreads explanations made at once where contexts are wanted; 0 for none
   */
  public DataRun(
      DataComparison comparison,
      ModelId id,
      String command,
      long seed,
      boolean explain,
      int contextThreads,
      Consumer<String> progress) {
    this.contextThreads = contextThreads;
    this.comparison = comparison;
    this.id = id;
    this.command = command;
    this.seed = seed;
    this.explain = explain;
    this.progress = progress;
  }

  /**
   * Writes the package, with its domain, its calibration and its explanations.
   *
   * @param store the model store that receives it
   * @throws IOException if the package cannot be written
   */
  public ModelPackage into(Path store) throws IOException {
    Chemometric network =
        comparison
            .fitted()
            .network(
                comparison.taught().pixels().axis().size(),
                comparison.taught().pixels().classes().size());
    ModelPackage model =
        EnsemblePackages.write(
            Files.createDirectories(store),
            manifest(network),
            comparison.fitted().arrays(network),
            comparison.taught().pixels().probe());
    ModelPackage domained = PackageDomain.write(store, model, comparison.taught(), seed);
    progress.accept("domain of " + domained.manifest().domain().components() + " components");
    ModelPackage calibrated = calibrated(domained, store);
    return explain
        ? new DataReasons(comparison, command, seed, contextThreads, progress)
            .into(calibrated, store)
        : calibrated;
  }

  private ModelManifest manifest(Chemometric network) {
    PreprocessingChain chain = comparison.fitted().chain(comparison.chain());
    LabelledPixels pixels = comparison.taught().pixels();
    boolean aside = comparison.putsAside();
    List<Figure> figures = new ArrayList<>();
    comparison.rows().forEach(row -> figures.addAll(row.figures()));
    boolean leaky = comparison.set().leaky();
    return ModelManifest.ofEnsemble(
        id,
        id.name(),
        (leaky ? "LEAKY SPLIT: the figures below flatter. " : "")
            + "Tells "
            + String.join(", ", pixels.classes())
            + " apart. Chosen among "
            + comparison.rows().size()
            + " methods and their preprocessing by cross-validation: "
            + String.join("; ", described())
            + ".",
        comparison.set().simulated(),
        pixels.classes(),
        chain,
        network.facts(),
        comparison.fitted().members().size(),
        new Training(
            List.of(
                new DataSet(
                    String.join(", ", comparison.set().files().keySet().stream().sorted().toList()),
                    aside
                        ? "files of the test: test alone; the others: choice and fit"
                        : "all of it: choice, fit and, fold by fold, test",
                    "as the owner of the data says",
                    "the user's own data, " + pixels.count() + " spectra",
                    comparison.set().simulated())),
            comparison.evaluation()
                + ": preprocessing, settings and members were chosen in each outer fold by an inner"
                + " cross-validation of the other folds; the package itself is fitted to all"
                + " spectra that were not put aside, with what all of them chose"
                + (leaky ? ". LEAKY SPLIT" : ""),
            comparison.fitted().members().stream().map(member -> seed).toList(),
            List.of(command),
            settings()),
        new Evaluation(figures, limits(), metrics()));
  }

  private List<String> described() {
    return comparison.fitted().members().stream()
        .map(member -> member.candidate().described())
        .toList();
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("kind", DataEvaluation.KIND);
    settings.put("seed", seed);
    settings.put("method", comparison.best());
    settings.put("members", described());
    return settings;
  }

  private List<String> limits() {
    List<String> limits = new ArrayList<>();
    if (comparison.set().leaky()) {
      limits.add(
          "Leaky split: spectra that belong together were parted, so every figure above is too"
              + " good. Do not quote them.");
    }
    limits.addAll(
        comparison.set().notes().stream()
            .map(note -> note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + ".")
            .toList());
    MethodRow best = comparison.row(comparison.best());
    MethodRow simplest = comparison.simplest();
    if (!simplest.method().equals(best.method())) {
      limits.add(
          String.format(
              Locale.ROOT,
              "A simpler model is as good: %s alone reaches %.3f ± %.3f where this one has %.3f"
                  + " ± %.3f; the difference is within its standard error over the folds.",
              simplest.method(),
              simplest.mean(),
              simplest.spread(),
              best.mean(),
              best.spread()));
    }
    limits.add(
        String.format(
            Locale.ROOT,
            "Balanced accuracy of unseen groups: %.3f, 95 %% interval %.3f to %.3f by drawing the"
                + " %d groups anew."
                + (comparison.putsAside()
                    ? " None of these figures had a say in the choice."
                    : " The method was chosen by the same figures, which flatters it slightly."),
            best.scores().balancedAccuracy(),
            best.scores().balancedInterval().low(),
            best.scores().balancedInterval().high(),
            best.scores().drawn()));
    comparison
        .importance()
        .ifPresent(
            importance ->
                limits.add(
                    "The importance of the points in the projection (VIP) in model.json is that of "
                        + importance.candidate().described()
                        + (described().contains(importance.candidate().described())
                            ? ", a member of this package"
                            : ", which is not a member of this package")
                        + ", and "
                        + importance.described()
                        + "."));
    return limits;
  }

  private Map<String, Object> metrics() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("files", comparison.set().files());
    metrics.put("division", comparison.set().division());
    metrics.put("groups", comparison.set().groupNames());
    Map<String, Object> methods = new LinkedHashMap<>();
    for (MethodRow row : comparison.rows()) {
      Tested tested = comparison.tested().get(row.method());
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("balancedAccuracyOfFolds", Arrays.stream(row.folds()).boxed().toList());
      one.put("balancedAccuracy", row.scores().balancedAccuracy());
      one.put(
          "interval95",
          List.of(row.scores().balancedInterval().low(), row.scores().balancedInterval().high()));
      one.put("accuracy", row.scores().accuracy());
      one.put("calibrationError", row.scores().calibrationError());
      one.put("chosenInFolds", tested.chosen());
      methods.put(row.method(), one);
    }
    metrics.put("methods", methods);
    comparison
        .importance()
        .ifPresent(
            importance -> {
              metrics.put(
                  "importanceInProjection",
                  Arrays.stream(importance.values())
                      .map(value -> Math.round(value * 1e4) / 1e4)
                      .boxed()
                      .toList());
              metrics.put("importanceInProjectionOf", importance.candidate().described());
              metrics.put("importanceInProjectionIs", importance.described());
            });
    metrics.put(
        "foldOfSpectrum",
        comparison.tested().get(comparison.best()).folds().stream()
            .map(folds -> Arrays.stream(folds).boxed().toList())
            .toList());
    return metrics;
  }

  /** By what the same method said of spectra that it had not seen, fold by fold. */
  private ModelPackage calibrated(ModelPackage model, Path store) throws IOException {
    LabelledPixels pixels = comparison.set().pixels();
    Tested tested = comparison.unseen();
    int classes = pixels.classes().size();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < pixels.count(); i++) {
      if (tested.probabilities().get(0)[i] != null) {
        rows.add(i);
      }
    }
    float[] means = new float[rows.size() * classes];
    for (int at = 0; at < rows.size(); at++) {
      for (int c = 0; c < classes; c++) {
        means[at * classes + c] = (float) tested.probabilities().get(0)[rows.get(at)][c];
      }
    }
    int[] used = rows.stream().mapToInt(Integer::intValue).toArray();
    int[] sets = Arrays.stream(used).map(row -> tested.folds().get(0)[row]).toArray();
    if (Arrays.stream(sets).distinct().count() < 2) {
      sets = Arrays.stream(used).map(row -> pixels.groups()[row]).toArray();
    }
    if (Arrays.stream(sets).distinct().count() < 2) {
      progress.accept(
          "not calibrated: one group alone was tested; expected two or more, so that it holds for"
              + " a group that was not seen");
      return model;
    }
    boolean folds =
        Arrays.stream(sets).distinct().count()
            < Arrays.stream(used).map(row -> pixels.groups()[row]).distinct().count();
    Calibration found =
        CalibrationFit.of(
            new UnseenPredictions(
                classes,
                means,
                Arrays.stream(used).map(row -> tested.predicted().get(0)[row]).toArray(),
                Arrays.stream(used).map(row -> pixels.labels()[row]).toArray(),
                sets,
                comparison.putsAside()
                    ? "spectra that were not put aside for the test, in five folds of whole groups"
                        + " left out in turn, with the settings that all of them chose; those of"
                        + " the test have no say"
                    : comparison.evaluation()
                        + (folds ? "; its folds of whole groups are the groups here" : "")));
    boolean allRight =
        Arrays.stream(used).allMatch(row -> tested.predicted().get(0)[row] == pixels.labels()[row]);
    return ModelPackageWriter.writeCalibration(store, model, allRight ? found.unscaled() : found);
  }
}
