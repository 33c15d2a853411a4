package org.spectrastreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.ModelManifest.DataSet;
import org.spectrastreams.model.ModelManifest.Evaluation;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelManifest.Training;
import org.spectrastreams.network.mscnn.RandomModels;

class ModelCardTest {
  private static ModelManifest manifest(boolean simulated) {
    return manifest(simulated, 0.84);
  }

  private static ModelManifest manifest(boolean simulated, double simple) {
    ModelManifest plain =
        RandomModels.manifest(
            new ModelId("tissue", "1.2.3"), RandomModels.TISSUE_AXIS, List.of("a", "b"), 10);
    return ModelManifest.ofEnsemble(
        plain.id(),
        "Tissue",
        "Tells tissue apart.",
        simulated,
        plain.classes(),
        plain.preprocessing(),
        plain.facts(),
        10,
        new Training(
            List.of(new DataSet("set | one", "training", "MIT", "someone", simulated)),
            "by image",
            List.of(3L, 4L),
            List.of("spectra train tissue"),
            Map.of("dropout", 0.1)),
        new Evaluation(
            List.of(
                new Figure("by image", "ensemble", "balanced accuracy", 0.88912, 0.0193, 4),
                new Figure("by image", "PCA-LDA", "balanced accuracy", simple, 0, 1)),
            List.of("It knows no other tissue."),
            Map.of()));
  }

  @Test
  void shouldTellEverythingThatTheManifestKnows() {
    assertThat(ModelCard.of(manifest(false)))
        .startsWith("# Tissue\n\n`tissue@1.2.3`")
        .contains(
            "Tells tissue apart.",
            "801 points from 1000 to 1800 cm⁻¹",
            "10 members, each a multi-scale convolutional network",
            "of 63,066 trained parameters",
            "| set \\| one | training | MIT | someone |",
            "Split: by image",
            "| ensemble | balanced accuracy | 0.8891 ± 0.019 | 4 |",
            "| PCA-LDA | balanced accuracy | 0.8400 | 1 |",
            "- It knows no other tissue.",
            "spectra train tissue",
            "Seeds of the members: [3, 4].",
            "\"dropout\" : 0.1")
        .doesNotContain("imulated", "simpler");
  }

  @Test
  void shouldSayWhereTheSimpleMethodWins() {
    assertThat(ModelCard.of(manifest(false, 0.8925)))
        .contains(
            "PCA-LDA, which is simpler, tells these classes at least as well: balanced accuracy"
                + " 0.893, the ensemble 0.889.");
  }

  @Test
  void shouldSaySimulatedBeforeAnythingElse() {
    String card = ModelCard.of(manifest(true));
    assertThat(card.indexOf("> **Simulated.**")).isBetween(0, card.indexOf("Tells tissue"));
    assertThat(card).contains("set \\| one (simulated)");
  }

  @Test
  void shouldRefuseFiguresThatAreNone() {
    assertThatThrownBy(() -> new Figure("e", "m", "accuracy", Double.NaN, 0, 1))
        .hasMessageContaining("accuracy of m is NaN");
    assertThatThrownBy(() -> new Figure("e", "m", "accuracy", 1, -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldReadItsOwnJson() {
    ModelManifest manifest = manifest(true).withFiles(Map.of("a", "b"));
    assertThat(ModelManifest.fromJson(manifest.toJson())).isEqualTo(manifest);
  }
}
