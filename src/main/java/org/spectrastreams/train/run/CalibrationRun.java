package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.train.measure.CalibrationFit;
import org.spectrastreams.train.measure.UnseenPredictions;

/** Calibrates a model: from then on its confidence is a probability. */
public final class CalibrationRun {
  private final Consumer<String> progress;

  /**
   * A run that has not begun.
   *
   * @param progress receives a line whenever something is done
   */
  public CalibrationRun(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Fits the temperature on spectra that the voting members had not seen, and writes a package that
   * says so. An earlier calibration is replaced; all else stays as it is.
   *
   * @param model made by a recipe of this program
   * @param store the model store that receives the package; may be the model's own
   * @throws IOException if data cannot be read or the package cannot be written
   */
  public ModelPackage into(ModelPackage model, Path store) throws IOException {
    Calibration found = CalibrationFit.of(UnseenPredictions.of(model));
    progress.accept(
        "calibrated on %d spectra of %d groups: temperature %.2f, expected calibration error %.3f, before %.3f"
            .formatted(
                found.spectra(),
                found.groups(),
                found.temperature(),
                found.error(),
                found.errorBefore()));
    return ModelPackageWriter.writeCalibration(store, model, found);
  }
}
