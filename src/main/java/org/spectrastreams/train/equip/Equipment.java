package org.spectrastreams.train.equip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.train.data.LabelledFiles;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.data.ScratchFolder;
import org.spectrastreams.train.measure.CalibrationFit;
import org.spectrastreams.train.measure.Faithfulness.Twins;
import org.spectrastreams.train.measure.UnseenPredictions;

/**
 * Gives a package whose training is not here all that a file of spectra can give: a domain, a
 * calibration where labels are known, explanations and what can be measured of them.
 *
 * @param set the spectra
 * @param seen whether the model was trained with them: then they say nothing of its confidence
 * @param command the command line that does it again, for the card
 * @param seed decides donors, and sets where there are no groups
 * @param progress receives a line whenever something is done
 */
public record Equipment(
    LabelledSet set, boolean seen, String command, long seed, Consumer<String> progress) {
  private static final int FEWEST = 12;
  private static final String UNTRIED =
      "The training is not here to be run again, so planted bands were not tried, and no method of"
          + " explanation is called reliable.";

  /** Makes a model of the same form that knows nothing. */
  public interface Twin {
    /**
     * Writes it.
     *
     * @param scratch the store that receives it
     */
    ModelPackage into(Path scratch) throws IOException;
  }

  /**
   * The spectra that a model can use, with its classes where they are labelled.
   *
   * @throws IllegalArgumentException if a label is no class of the model, the axis does not serve
   *     it, or there are too few spectra
   */
  public LabelledPixels usable(ModelPackage model) {
    LabelledPixels all = labelled() ? set.pixels().as(model.classes()) : set.pixels();
    LabelledPixels usable = all.usable(model.preprocessing());
    if (usable.count() < FEWEST) {
      throw new IllegalArgumentException(
          usable.count()
              + " of "
              + all.count()
              + " spectra are usable for model "
              + model.id()
              + "; expected "
              + FEWEST
              + " or more, for a domain and donors to compare with");
    }
    return usable;
  }

  /** Whether the spectra have labels. */
  public boolean labelled() {
    return !set.pixels().classes().equals(List.of(LabelledFiles.UNLABELLED));
  }

  /**
   * Writes the package with all of it, in the place of what it had.
   *
   * @param twin for the checks of explanations; empty where there is none
   * @throws IllegalArgumentException if the spectra do not serve the model
   * @throws IOException if the package cannot be written
   */
  public ModelPackage onto(ModelPackage model, Path store, Optional<Twin> twin) throws IOException {
    LabelledPixels pixels = usable(model);
    ModelPackage domained =
        PackageDomain.write(
            store,
            model,
            new LabelledSet(
                pixels,
                set.groupNames(),
                set.division(),
                set.leaky(),
                set.simulated(),
                set.files(),
                set.notes()),
            seed);
    progress.accept(
        "domain of "
            + domained.manifest().domain().components()
            + " components from "
            + pixels.count()
            + " spectra");
    ModelPackage calibrated = calibrated(domained, store, pixels);
    return explained(calibrated, store, pixels, twin);
  }

  private ModelPackage calibrated(ModelPackage model, Path store, LabelledPixels pixels)
      throws IOException {
    if (!labelled() || Arrays.stream(pixels.groups()).distinct().count() < 2) {
      progress.accept(
          "not calibrated: that needs labels and two groups or more (--label, --group)");
      return model;
    }
    if (seen) {
      progress.accept("not calibrated: the model was trained with these spectra");
      return model;
    }
    UnseenPredictions unseen =
        UnseenPredictions.of(
            model,
            pixels,
            String.join(", ", set.files().keySet().stream().sorted().toList())
                + " "
                + set.division()
                + ", taken for spectra that the model had not seen");
    if (unseen.truth().length == 0) {
      progress.accept("not calibrated: no spectrum lies in the domain");
      return model;
    }
    Calibration found = CalibrationFit.of(unseen);
    boolean allRight = Arrays.equals(unseen.predicted(), unseen.truth());
    progress.accept(
        allRight
            ? "every spectrum is told right, which says nothing of how sure the model may be: its"
                + " probabilities stay as they are"
            : String.format(
                Locale.ROOT,
                "calibrated by %d spectra of %d groups: temperature %.2f, expected calibration"
                    + " error %.3f, before %.3f; right only if the model had not seen them, else"
                    + " say --seen",
                found.spectra(),
                found.groups(),
                found.temperature(),
                found.error(),
                found.errorBefore()));
    return ModelPackageWriter.writeCalibration(store, model, allRight ? found.unscaled() : found);
  }

  private ModelPackage explained(
      ModelPackage model, Path store, LabelledPixels pixels, Optional<Twin> twin)
      throws IOException {
    float[] prepared = pixels.prepare(model.preprocessing()).values();
    String origin = String.join(", ", set.files().keySet().stream().sorted().toList());
    ModelPackage explained =
        PackageExplanations.write(
            store, model, prepared, "the spectra of " + origin, command, Map.of(), seed);
    try (ScratchFolder scratch = new ScratchFolder("twins")) {
      Optional<ModelPackage> nothing =
          twin.isEmpty() ? Optional.empty() : Optional.of(twin.get().into(scratch.path()));
      List<String> notes = new ArrayList<>(List.of(UNTRIED));
      if (!model.manifest().graph().gives(Meaning.LOG_ODDS_GRADIENT)) {
        notes.add(
            "The graph has no way back: methods that need gradients or an activation map are left"
                + " out; LIME needs neither.");
      }
      return PackageTrust.write(
          store,
          explained,
          prepared,
          origin,
          new Twins(nothing, Optional.empty()),
          Map.of(),
          notes,
          progress);
    }
  }
}
