package org.spectrastreams.train.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.spectrastreams.explain.trust.PointingGame;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.phantom.PlantedBand;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.spectrum.WavenumberBand;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.RecipeData;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.recipe.StoredRecipe;

/**
 * Scores a stored model with the serving engine on data that its members have not seen, which its
 * recipe names.
 *
 * @param figures what was measured
 * @param details confusion matrices and sensitivities, by evaluation
 */
public record StoredModelEvaluation(List<Figure> figures, Map<String, Object> details) {
  /** The method of all figures of the stored ensemble. */
  static final String STORED = "stored ensemble";

  private static final int BATCH = 256;
  private static final double MIDDLE_FILTER_PER_CM = 25;

  /** The key under which a manifest keeps which set each member never saw. */
  public static final String UNSEEN_SETS = "unseenSetOfMember";

  /**
   * Evaluates a model.
   *
   * <p>A model of simulated sections is tested on sections that are held out from all members:
   * against the hidden truth of every pixel, and against the weak label of its section; its
   * activation maps are compared with the bands that really differ. A model of one measured sample
   * is tested on each of its sets (blocks of columns, spectra alike) by those members only that
   * never saw the set.
   *
   * @throws IllegalArgumentException if the model was not made by a recipe of this program
   * @throws IOException if the recipe's data cannot be read
   */
  public static StoredModelEvaluation of(ModelPackage model) throws IOException {
    Map<String, Object> settings = model.manifest().training().settings();
    if (DataEvaluation.KIND.equals(settings.get("kind"))) {
      throw new IllegalArgumentException(
          "model "
              + model.id()
              + " was made from labelled spectra, which it does not hold: name spectra that it has"
              + " not seen with --data FILE; the figures of its cross-validation are in its card");
    }
    Recipe recipe = StoredRecipe.of(model);
    if (recipe.data() instanceof Recipe.SimulatedSections sections) {
      return onHeldOut(model, RecipeData.heldOut(recipe, sections));
    }
    String sets =
        recipe.data() instanceof Recipe.LabelledMap ? "column blocks" : recipe.data().division();
    return onUnseenSets(model, sets, RecipeData.of(recipe));
  }

  private static StoredModelEvaluation onHeldOut(ModelPackage model, LabelledPixels pixels) {
    int classes = model.classes().size();
    ConfusionMatrix truth = new ConfusionMatrix(classes);
    ConfusionMatrix weak = new ConfusionMatrix(classes);
    PointingGame own =
        new PointingGame(
            Arrays.stream(TissueClass.values()).map(tissue -> mask(model, tissue)).toList(),
            middleFilter(model),
            1);
    boolean[] any = mask(model, null);
    PointingGame all =
        new PointingGame(
            IntStream.range(0, classes).mapToObj(c -> any).toList(), middleFilter(model), 1);
    score(
        model,
        pixels,
        (row, scores, index) -> {
          int predicted = scores.predicted()[index];
          weak.add(pixels.labels()[row], predicted);
          if (pixels.truth()[row] >= 0) {
            truth.add(pixels.truth()[row], predicted);
            int from = index * scores.points();
            own.add(predicted, scores.activationMap(), from);
            all.add(predicted, scores.activationMap(), from);
          }
        });
    String onTruth = "held-out sections (simulated), hidden truth of the pixel";
    String onWeak = "held-out sections (simulated), weak label of the section";
    List<Figure> figures = new ArrayList<>();
    figures.addAll(Figures.of(onTruth, STORED, List.of(truth)));
    figures.addAll(Figures.of(onWeak, STORED, List.of(weak)));
    addPointing(
        figures, "held-out sections (simulated), planted bands of the predicted class", own);
    addPointing(figures, "held-out sections (simulated), planted bands of any class", all);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put(onTruth, Figures.details(truth, model.classes()));
    details.put(onWeak, Figures.details(weak, model.classes()));
    return new StoredModelEvaluation(figures, details);
  }

