package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.phantom.PlantedBand;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.spectrum.WavenumberBand;
import org.spectrastreams.train.data.ExplainedPixels;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.RecipeData;
import org.spectrastreams.train.data.ScratchFolder;
import org.spectrastreams.train.measure.Faithfulness;
import org.spectrastreams.train.measure.FaithfulnessRow;
import org.spectrastreams.train.measure.PlantedBands;
import org.spectrastreams.train.recipe.Recipe;

/**
 * Measures the faithfulness of a stored model's explanations on spectra of its recipe, and writes
 * the figures and the verdicts into the package.
 */
public final class FaithfulnessRun {
  /** The start of the name of every evaluation that this class makes. */
  public static final String EVALUATION = "faithfulness";

  private static final int SPECTRA = 40;

  private final Recipe recipe;
  private final int spectra;
  private final PlantedBands bands;
  private final Consumer<String> progress;

  /**
   * A run that has not begun.
   *
   * @param recipe of the model and its explanations
   * @param progress receives a line whenever something is done
   */
  public FaithfulnessRun(Recipe recipe, Consumer<String> progress) {
    this(recipe, SPECTRA, PlantedBands.FULL, progress);
  }

  /** A run that explains at most so many spectra, and plants so many bands. */
  FaithfulnessRun(Recipe recipe, int spectra, PlantedBands bands, Consumer<String> progress) {
    if (recipe.explanations() == null) {
      throw new IllegalArgumentException(
          "recipe " + recipe.name() + " has no section 'explanations'");
    }
    this.recipe = recipe;
    this.spectra = spectra;
    this.bands = bands;
    this.progress = progress;
  }

  /**
   * Measures a model that has explanations.
   *
   * @param store the model store that receives the package; may be the model's own
   * @return the package with the figures and verdicts, in the place of earlier ones
   * @throws IOException if data cannot be read or the package cannot be written
   */
  public ModelPackage into(ModelPackage model, Path store) throws IOException {
    ExplanationManifest known =
        model
            .explanations()
            .orElseThrow(
                () -> new IllegalArgumentException("model " + model.id() + " has no explanations"));
    ExplainedPixels heldOut = ExplainedPixels.of(recipe, model).heldOut();
    List<float[]> tested = Faithfulness.draw(heldOut.prepared(), heldOut.points(), spectra);
    boolean simulated = recipe.data() instanceof Recipe.SimulatedSections;
    List<FaithfulnessRow> rows;
    try (ScratchFolder scratch = new ScratchFolder("twins")) {
      LabelledPixels pixels = RecipeData.of(recipe).pixels();
      Map<String, Double> hits =
          bands.hits(
              model,
              pixels,
              recipe.training(),
              recipe.explanations(),
              Runtime.getRuntime().availableProcessors(),
              scratch.path(),
              progress);
      rows =
          new Faithfulness(model, progress)
              .measure(
                  pixels,
                  recipe.training(),
                  tested,
                  simulated ? Optional.of(planted(model)) : Optional.empty(),
                  hits,
                  scratch.path());
    }
    String evaluation =
        EVALUATION
            + " on "
            + tested.size()
            + " held-out spectra"
            + (simulated ? " (simulated)" : "");
    rows.forEach(row -> progress.accept(describe(row)));
    List<Figure> figures = new ArrayList<>(known.figures());
    figures.removeIf(figure -> figure.evaluation().startsWith(EVALUATION));
    figures.addAll(Faithfulness.figures(rows, evaluation));
    List<Reliability> verdicts = ExplanationRun.reliability(Faithfulness.verdicts(rows), figures);
    return ModelPackageWriter.writeExplanations(
        store,
        model,
        known.judged(verdicts, figures, known.limits(), Faithfulness.preferred(rows, verdicts)),
        ModelPackageWriter.explanationFilesOf(model));
  }

  /** For each class of simulated tissue, which points of the model lie in its planted bands. */
  static List<boolean[]> planted(ModelPackage model) {
    return Arrays.stream(TissueClass.values())
        .map(
            tissue ->
                WavenumberBand.mask(
                    TissuePhantom.plantedBands().stream()
                        .filter(band -> band.marks(tissue))
                        .map(PlantedBand::band)
                        .toList(),
                    model.axis()))
        .toList();
  }

  private static String describe(FaithfulnessRow row) {
    return String.format(
        Locale.ROOT,
        "%-18s deletion %.3f, insertion %.3f, reproducibility %.2f, planted %.2f, hits %.2f, twins"
            + " %.2f %.2f, stability %.2f",
        row.method(),
        row.deletion(),
        row.insertion(),
        row.reproducibility(),
        row.plantedHits(),
        row.hitRate(),
        row.randomWeights(),
        row.shuffledLabels(),
        row.stability());
  }
}
