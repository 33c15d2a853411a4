package org.spectrastreams.train.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.GradientEngine;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.onnx.EnsembleWriter;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.GroupSplits;
import org.spectrastreams.train.data.GroupSplits.Split;
import org.spectrastreams.train.data.PlaneImages;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.dl4j.MemberTrainer;
import org.spectrastreams.train.measure.PlaneReliability;
import org.spectrastreams.train.recipe.LabelledImages;
import org.spectrastreams.train.recipe.Recipe;

/**
 * Cross-validates a network over planes, and measures what its maps are worth. It gives a graph and
 * a report, not yet a package: packages prepare spectra of one dimension alone.
 */
public final class PlaneRun {
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
   * Trains one member for each of the first folds and writes {@code ensemble.onnx}, the member of
   * the first fold, a file of every fold, and {@code report.json}.
   *
   * @param folder the pictures
   * @param out receives the files
   * @param folds how many of the sets are test data in turn, 1 to all
   * @param resume whether folds that an earlier run left in {@code out} are taken as they are
   * @return accuracy over the tested pictures
   * @throws IOException if the pictures cannot be read, or a fold that was left is of other ones
   */
  public double into(Path folder, Path out, int folds, boolean resume) throws IOException {
    if (folds < 1 || folds > source.sets()) {
      throw new IllegalArgumentException(
          folds + " folds of " + source.sets() + " sets; expected 1 to all of them");
    }
    PreparedSpectra planes = PlaneImages.read(source, folder);
    progress.accept(planes.count() + " pictures in " + source.sets() + " sets");
    int[] sets = GroupSplits.stratified(planes.labels(), source.sets(), recipe.seed());
    Network network =
        Networks.find(recipe.network())
            .onPlanes(source.rows(), source.columns(), source.classes().size());
    String origin = PlaneFold.origin(recipe, planes);
    List<PlaneFold> done = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      Optional<PlaneFold> left =
          resume ? PlaneFold.of(out, fold, origin, planes.classes()) : Optional.empty();
      if (left.isPresent()) {
        done.add(left.get());
      } else {
        open.add(fold);
      }
    }
    if (!done.isEmpty()) {
      progress.accept(done.size() + " of " + folds + " folds are there from before");
    }
    TimeLeft time = new TimeLeft((long) open.size() * recipe.training().epochs());
    for (int fold : open) {
      done.add(trained(network, planes, sets, fold, folds, origin, time, out));
    }
    done.sort(Comparator.comparingInt(PlaneFold::fold));
    ConfusionMatrix all = new ConfusionMatrix(planes.classes());
    done.forEach(fold -> all.addAll(fold.confusion(planes.classes())));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("maps", done.get(0).maps());
    report.put("recipe", recipe.toSettings());
    report.put("folds", folds);
    report.put(
        "accuracyOfFolds",
        done.stream().map(fold -> fold.confusion(planes.classes()).accuracy()).toList());
    report.put("accuracy", all.accuracy());
    report.put("balancedAccuracy", all.balancedAccuracy());
    Files.writeString(
        out.resolve("report.json"),
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report)
            + "\n");
    return all.accuracy();
  }

  /** Trains and tests the member of one fold, and leaves the fold's file. */
  private PlaneFold trained(
      Network network,
      PreparedSpectra planes,
      int[] sets,
      int fold,
      int folds,
      String origin,
      TimeLeft time,
      Path out)
      throws IOException {
    Split split = GroupSplits.holdOut(sets, fold, (fold + 1) % source.sets());
    PreparedSpectra tested = planes.select(split.test());
    MemberTrainer.Trained member =
        new MemberTrainer(network, recipe.training())
            .train(
                planes.select(split.train()),
                planes.select(split.validation()),
                tested,
                recipe.seed() + fold,
                epoch ->
                    time.step("fold " + (fold + 1) + " of " + folds + ", epoch " + epoch)
                        .ifPresent(progress));
    Files.createDirectories(out);
    PlaneFold given =
        new PlaneFold(
            origin,
            fold,
            tested.labels(),
            predicted(tested, member.probabilities()),
            member.bestEpoch(),
            fold == 0
                ? maps(network, member, planes.select(split.train()), tested, out)
                : Map.of());
    given.into(out);
    progress.accept(
        String.format(
            Locale.ROOT,
            "fold %d of %d: accuracy %.3f of %d pictures, epoch %d",
            fold + 1,
            folds,
            given.confusion(planes.classes()).accuracy(),
            tested.count(),
            given.bestEpoch()));
    return given;
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

  /** What the maps of the first fold's member are worth, on pictures that it never saw. */
  private Map<String, Object> maps(
      Network network,
      MemberTrainer.Trained trained,
      PreparedSpectra training,
      PreparedSpectra tested,
      Path out)
      throws IOException {
    GraphContract contract =
        GraphContract.ofEnsemble(network.inputShape(), 1, network.classes())
            .withGradients()
            .withMaps(network.maps().keySet());
    byte[] onnx = EnsembleWriter.write(network, contract, List.of(trained.weights()));
    Files.write(out.resolve("ensemble.onnx"), onnx);
    byte[] random = EnsembleWriter.write(network, contract, List.of(shuffled(trained.weights())));
    int[] classes = predicted(tested, trained.probabilities());
    Map<String, Object> report = new LinkedHashMap<>();
    try (ScoringEngine engine = OnnxEngine.open(onnx, contract, Device.CPU, 1);
        ScoringEngine untrained = OnnxEngine.open(random, contract, Device.CPU, 1)) {
      GradientEngine own = engine.gradients().orElseThrow();
      GradientEngine other = untrained.gradients().orElseThrow();
      for (Meaning map : network.maps().keySet().stream().sorted().toList()) {
        PlaneReliability found =
            PlaneReliability.of(
                own,
                map,
                tested.values(),
                classes,
                mean(training),
                source.columns(),
                recipe.seed());
        double alike = alike(own, other, map, tested, classes);
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s: deletion %.2f and insertion %+.2f log-odds beside random orders, better on"
                    + " %.2f of the pictures; correlation with shuffled weights %.2f",
                map,
                found.deletion(),
                found.insertion(),
                found.better(),
                alike));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("pictures", tested.count());
        one.put("deletionBesideRandom", found.deletion());
        one.put("insertionBesideRandom", found.insertion());
        one.put("shareBetterThanRandom", found.better());
        one.put("correlationWithShuffledWeights", alike);
        report.put(map.name().toLowerCase(Locale.ROOT).replace('_', '-'), one);
      }
    }
    return report;
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

  /** The same numbers in another order, array by array: a network that knows nothing. */
  private Map<String, float[]> shuffled(Map<String, float[]> weights) {
    Random random = new Random(recipe.seed());
    Map<String, float[]> all = new LinkedHashMap<>();
    weights.forEach(
        (name, values) -> {
          float[] other = values.clone();
          for (int j = other.length - 1; j > 0; j--) {
            int k = random.nextInt(j + 1);
            float swap = other[j];
            other[j] = other[k];
            other[k] = swap;
          }
          all.put(name, other);
        });
    return all;
  }

  /** Mean correlation of the maps of two networks; 0 for a map that is the same everywhere. */
  private static double alike(
      GradientEngine one, GradientEngine other, Meaning map, PreparedSpectra data, int[] classes) {
    int points = data.points();
    double sum = 0;
    for (int n = 0; n < data.count(); n++) {
      float[] plane = Arrays.copyOfRange(data.values(), n * points, (n + 1) * points);
      float[] left = new float[points];
      float[] right = new float[points];
      one.maps(map, plane, 1, classes[n], left);
      other.maps(map, plane, 1, classes[n], right);
      double correlation = WeightAgreement.correlation(left, right);
      sum += Double.isFinite(correlation) ? correlation : 0;
    }
    return sum / data.count();
  }
}
