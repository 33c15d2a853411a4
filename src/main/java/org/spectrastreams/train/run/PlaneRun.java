package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelManifest.DataSet;
import org.spectrastreams.model.ModelManifest.Evaluation;
import org.spectrastreams.model.ModelManifest.Training;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.preprocess.PlaneGrid;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.GroupSplits;
import org.spectrastreams.train.data.GroupSplits.Split;
import org.spectrastreams.train.data.PlaneImages;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.dl4j.MemberTrainer;
import org.spectrastreams.train.measure.Figures;
import org.spectrastreams.train.recipe.LabelledImages;
import org.spectrastreams.train.recipe.Recipe;

/**
 * Follows a recipe of pictures from a folder to a model package: cross-validates a network over
 * planes, keeps the member of the first fold, and measures what its maps are worth.
 */
public final class PlaneRun {
  private static final int PROBE = 4;

  private final Recipe recipe;
  private final LabelledImages source;
  private final Consumer<String> progress;

  /** A run that has not begun. */
  public PlaneRun(Recipe recipe, Consumer<String> progress) {
    this.recipe = recipe;
    this.source = (LabelledImages) recipe.data();
    this.progress = progress;
  }

  /**
   * Trains one member for each of the first folds and writes the package of the first one's. A file
   * of every fold is left beside the package; the package is there, and says what was tested so
   * far, as soon as the first fold is.
   *
   * @param folder the pictures
   * @param store the model store that receives the package
   * @param folds how many of the sets are test data in turn, 1 to all
   * @param resume whether folds that an earlier run left are taken as they are
   * @throws IOException if a picture cannot be read, the package cannot be written, or a fold that
   *     was left is of other pictures
   */
  public ModelPackage into(Path folder, Path store, int folds, boolean resume) throws IOException {
    if (folds < 1 || folds > source.sets()) {
      throw new IllegalArgumentException(
          folds + " folds of " + source.sets() + " sets; expected 1 to all of them");
    }
    PreparedSpectra planes = PlaneImages.read(source, folder);
    progress.accept(planes.count() + " pictures in " + source.sets() + " sets");
    int[] sets = GroupSplits.stratified(planes.labels(), source.sets(), recipe.seed());
    String origin = PlaneFold.origin(recipe, network().facts(), planes);
    Path left = store.resolve(recipe.id().name()).resolve("folds-" + recipe.id().version());
    List<PlaneFold> done = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      Optional<PlaneFold> known =
          resume ? PlaneFold.of(left, fold, origin, planes.classes()) : Optional.empty();
      if (known.isPresent()) {
        done.add(known.get());
      } else {
        open.add(fold);
      }
    }
    if (!done.isEmpty()) {
      progress.accept(done.size() + " of " + folds + " folds are there from before");
    }
    TimeLeft time = new TimeLeft((long) open.size() * recipe.training().epochs());
    for (int fold : open) {
      Split split = split(sets, fold);
      PreparedSpectra train = planes.select(split.train());
      PreparedSpectra tested = planes.select(split.test());
      MemberTrainer.Trained member =
          new MemberTrainer(network(), recipe.training())
              .train(
                  train,
                  planes.select(split.validation()),
                  tested,
                  recipe.seed() + fold,
                  epoch ->
                      time.step("fold " + (fold + 1) + " of " + folds + ", epoch " + epoch)
                          .ifPresent(progress));
      PlaneFold given =
          new PlaneFold(
              origin,
              fold,
              tested.labels(),
              predicted(tested, member.probabilities()),
              member.bestEpoch());
      if (fold == 0) {
        if (!resume) {
          PlaneFold.removeAll(left, source.sets()); // they would pass for folds of the new package
        }
        write(store, split, train, tested, member, given);
      }
      given.into(left);
      done.add(given);
      progress.accept(
          String.format(
              Locale.ROOT,
              "fold %d of %d: accuracy %.3f of %d pictures, epoch %d",
              fold + 1,
              folds,
              given.confusion(planes.classes()).accuracy(),
              tested.count(),
              given.bestEpoch()));
    }
    done.sort(Comparator.comparingInt(PlaneFold::fold));
    return ModelPackageWriter.writeEvaluation(
        store,
        new ModelStore(store).open(recipe.id().toString()),
        training(split(sets, 0), done.size()),
        evaluation(done));
  }

  private Network network() {
    return Networks.find(recipe.network())
        .onPlanes(source.rows(), source.columns(), source.classes().size());
  }

  private Split split(int[] sets, int fold) {
    return GroupSplits.holdOut(sets, fold, (fold + 1) % source.sets());
  }

  private static int[] predicted(PreparedSpectra tested, float[] probabilities) {
    int[] predicted = new int[tested.count()];
    for (int i = 0; i < predicted.length; i++) {
      int from = i * tested.classes();
      for (int k = 1; k < tested.classes(); k++) {
        predicted[i] =
            probabilities[from + k] > probabilities[from + predicted[i]] ? k : predicted[i];
      }
    }
    return predicted;
  }

  /** Writes the package of the first fold's member with the verdicts on its maps. */
  private void write(
      Path store,
      Split split,
      PreparedSpectra train,
      PreparedSpectra tested,
      MemberTrainer.Trained member,
      PlaneFold fold)
      throws IOException {
    List<Map<String, float[]>> weights = List.of(member.weights());
    Network network = network();
    ModelManifest manifest =
        ModelManifest.ofEnsemble(
                recipe.id(),
                recipe.title(),
                recipe.description(),
                source.simulated(),
                source.classes(),
                source.chain(),
                network.facts(),
                1,
                training(split, 1),
                evaluation(List.of(fold)))
            .withMaps(network.maps().keySet());
    ModelPackage unmeasured = EnsemblePackages.write(store, manifest, weights, probe(tested));
    ExplanationManifest verdicts =
        new PlaneMaps(unmeasured, weights, tested, fold.predicted(), mean(train), recipe.seed())
            .judge(command(1), progress);
    ModelPackageWriter.writeExplanations(store, unmeasured, verdicts, Map.of());
  }

  private String command(int folds) {
    return "./spectra train " + recipe.name() + " --data FOLDER --folds " + folds;
  }

  private Training training(Split kept, int folds) {
    return new Training(
        List.of(
            new DataSet(
                recipe.name() + " pictures",
                "training, validation and test",
                source.licence(),
                source.attribution(),
                source.simulated())),
        "Pictures in "
            + source.sets()
            + " sets of equal shares of the classes, "
            + folds
            + " of them tested in turn. The member here is that of the first fold: it learnt from "
            + kept.train().length
            + " pictures, chose its epoch on the "
            + kept.validation().length
            + " of the second set, and never saw the "
            + kept.test().length
            + " of the first",
        List.of(recipe.seed()),
        List.of(command(folds)),
        recipe.toSettings());
  }

  private Evaluation evaluation(List<PlaneFold> folds) {
    int classes = source.classes().size();
    List<ConfusionMatrix> tests = folds.stream().map(fold -> fold.confusion(classes)).toList();
    ConfusionMatrix all = new ConfusionMatrix(classes);
    tests.forEach(all::addAll);
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("foldsTested", folds.size());
    metrics.put("accuracyOfFolds", tests.stream().map(ConfusionMatrix::accuracy).toList());
    metrics.put("accuracyOfAllTested", all.accuracy());
    metrics.put("allTested", Figures.details(all, source.classes()));
    metrics.put("bestEpochs", folds.stream().map(PlaneFold::bestEpoch).toList());
    List<String> limits = new ArrayList<>(recipe.limits());
    limits.add(
        "It knows no domain: whatever picture can be brought onto its grid gets one of its classes,"
            + " also one of something else.");
    if (folds.size() < source.sets()) {
      limits.add(
          folds.size()
              + " of "
              + source.sets()
              + " sets were tested, not all: figures of so few pictures say little.");
    }
    return new Evaluation(
        Figures.of(folds.size() + " of " + source.division() + " tested in turn", "member", tests),
        limits,
        metrics);
  }

  /** Pictures that lie on the grid already, as raw spectra. */
  private SpectrumBlock probe(PreparedSpectra tested) {
    PlaneGrid grid = source.chain().plane().orElseThrow();
    int count = Math.min(PROBE, tested.count());
    float[] values = new float[count * tested.points()];
    System.arraycopy(tested.values(), 0, values, 0, values.length);
    return new SpectrumBlock(
        grid.columns(),
        Optional.of(grid.rows()),
        source.chain().quantity(),
        new int[count],
        new int[count],
        values,
        List.of());
  }

  private static float[] mean(PreparedSpectra planes) {
    double[] sum = new double[planes.points()];
    for (int i = 0; i < planes.values().length; i++) {
      sum[i % sum.length] += planes.values()[i];
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / planes.count());
    }
    return mean;
  }
}
