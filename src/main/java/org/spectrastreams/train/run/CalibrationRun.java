package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.train.measure.CalibrationFit;
import org.spectrastreams.train.measure.UnseenPredictions;
import org.spectrastreams.train.recipe.Recipe;

/** Calibrates a model: from then on its confidence is a probability. */
public final class CalibrationRun {
  private final Recipe recipe;
  private final Consumer<String> progress;

  /**
   * A run that has not begun.
   *
   * @param recipe of the model; says at which level it gives sets of classes, if at any
   * @param progress receives a line whenever something is done
   */
  public CalibrationRun(Recipe recipe, Consumer<String> progress) {
    this.recipe = recipe;
    this.progress = progress;
  }

  /**
   * Fits the calibration to spectra that the voting members had not seen, and writes a package that
   * says so. An earlier calibration is replaced; all else stays as it is.
   *
   * @param model made by a recipe of this program
   * @param store the model store that receives the package; may be the model's own
   * @throws IOException if data cannot be read or the package cannot be written
   */
  public ModelPackage into(ModelPackage model, Path store) throws IOException {
    Calibration found =
        CalibrationFit.of(
            UnseenPredictions.of(model), recipe.conformal() == null ? 0 : recipe.conformal());
    progress.accept(
        "calibrated on %d spectra of %d groups: %s, T %.2f, expected calibration error %.3f, before %.3f"
            .formatted(
                found.spectra(),
                found.groups(),
                found.method(),
                found.temperature(),
                found.error(),
                found.errorBefore()));
    return ModelPackageWriter.writeCalibration(store, model, found);
  }
}
