package org.spectrastreams.train.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.spectrastreams.cli.Run;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.train.data.LabelSets;
import org.spectrastreams.train.data.MoleculeSpectra;
import org.spectrastreams.train.data.PreparedLabels;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.recipe.SimulatedMolecules;
import org.spectrastreams.train.run.LabelRun;

/** A model of labels from its recipe to what {@code classify} says. */
class LabelsTrainingIT {
  @TempDir private Path folder;

  @Test
  void shouldHaveTheGradientThatDifferencesOfTheLossGive() {
    BalancedCrossEntropy loss = new BalancedCrossEntropy(new double[] {0.1, 0.6});
    INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {1, 1}});
    INDArray values = Nd4j.createFromArray(new float[][] {{0.3f, -1}, {2, -0.5f}, {-3, 4}});
    INDArray gradient = loss.computeGradient(labels, values, null, null);
    for (int i = 0; i < 6; i++) {
      INDArray above = values.dup();
      INDArray below = values.dup();
      above.putScalar(i / 2, i % 2, values.getFloat(i / 2, i % 2) + 0.01f);
      below.putScalar(i / 2, i % 2, values.getFloat(i / 2, i % 2) - 0.01f);
      double slope =
          (loss.computeScore(labels, above, null, null, false)
                  - loss.computeScore(labels, below, null, null, false))
              / 0.02;
      assertThat(gradient.getDouble(i / 2, i % 2)).isCloseTo(slope, within(2e-2));
    }
    assertThat(loss.computeScore(labels, values, null, null, false))
        .isCloseTo(
            loss.ofProbabilities(
                labels, org.nd4j.linalg.ops.transforms.Transforms.sigmoid(values, true)),
            within(1e-3));
    // Present labels weigh 1/p: ten times that of an absent one's 1/(1 − p) of about one.
    assertThat(gradient.getDouble(0, 0))
        .isCloseTo(10 * (1 / (1 + Math.exp(-0.3)) - 1), within(1e-4));
  }

  @Test
  void shouldRefuseLabelsOfWhichNothingCanBeLearnt() {
    PreparedLabels all = new PreparedLabels(1, 1, new float[] {1, 2}, new boolean[] {true, true});
    assertThatThrownBy(all::shares).hasMessageContaining("every spectrum carries label 0");
  }

  @Test
  void shouldTrainPackageAndClassifySeveralLabels() throws Exception {
    Map<String, Object> settings = Recipe.read("functional-groups").toSettings();
    settings.put("members", 1);
    settings.put(
        "data",
        Map.of(
            "source", "simulated-molecules",
            "molecules", 300,
            "validation", 60,
            "heldOut", 60,
            "noise", 0.005,
            "firstSeed", 1));
    @SuppressWarnings("unchecked")
    Map<String, Object> training = (Map<String, Object>) settings.get("training");
    training.put("epochs", 6);
    training.put("batch", 16);
    training.put("learningRate", 5e-3);
    Recipe recipe = Recipe.fromSettings(settings);

    ModelPackage model = new LabelRun(recipe, 1, line -> {}).into(folder);

    assertThat(model.manifest().outcome()).isEqualTo(OutcomeKind.LABELS);
    assertThat(model.manifest().simulated()).isTrue();
    assertThat(model.manifest().answer().thresholds()).hasSize(17);
    double f1 =
        model.manifest().evaluation().figures().stream()
            .filter(figure -> figure.method().equals("ensemble"))
            .filter(figure -> figure.measure().equals("F1 of a spectrum"))
            .findFirst()
            .orElseThrow()
            .value();
    assertThat(f1).as("F1 of a spectrum; all labels of all spectra give 0.3").isGreaterThan(0.4);
    LabelSets unseen = MoleculeSpectra.heldOut((SimulatedMolecules) recipe.data());
    StringBuilder table = new StringBuilder("# quantity: absorbance\nx,y");
    for (int i = 0; i < 850; i++) {
      table.append(',').append(unseen.axis().at(i));
    }
    table.append("\n0,0");
    for (int i = 0; i < 850; i++) {
      table.append(',').append(unseen.spectra()[i]);
    }
    Path file = Files.writeString(folder.resolve("one.csv"), table + "\n");
    Run run =
        Run.of(
            "classify",
            "functional-groups",
            file.toString(),
            "--set=model.store=" + folder,
            "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(answer.toString()).contains("carboxylic acids");
    assertThat(answer.get("labels")).as(answer.toString()).hasSize(17);
  }
}
