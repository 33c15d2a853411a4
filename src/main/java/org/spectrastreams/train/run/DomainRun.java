package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.spectrastreams.model.ModelManifest.Domain;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.network.domain.DomainNodes;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.RecipeData;
import org.spectrastreams.train.domain.DomainFit;
import org.spectrastreams.train.recipe.Recipe;

/**
 * Gives a model the domain of its training spectra: from then on its graph says how far a spectrum
 * is from them, and a spectrum outside is not judged.
 */
public final class DomainRun {
  /** Groups smaller than this give no percentile; then the recipe's sets are the groups. */
  private static final int LEAST_PER_GROUP = 10;

  private final Recipe recipe;
  private final Consumer<String> progress;

  /**
   * A run that has not begun.
   *
   * @param progress receives a line whenever something is done
   */
  public DomainRun(Recipe recipe, Consumer<String> progress) {
    this.recipe = recipe;
    this.progress = progress;
  }

  /**
   * Fits the domain and writes a package that has it. An earlier domain is replaced; all else stays
   * as it is.
   *
   * @param model of the same recipe
   * @param store the model store that receives the package; may be the model's own
   * @throws IOException if data cannot be read or the package cannot be written
   */
  public ModelPackage into(ModelPackage model, Path store) throws IOException {
    RecipeData data = RecipeData.of(recipe);
    PreparedSpectra prepared = data.pixels().prepare(model.preprocessing());
    int[] groups = data.pixels().groups();
    long different = Arrays.stream(groups).distinct().count();
    boolean small = groups.length < LEAST_PER_GROUP * different;
    DomainFit fit =
        DomainFit.of(prepared.values(), prepared.points(), small ? data.sets() : groups);
    progress.accept(
        "domain of %d components from %d spectra in %d groups: false alarms %.3f, worst group %.3f"
            .formatted(
                fit.domain().components().length,
                prepared.count(),
                fit.groups(),
                fit.falseAlarms(),
                fit.worstFalseAlarms()));
    Domain known =
        new Domain(
            "dd-simca",
            fit.domain().components().length,
            fit.groups(),
            "the 99th percentile of the worst held-out group ("
                + (small ? "sets of spectra" : recipe.data().division())
                + ")",
            fit.falseAlarms(),
            fit.worstFalseAlarms());
    byte[] graph = DomainNodes.without(ModelPackageWriter.graphOf(model));
    String spectra = model.manifest().graph().input(Meaning.SPECTRA).name();
    return ModelPackageWriter.writeDomain(
        store,
        model,
        known,
        GraphContract.floats(DomainNodes.OUTPUT, Meaning.DOMAIN_DISTANCE),
        DomainNodes.append(graph, spectra, fit.domain()));
  }
}
