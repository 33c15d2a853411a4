package org.spectrastreams.train.measure;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.RecipeData;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.recipe.StoredRecipe;

/**
 * What a stored ensemble says of spectra with a true label that the voting members have not seen:
 * for simulated sections the held-out ones by all members, otherwise each set by the members that
 * left it out. Spectra outside the model's domain and those without a true class are left out.
 *
 * @param classes the number of classes
 * @param means mean probability of the voting members, rows × classes
 * @param predicted the class that they voted for
 * @param truth the true class
 * @param groups the section, block or set of each
 * @param about what the spectra and their labels were, in words
 */
public record UnseenPredictions(
    int classes, float[] means, int[] predicted, int[] truth, int[] groups, String about) {
  private static final int BATCH = 256;

  /** Pixels of a held-out section, where it has as many. */
  private static final int PIXELS = 200;

  /**
   * Scores a model's unseen spectra with the serving engine.
   *
   * @throws IllegalArgumentException if the model does not say which sets its members never saw
   * @throws IOException if the recipe's data cannot be read
   */
  public static UnseenPredictions of(ModelPackage model) throws IOException {
    Recipe recipe = StoredRecipe.of(model);
    if (recipe.data() instanceof Recipe.SimulatedSections sections) {
      LabelledPixels pixels = RecipeData.heldOut(recipe, sections.withPixels(PIXELS));
      int[] all = IntStream.range(0, model.members()).toArray();
      int[][] voters = new int[pixels.count()][];
      Arrays.fill(voters, all);
      return score(
          model,
          pixels,
          voters,
          pixels.groups(),
          "held-out sections (simulated), hidden truth of the pixel");
    }
    RecipeData data = RecipeData.of(recipe);
    int[] unseen = unseenSets(model);
    int[][] voters = new int[data.sets().length][];
    for (int row = 0; row < voters.length; row++) {
      int set = data.sets()[row];
      voters[row] = IntStream.range(0, unseen.length).filter(m -> unseen[m] == set).toArray();
    }
    return score(
        model,
        data.pixels(),
        voters,
        data.sets(),
        recipe.data().division() + ", each by the members that never saw it");
  }

  /**
   * Scores spectra that no member has seen.
   *
   * @param pixels with the model's classes
   * @param about what they are, in words
   */
  public static UnseenPredictions of(ModelPackage model, LabelledPixels pixels, String about) {
    int[] all = IntStream.range(0, model.members()).toArray();
    int[][] voters = new int[pixels.count()][];
    Arrays.fill(voters, all);
    return score(model, pixels, voters, pixels.groups(), about);
  }

  /** The set that each member never saw. */
  static int[] unseenSets(ModelPackage model) {
    Object unseen = model.manifest().evaluation().metrics().get(StoredModelEvaluation.UNSEEN_SETS);
    if (!(unseen instanceof List<?> sets) || sets.size() != model.members()) {
      throw new IllegalArgumentException(
          "model "
              + model.id()
              + " says '"
              + unseen
              + "' where it should list the set that each of its members never saw: train it"
              + " again with this version");
    }
    return sets.stream().mapToInt(set -> ((Number) set).intValue()).toArray();
  }

  private static UnseenPredictions score(
      ModelPackage model, LabelledPixels pixels, int[][] voters, int[] groups, String about) {
    PreparedSpectra prepared = pixels.prepare(model.preprocessing());
    int points = prepared.points();
    int classes = model.classes().size();
    int members = model.members();
    float[] means = new float[prepared.count() * classes];
    int[] predicted = new int[prepared.count()];
    int[] rows = new int[prepared.count()];
    int kept = 0;
    float[] gathered = new float[members * classes];
    byte[] votes = new byte[members];
    float[] fractions = new float[classes];
    float[] mean = new float[classes];
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      for (int from = 0; from < prepared.count(); from += BATCH) {
        int count = Math.min(BATCH, prepared.count() - from);
        engine.score(
            Arrays.copyOfRange(prepared.values(), from * points, (from + count) * points),
            count,
            scores);
        for (int i = 0; i < count; i++) {
          int row = from + i;
          boolean outside = scores.distances()[i] > 1;
          if (voters[row].length == 0 || pixels.truth()[row] < 0 || outside) {
            continue;
          }
          for (int v = 0; v < voters[row].length; v++) {
            System.arraycopy(
                scores.memberProbabilities(),
                (i * members + voters[row][v]) * classes,
                gathered,
                v * classes,
                classes);
          }
          predicted[kept] =
              EnsembleVote.count(
                  gathered, 0, voters[row].length, classes, votes, 0, fractions, mean, 0);
          System.arraycopy(mean, 0, means, kept * classes, classes);
          rows[kept++] = row;
        }
      }
    }
    int[] used = Arrays.copyOf(rows, kept);
    return new UnseenPredictions(
        classes,
        Arrays.copyOf(means, kept * classes),
        Arrays.copyOf(predicted, kept),
        Arrays.stream(used).map(row -> pixels.truth()[row]).toArray(),
        Arrays.stream(used).map(row -> groups[row]).toArray(),
        about);
  }
}