  private static void addPointing(List<Figure> figures, String evaluation, PointingGame game) {
    PointingGame.Result result = game.overall();
    String hits = "hit rate of the activation map";
    String share = "share of the positive activation";
    figures.add(new Figure(evaluation, STORED, hits, result.hitRate(), 0, 1));
    figures.add(new Figure(evaluation, "smooth random map", hits, result.smoothHitRate(), 0, 1));
    figures.add(new Figure(evaluation, "uniform random map", hits, result.uniform(), 0, 1));
    figures.add(new Figure(evaluation, STORED, share, result.positiveShare(), 0, 1));
    figures.add(
        new Figure(evaluation, "smooth random map", share, result.smoothPositiveShare(), 0, 1));
    figures.add(new Figure(evaluation, "uniform random map", share, result.uniform(), 0, 1));
  }

  /** The points of the model's axis in planted bands of a class, or of any class if null. */
  private static boolean[] mask(ModelPackage model, TissueClass tissue) {
    List<WavenumberBand> bands =
        TissuePhantom.plantedBands().stream()
            .filter(band -> tissue == null || band.marks(tissue))
            .map(PlantedBand::band)
            .toList();
    return WavenumberBand.mask(bands, model.axis());
  }

  private static int middleFilter(ModelPackage model) {
    return (int) Math.max(1, Math.round(MIDDLE_FILTER_PER_CM / model.axis().meanSpacing()));
  }

  private static StoredModelEvaluation onUnseenSets(
      ModelPackage model, String named, RecipeData data) {
    int[] unseen = UnseenPredictions.unseenSets(model);
    LabelledPixels pixels = data.pixels();
    int classes = model.classes().size();
    ConfusionMatrix[] blocks =
        IntStream.rangeClosed(0, Arrays.stream(data.sets()).max().orElseThrow())
            .mapToObj(block -> new ConfusionMatrix(classes))
            .toArray(ConfusionMatrix[]::new);
    float[] gathered = new float[model.members() * classes];
    byte[] votes = new byte[model.members()];
    float[] fractions = new float[classes];
    float[] means = new float[classes];
    score(
        model,
        pixels,
        (row, scores, index) -> {
          int block = data.sets()[row];
          int voters = 0;
          for (int member = 0; member < model.members(); member++) {
            if (unseen[member] == block) {
              System.arraycopy(
                  scores.memberProbabilities(),
                  (index * model.members() + member) * classes,
                  gathered,
                  voters * classes,
                  classes);
              voters++;
            }
          }
          if (voters > 0) {
            int predicted =
                EnsembleVote.count(gathered, 0, voters, classes, votes, 0, fractions, means, 0);
            blocks[block].add(pixels.labels()[row], predicted);
          }
        });
    String evaluation = named + ", each by the members that never saw it";
    Map<String, Object> details = new LinkedHashMap<>();
    ConfusionMatrix sum = new ConfusionMatrix(classes);
    Arrays.stream(blocks).forEach(sum::addAll);
    details.put(evaluation, Figures.details(sum, model.classes()));
    return new StoredModelEvaluation(
        Figures.of(evaluation, STORED, Arrays.asList(blocks)), details);
  }

  /** Looks at the scores of one row. */
  private interface RowScores {
    void accept(int row, EnsembleScores scores, int index);
  }

  /** What the activation maps of rightly classified spectra have in common, by class. */
  public static Map<String, Object> patterns(ModelPackage model, LabelledPixels pixels) {
    List<ClassPatterns.Gathering> each =
        model.classes().stream()
            .map(name -> new ClassPatterns.Gathering(model.axis().size()))
            .toList();
    score(
        model,
        pixels,
        (row, scores, index) -> {
          if (scores.predicted()[index] == pixels.labels()[row]) {
            each.get(pixels.labels()[row]).add(scores.activationMap(), index * scores.points());
          }
        });
    Map<String, Object> patterns = new LinkedHashMap<>();
    for (int k = 0; k < each.size(); k++) {
      patterns.put(model.classes().get(k), each.get(k).found().described());
    }
    return patterns;
  }

  private static void score(ModelPackage model, LabelledPixels pixels, RowScores visitor) {
    PreparedSpectra prepared = pixels.prepare(model.preprocessing());
    int points = prepared.points();
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      for (int from = 0; from < prepared.count(); from += BATCH) {
        int count = Math.min(BATCH, prepared.count() - from);
        float[] batch =
            Arrays.copyOfRange(prepared.values(), from * points, (from + count) * points);
        engine.score(batch, count, scores);
        for (int i = 0; i < count; i++) {
          visitor.accept(from + i, scores, i);
        }
      }
    }
  }
}
