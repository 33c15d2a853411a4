package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.train.measure.StoredModelEvaluation;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.recipe.TrainingSettings;

class RecipeRunTrainingIT {
  @TempDir private Path store;

  /** The cartilage recipe with three blocks, one member a fold and two members in the end. */
  private static Recipe quick() throws IOException {
    Recipe shipped = Recipe.read("cartilage");
    Recipe.LabelledMap map = (Recipe.LabelledMap) shipped.data();
    return new Recipe(
        "quick",
        shipped.version(),
        shipped.title(),
        shipped.description(),
        new Recipe.LabelledMap(map.sample(), map.classes(), 3, map.licence(), map.attribution()),
        shipped.preprocessing(),
        shipped.scalePerVariable(),
        new TrainingSettings(2, 32, 6e-3, 10, 0.1, 0.1, 0.2),
        1,
        2,
        shipped.seed(),
        shipped.limits(),
        null,
        shipped.network());
  }

  @Test
  void shouldTrainExportAndEvaluateWhatTheStoreThenOpens() throws IOException {
    List<String> progress = Collections.synchronizedList(new ArrayList<>());

    ModelPackage written = new RecipeRun(quick(), 2, progress::add).into(store);

    ModelPackage model = new ModelStore(store).open("quick");
    assertThat(model.digest()).isEqualTo(written.digest());
    assertThat(model.members()).isEqualTo(2);
    assertThat(model.classes()).containsExactly("matrix", "lacuna", "cell");
    List<Figure> figures = model.manifest().evaluation().figures();
    Figure blocked = figure(figures, "3 blocks of contiguous columns", "ensemble of up to 1");
    Figure baseline = figure(figures, "3 blocks of contiguous columns", "PCA-LDA");
    assertThat(blocked.runs()).isEqualTo(3);
    assertThat(blocked.value()).as("chance is 0.333").isGreaterThan(0.6);
    assertThat(baseline.value()).isBetween(0.7, 0.95);
    assertThat(figures).anyMatch(figure -> figure.evaluation().contains("leaky"));

    // Evaluating the stored model again gives what training wrote down.
    StoredModelEvaluation again = StoredModelEvaluation.of(model);
    assertThat(figures).containsAll(again.figures());
    assertThat(progress).anyMatch(line -> line.startsWith("fold 3 of 3"));
  }

  private static Figure figure(List<Figure> figures, String evaluation, String method) {
    return figures.stream()
        .filter(
            figure ->
                figure.evaluation().equals(evaluation)
                    && figure.method().equals(method)
                    && figure.measure().equals("balanced accuracy"))
        .findFirst()
        .orElseThrow();
  }
}
