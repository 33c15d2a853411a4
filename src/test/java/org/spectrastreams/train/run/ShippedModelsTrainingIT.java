package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.train.measure.CalibrationFit;
import org.spectrastreams.train.measure.StoredModelEvaluation;
import org.spectrastreams.train.measure.UnseenPredictions;

/** The packages in model-store, scored anew on spectra that their members have not seen. */
class ShippedModelsTrainingIT {
  private static final ModelStore STORE = new ModelStore(Path.of("model-store"));

  private static double value(
      List<Figure> figures, String evaluation, String method, String measure) {
    return figures.stream()
        .filter(
            figure ->
                figure.evaluation().contains(evaluation)
                    && figure.method().startsWith(method)
                    && figure.measure().equals(measure))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** The manifest states what is measured now; processors differ in the last digits of scores. */
  private static void assertHolds(List<Figure> stated, List<Figure> measured) {
    for (Figure figure : measured) {
      assertThat(value(stated, figure.evaluation(), figure.method(), figure.measure()))
          .as(figure.toString())
          .isEqualTo(figure.value(), within(0.005));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cartilage", "sers", "tissue"})
  void shouldSayHowOftenItIsRightOfSpectraThatTheVotersNeverSaw(String name) throws IOException {
    ModelPackage model = STORE.open(name);
    Calibration stated = model.manifest().calibration();
    Calibration found = CalibrationFit.of(UnseenPredictions.of(model), stated.sets().level());

    assertThat(found.temperature()).isEqualTo(stated.temperature(), within(0.02));
    assertThat(found.error()).isEqualTo(stated.error(), within(0.01)).isLessThan(0.05);
    assertThat(found.error()).isLessThan(found.errorBefore() / 2);
    assertThat(found.method()).isEqualTo(stated.method());
    assertThat(found.sets().coverage())
        .as("sets of classes for groups that gave no threshold")
        .isEqualTo(stated.sets().coverage(), within(0.01))
        .isGreaterThan(stated.sets().level() - 0.05);
  }

  @Test
  void shouldTellCartilageApartInBlocksThatTheVotersNeverSaw() throws IOException {
    ModelPackage model = STORE.open("cartilage");
    StoredModelEvaluation evaluation = StoredModelEvaluation.of(model);

    assertThat(model.members()).isEqualTo(10);
    assertThat(value(evaluation.figures(), "column blocks", "stored", "balanced accuracy"))
        .as("chance is 0.333")
        .isGreaterThan(0.8);
    List<Figure> trained = model.manifest().evaluation().figures();
    assertHolds(trained, evaluation.figures());
    assertThat(value(trained, "contiguous columns", "ensemble", "balanced accuracy"))
        .isGreaterThanOrEqualTo(
            value(trained, "contiguous columns", "PCA-LDA", "balanced accuracy"));
  }

  @Test
  void shouldTellSerotoninLevelsApartInSpectraUnlikeThoseTheVotersSaw() throws IOException {
    ModelPackage model = STORE.open("sers");
    StoredModelEvaluation evaluation = StoredModelEvaluation.of(model);

    assertThat(model.classes()).containsExactly("none", "low", "medium", "high");
    assertThat(value(evaluation.figures(), "spectra alike", "stored", "balanced accuracy"))
        .as("chance is 0.25")
        .isGreaterThan(0.6);
    assertHolds(model.manifest().evaluation().figures(), evaluation.figures());
  }

  @Test
  void shouldTellSimulatedTissueApartInSectionsThatNoMemberSaw() throws IOException {
    ModelPackage model = STORE.open("tissue");
    List<Figure> figures = StoredModelEvaluation.of(model).figures();

    assertThat(model.members()).isEqualTo(10);
    assertThat(model.manifest().simulated()).isTrue();
    assertThat(value(figures, "hidden truth", "stored", "balanced accuracy"))
        .as("chance is 0.25")
        .isGreaterThan(0.6);
    assertThat(value(figures, "weak label", "stored", "balanced accuracy"))
        .as("chance is 0.25")
        .isGreaterThan(0.45);
    String measure = "hit rate of the activation map";
    assertThat(value(figures, "bands of the predicted class", "stored", measure))
        .isGreaterThan(value(figures, "bands of the predicted class", "smooth random", measure));
    assertHolds(model.manifest().evaluation().figures(), figures);
  }
}
