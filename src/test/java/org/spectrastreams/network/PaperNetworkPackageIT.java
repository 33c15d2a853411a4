package org.spectrastreams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.explain.methods.ModelExplainer;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelTask;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.network.functional.FgCnn;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/** The papers' networks as packages: written, opened, asked for every map that they have. */
class PaperNetworkPackageIT {
  private static final int COUNT = 12;

  @TempDir private Path folder;

  static Stream<Network> networks() {
    return PaperNetworks.small().filter(network -> network.inputShape().size() == 1);
  }

  private ModelPackage write(Network network, List<Map<String, float[]>> weights, SpectralAxis axis)
      throws IOException {
    List<String> classes =
        IntStream.range(0, network.classes()).mapToObj(k -> "class " + k).toList();
    ModelManifest any =
        RandomModels.manifest(new ModelId("paper", "1.0.0"), axis, classes, weights.size());
    ModelManifest manifest =
        ModelManifest.ofEnsemble(
                any.id(),
                any.title(),
                any.description(),
                true,
                classes,
                any.preprocessing(),
                network.facts(),
                weights.size(),
                any.training(),
                any.evaluation())
            .withMaps(network.maps().keySet());
    boolean labels = network.outcome() == OutcomeKind.LABELS;
    return EnsemblePackages.write(
        folder,
        labels
            ? manifest.withTask(
                OutcomeKind.LABELS, new ModelTask(classes.stream().map(name -> 0.5f).toList(), ""))
            : manifest,
        weights,
        new SpectrumBlock(
            axis,
            Quantity.ABSORBANCE,
            new int[COUNT],
            new int[COUNT],
            RandomModels.spectra(COUNT, axis.size(), 8)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldExplainAnyClassByEveryMapOfTheNetwork(Network network) throws Exception {
    SpectralAxis axis = SpectralAxis.uniform(1000, 4, network.points());
    List<Map<String, float[]>> weights = RandomWeights.members(network, 2, 3);
    ModelPackage model = write(network, weights, axis);
    assertThat(Networks.of(model.manifest())).isEqualTo(network);

    float[] spectrum = RandomModels.spectra(1, axis.size(), 77);
    double[] exact = IntStream.range(0, spectrum.length).mapToDouble(i -> spectrum[i]).toArray();
    ExactNetwork yardstick = new ExactNetwork(network, weights);
    List<String> ids = ExplanationMethods.of(model).stream().map(ExplanationMethod::id).toList();
    try (ModelExplainer explainer = ModelExplainer.open(model, Device.CPU, 1)) {
      for (Map.Entry<Meaning, MapRule> one : network.maps().entrySet()) {
        String id =
            one.getKey() == Meaning.CLASS_ACTIVATION_MAP
                ? "class-activation"
                : one.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(ids).contains(id);
        for (int k = 0; k < network.classes(); k++) {
          Explanation found = explainer.explain(ExplanationMethods.get(id), spectrum, 0, k, 0, 1);
          double[] expected = yardstick.map(one.getValue(), exact, k).map();
          double scale =
              IntStream.range(0, expected.length)
                  .mapToDouble(i -> Math.abs(expected[i]))
                  .max()
                  .orElseThrow();
          for (int i = 0; i < expected.length; i++) {
            assertThat((double) found.weights()[i]).isCloseTo(expected[i], within(1e-3 * scale));
          }
        }
      }
    }
  }

  @Test
  void shouldRefuseAMapThatTheGraphDoesNotHave() throws Exception {
    FgCnn network = new FgCnn(61, 5);
    SpectralAxis axis = SpectralAxis.uniform(1000, 4, 61);
    ModelPackage model = write(network, RandomWeights.members(network, 1, 3), axis);
    assertThat(ExplanationMethods.of(model))
        .extracting(ExplanationMethod::id)
        .contains("cam")
        .doesNotContain("grad-cam", "class-activation", "dense-importance");
    float[] row = RandomModels.spectra(1, 61, 1);
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      assertThatThrownBy(
              () -> engine.gradients().orElseThrow().maps(Meaning.GRAD_CAM, row, 1, 0, row.clone()))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("no output of GRAD_CAM");
    }
  }
}
