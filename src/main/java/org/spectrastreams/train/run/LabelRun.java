package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelManifest.DataSet;
import org.spectrastreams.model.ModelManifest.Evaluation;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelManifest.Training;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelTask;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.network.onnx.EnsembleWriter;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.train.data.LabelSets;
import org.spectrastreams.train.data.MoleculeSpectra;
import org.spectrastreams.train.data.PreparedLabels;
import org.spectrastreams.train.dl4j.LabelTrainer;
import org.spectrastreams.train.label.LabelMeasures;
import org.spectrastreams.train.label.LabelThresholds;
import org.spectrastreams.train.label.LatentPatterns;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.recipe.SimulatedMolecules;

/**
 * Follows a recipe of labels from its data to a model package with everything that was measured.
 */
public final class LabelRun {
  private static final int PROBE = 64;
  private static final int REGIONS = 5;
  private static final int SHAPED = 200;

  private final Recipe recipe;
  private final int threads;
  private final Consumer<String> progress;
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Object> metrics = new LinkedHashMap<>();

  /**
   * A run that has not begun.
   *
   * @param threads the members that are trained at once; has no influence on the result
   * @param progress receives a line whenever something is done, from any thread
   */
  public LabelRun(Recipe recipe, int threads, Consumer<String> progress) {
    this.recipe = recipe;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Trains the members, takes the thresholds from the training data, measures on the others, and
   * writes the package.
   *
   * @param store the model store that receives the package
   * @throws IOException if the package cannot be written
   */
  public ModelPackage into(Path store) throws IOException {
    SimulatedMolecules source = (SimulatedMolecules) recipe.data();
    LabelSets training = MoleculeSpectra.training(source);
    PreparedLabels prepared = training.prepare(recipe.preprocessing());
    PreparedLabels validation = MoleculeSpectra.validation(source).prepare(recipe.preprocessing());
    PreparedLabels unseen = MoleculeSpectra.heldOut(source).prepare(recipe.preprocessing());
    Network network =
        Networks.find(recipe.network()).on(recipe.preprocessing().grid(), training.names().size());
    if (network.outcome() != OutcomeKind.LABELS) {
      throw new IllegalArgumentException(
          "network "
              + recipe.network()
              + " tells one class of many; the data have any of several"
              + " labels: use fg-cnn");
    }
    progress.accept(prepared.count() + " molecules (simulated) for training");
    List<LabelTrainer.Trained> members = members(network, prepared, validation);
    List<Map<String, float[]>> weights =
        members.stream().map(LabelTrainer.Trained::weights).toList();
    List<Float> thresholds =
        LabelThresholds.of(
            scores(network, weights, prepared), prepared.present(), training.names().size());
    measure(network, weights, prepared, unseen, training.names(), thresholds);
    if (network.latent().isPresent()) {
      explain(network, weights, prepared, training);
    }
    metrics.put(
        "members", members.stream().map(one -> Map.of("bestEpoch", one.bestEpoch())).toList());
    ModelManifest manifest = manifest(source, training, network, weights.size(), thresholds);
    return EnsemblePackages.write(store, manifest, weights, training.probe(PROBE));
  }

  private List<LabelTrainer.Trained> members(
      Network network, PreparedLabels training, PreparedLabels validation) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<LabelTrainer.Trained>> running = new ArrayList<>();
      for (int member = 0; member < recipe.members(); member++) {
        long seed = recipe.seed() + member;
        running.add(
            pool.submit(
                () -> {
                  LabelTrainer.Trained trained =
                      new LabelTrainer(network, recipe.training())
                          .train(training, validation, seed);
                  progress.accept(
                      String.format(
                          Locale.ROOT,
                          "member of seed %d: epoch %d, validation loss %.4f",
                          seed,
                          trained.bestEpoch(),
                          trained.loss()));
                  return trained;
                }));
      }
      List<LabelTrainer.Trained> members = new ArrayList<>();
      for (Future<LabelTrainer.Trained> one : running) {
        members.add(one.get());
      }
      return members;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a member could not be trained: " + e.getMessage(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** The mean scores of some members by the serving engine, count × labels. */
  private static float[] scores(
      Network network, List<Map<String, float[]>> members, PreparedLabels data) {
    int labels = data.labels();
    GraphContract contract = GraphContract.ofEnsemble(network.inputShape(), members.size(), labels);
    byte[] onnx = EnsembleWriter.write(network, contract, members);
    try (ScoringEngine engine = OnnxEngine.open(onnx, contract, Device.CPU, 1)) {
      EnsembleScores scores = engine.newScoresWithoutMaps();
      engine.score(data.values(), data.count(), scores);
      float[] means = new float[data.count() * labels];
      for (int i = 0; i < means.length * members.size(); i++) {
        int row = i / labels / members.size();
        means[row * labels + i % labels] += scores.memberProbabilities()[i] / members.size();
      }
      return means;
    }
  }

  private void measure(
      Network network,
      List<Map<String, float[]>> weights,
      PreparedLabels training,
      PreparedLabels unseen,
      List<String> names,
      List<Float> thresholds) {
    String evaluation = recipe.data().division();
    LabelMeasures together =
        LabelMeasures.of(names, scores(network, weights, unseen), unseen.present(), thresholds);
    add(evaluation, "ensemble", List.of(together));
    List<LabelMeasures> each = new ArrayList<>();
    for (Map<String, float[]> one : weights) {
      List<Float> own =
          LabelThresholds.of(
              scores(network, List.of(one), training), training.present(), names.size());
      each.add(
          LabelMeasures.of(names, scores(network, List.of(one), unseen), unseen.present(), own));
    }
    add(evaluation, "single members", each);
    Map<String, Object> labels = new LinkedHashMap<>();
    together.each().forEach(one -> labels.put(one.name(), LabelFigures.described(one)));
    metrics.put("labels", labels);
  }

  private void add(String evaluation, String method, List<LabelMeasures> found) {
    figures.add(
        LabelFigures.of(evaluation, method, "perfection", found, LabelMeasures::perfection));
    figures.add(
        LabelFigures.of(evaluation, method, "F1 of a spectrum", found, LabelMeasures::spectrumF1));
    figures.add(
        LabelFigures.of(
            evaluation,
            method,
            "F1 of a label",
            found,
            one ->
                one.each().stream()
                    .mapToDouble(LabelMeasures.OfLabel::f1)
                    .average()
                    .orElseThrow()));
  }

  private void explain(
      Network network,
      List<Map<String, float[]>> weights,
      PreparedLabels prepared,
      LabelSets training) {
    int shaped = Math.min(SHAPED, prepared.count());
    PreparedLabels some =
        new PreparedLabels(
            prepared.points(),
            prepared.labels(),
            java.util.Arrays.copyOf(prepared.values(), shaped * prepared.points()),
            java.util.Arrays.copyOf(prepared.present(), shaped * prepared.labels()));
    metrics.put(
        "latentShapesOfFirstMember",
        LatentPatterns.shapes(network, weights.get(0), some).stream()
            .map(shape -> Map.of("mean", shape.mean(), "deviation", shape.deviation()))
            .toList());
    Map<String, Object> regions = new LinkedHashMap<>();
    for (int label = 0; label < training.names().size(); label++) {
      regions.put(
          training.names().get(label),
          LatentPatterns.regions(network, weights, recipe.preprocessing().grid(), label).stream()
              .sorted(Comparator.comparingDouble(LatentPatterns.Region::mean).reversed())
              .limit(REGIONS)
              .map(LabelFigures::described)
              .toList());
    }
    metrics.put("regionsOfLabels", regions);
  }

  private ModelManifest manifest(
      SimulatedMolecules source,
      LabelSets training,
      Network network,
      int members,
      List<Float> thresholds) {
    List<Long> seeds = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      seeds.add(recipe.seed() + member);
    }
    return ModelManifest.ofEnsemble(
            recipe.id(),
            recipe.title(),
            recipe.description(),
            source.simulated(),
            training.names(),
            recipe.preprocessing(),
            network.facts(),
            members,
            new Training(
                List.of(
                    new DataSet(
                        "molecules",
                        "training, validation and test",
                        "Apache-2.0",
                        "Simulated by Spectra Streams from a table of group frequencies; not"
                            + " measured, no evidence about substances",
                        true)),
                source.molecules()
                    + " molecules for training, "
                    + source.validation()
                    + " to end it, "
                    + source.heldOut()
                    + " that no member saw; thresholds from the training data",
                seeds,
                List.of("./spectra train " + recipe.name()),
                recipe.toSettings()),
            new Evaluation(figures, recipe.limits(), metrics))
        .withMaps(network.maps().keySet())
        .withTask(OutcomeKind.LABELS, new ModelTask(thresholds, ""));
  }
}
