package org.spectrastreams.train.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.phantom.TissueRoute;
import org.spectrastreams.phantom.TissueSite;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.train.recipe.ExplanationRecipe;
import org.spectrastreams.train.recipe.Recipe;

/**
 * Spectra to explain, prepared as the model prepares them, with what is known of them. The arrays
 * are owned by this record and not copied.
 *
 * @param points the values of a spectrum
 * @param prepared count × points, row-major
 * @param labels the class that a training would be told
 * @param truth the true class, −1 where there is none
 * @param routes for simulated spectra the index of the {@link TissueRoute}, −1 where there is none
 * @param necrosis whether a simulated spectrum is of necrosis
 */
public record ExplainedPixels(
    int points, float[] prepared, int[] labels, int[] truth, int[] routes, boolean[] necrosis) {

  /**
   * Two sets that share no section and no block.
   *
   * @param training what explanations are learnt from
   * @param heldOut what they are measured on
   * @param origin what the training spectra are, for reports
   */
  public record Split(ExplainedPixels training, ExplainedPixels heldOut, String origin) {}

  public int count() {
    return labels.length;
  }

  /** At most so many of them, evenly drawn. */
  public ExplainedPixels evenly(int most) {
    int kept = Math.min(most, count());
    float[] some = new float[kept * points];
    int[][] facts = new int[3][kept];
    boolean[] dead = new boolean[kept];
    for (int i = 0; i < kept; i++) {
      int row = (int) ((long) i * count() / kept);
      System.arraycopy(prepared, row * points, some, i * points, points);
      facts[0][i] = labels[row];
      facts[1][i] = truth[row];
      facts[2][i] = routes[row];
      dead[i] = necrosis[row];
    }
    return new ExplainedPixels(points, some, facts[0], facts[1], facts[2], dead);
  }

  /**
   * The spectra that a recipe explains.
   *
   * @throws IOException if a sample cannot be read
   */
  public static Split of(Recipe recipe, ModelPackage model) throws IOException {
    ExplanationRecipe wanted = recipe.explanations();
    if (recipe.data() instanceof Recipe.SimulatedSections sections) {
      if (wanted.sections() == null) {
        throw new IllegalArgumentException(
            "recipe "
                + recipe.name()
                + " is of simulated sections; its explanations need"
                + " 'sections'");
      }
      int classes = TissueClass.values().length;
      int developed = classes * sections.sectionsPerClass();
      int all = developed + classes * sections.heldOutPerClass();
      int last = all + classes * wanted.sections().perClass();
      return new Split(
          simulate(sections, wanted.sections(), all, last, model),
          simulate(sections, wanted.sections(), developed, all, model),
          (last - all) + " further simulated sections, which no member of the ensemble saw");
    }
    RecipeData data = RecipeData.of(recipe);
    int last = Arrays.stream(data.sets()).max().orElseThrow();
    return new Split(
        measured(data, model, set -> set != last),
        measured(data, model, set -> set == last),
        "all sets but the last, each of which some members of the ensemble were trained on");
  }

  private static ExplainedPixels measured(
      RecipeData data, ModelPackage model, java.util.function.IntPredicate wanted) {
    int[] rows =
        IntStream.range(0, data.sets().length).filter(i -> wanted.test(data.sets()[i])).toArray();
    LabelledPixels chosen = data.pixels().select(rows);
    int[] none = new int[rows.length];
    Arrays.fill(none, -1);
    return new ExplainedPixels(
        model.axis().size(),
        chosen.prepare(model.preprocessing()).values(),
        chosen.labels(),
        chosen.truth(),
        none,
        new boolean[rows.length]);
  }

  private static ExplainedPixels simulate(
      Recipe.SimulatedSections sections,
      ExplanationRecipe.Sections wanted,
      int from,
      int to,
      ModelPackage model) {
    int points = model.axis().size();
    List<float[]> spectra = new ArrayList<>();
    List<int[]> facts = new ArrayList<>();
    for (int image = from; image < to; image++) {
      TissuePhantom phantom = RecipeData.section(sections, image);
      draw(phantom, wanted, model, spectra, facts);
    }
    int count = spectra.size();
    float[] prepared = new float[count * points];
    boolean[] necrosis = new boolean[count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(spectra.get(i), 0, prepared, i * points, points);
      necrosis[i] = facts.get(i)[3] != 0;
    }
    return new ExplainedPixels(
        points, prepared, column(facts, 0), column(facts, 1), column(facts, 2), necrosis);
  }

  private static int[] column(List<int[]> facts, int index) {
    return facts.stream().mapToInt(row -> row[index]).toArray();
  }

  /** Draws pixels of one section at random, without repetition; unusable ones are left out. */
  private static void draw(
      TissuePhantom phantom,
      ExplanationRecipe.Sections wanted,
      ModelPackage model,
      List<float[]> spectra,
      List<int[]> facts) {
    int width = phantom.settings().width();
    int height = phantom.settings().height();
    int[] places =
        IntStream.range(0, width * height)
            .filter(p -> RecipeData.isLabelled(phantom.site(p % width, p / width), wanted.pixels()))
            .toArray();
    Random random = new Random(phantom.settings().seed());
    boolean[] drawn = new boolean[width * height];
    for (int i = 0; i < Math.min(places.length, wanted.pixelsPerSection()); i++) {
      int j = i + random.nextInt(places.length - i);
      int swap = places[i];
      places[i] = places[j];
      places[j] = swap;
      drawn[places[i]] = true;
    }
    float[] row = new float[model.axis().size()];
    try (SpectrumSource source = phantom.open()) {
      Preprocessor preprocessor =
          Preprocessor.compile(model.preprocessing(), source.axis(), source.quantity());
      for (SpectrumBlock block = source.next(width); block != null; block = source.next(width)) {
        for (int i = 0; i < block.count(); i++) {
          int x = block.x()[i];
          int y = block.y()[i];
          if (drawn[y * width + x]
              && !QualityFlag.unusable(
                  preprocessor.apply(block.intensities(), i * block.axis().size(), row, 0))) {
            spectra.add(row.clone());
            facts.add(
                new int[] {
                  phantom.weakLabel(),
                  phantom.trueClass(x, y),
                  phantom.route(x, y).map(TissueRoute::index).orElse(-1),
                  phantom.site(x, y) == TissueSite.NECROSIS ? 1 : 0
                });
          }
        }
      }
    } catch (IOException | UnusableSpectrumException e) {
      throw new IllegalStateException("a simulated section does not serve its own recipe", e);
    }
  }
}
