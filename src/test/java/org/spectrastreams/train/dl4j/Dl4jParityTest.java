package org.spectrastreams.train.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.mscnn.Mscnn;
import org.spectrastreams.network.mscnn.MscnnArchitecture;
import org.spectrastreams.network.mscnn.MscnnReference;
import org.spectrastreams.network.mscnn.MscnnWeights;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.data.ToySpectra;
import org.spectrastreams.train.recipe.TrainingSettings;

/** Trained members in DL4J, in ONNX Runtime and, differentiated numerically, in the reference. */
class Dl4jParityTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 1, 801);
  private static final MscnnArchitecture ARCHITECTURE = MscnnArchitecture.of(AXIS, 4);

  /** Both engines compute in float32; maps are compared relative to their largest value. */
  private static final double TOLERANCE = 1e-5;

  @TempDir private Path store;

  private static MscnnWeights member(long seed) {
    PreparedSpectra data = ToySpectra.of(64, 801, 4, 0.2, seed);
    TrainingSettings settings = new TrainingSettings(1, 16, 6e-3, 10, 0.1, 0.1, 0.2);
    return new MscnnTrainer(ARCHITECTURE, settings).train(data, data, data, seed).weights();
  }

  @Test
  void shouldAgreeWithOnnxRuntimeOnOutputsAndMaps() throws IOException {
    List<MscnnWeights> members = List.of(member(1), member(2));
    float[] spectra = ToySpectra.of(9, 801, 4, 0.2, 9).values();
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE, Preprocessing.Interpolate.covering(AXIS, Interpolation.LINEAR, 2));
    ModelManifest manifest =
        ModelManifest.ofEnsemble(
            new ModelId("parity", "1.0.0"),
            "Parity",
            "Two briefly trained members.",
            true,
            List.of("a", "b", "c", "d"),
            chain,
            new Mscnn(ARCHITECTURE).facts(),
            2,
            new ModelManifest.Training(List.of(), "none", List.of(1L, 2L), List.of(), Map.of()),
            new ModelManifest.Evaluation(List.of(), List.of(), Map.of()));
    SpectrumBlock probe =
        new SpectrumBlock(AXIS, Quantity.ABSORBANCE, new int[9], new int[9], spectra);
    ModelPackage model =
        EnsemblePackages.write(store, manifest, RandomModels.arrays(members), probe);
    try (ScoringEngine onnx = model.openEngine(Device.CPU, 1);
        ScoringEngine dl4j = new Dl4jEngine(ARCHITECTURE, members)) {
      EnsembleScores served = onnx.newScores();
      EnsembleScores reference = dl4j.newScores();
      onnx.score(spectra, 9, served);
      dl4j.score(spectra, 9, reference);

      assertThat(served.predicted()).startsWith(reference.predicted());
      for (int i = 0; i < 9 * 2 * 4; i++) {
        assertThat(served.memberProbabilities()[i])
            .isEqualTo(reference.memberProbabilities()[i], within((float) TOLERANCE));
      }
      for (int row = 0; row < 9; row++) {
        double scale = 0;
        for (int i = 0; i < 801; i++) {
          scale = Math.max(scale, Math.abs(reference.activationMap()[row * 801 + i]));
        }
        assertThat(scale).isPositive();
        for (int i = 0; i < 801; i++) {
          assertThat((double) served.activationMap()[row * 801 + i])
              .isEqualTo(reference.activationMap()[row * 801 + i], within(TOLERANCE * scale));
        }
      }
    }
  }

  @Test
  void shouldHaveTheGradientOfItsOwnDifferences() {
    MscnnWeights weights = member(3);
    float[] spectra = ToySpectra.of(3, 801, 4, 0.2, 8).values();
    MscnnReference reference = new MscnnReference(ARCHITECTURE, weights);
    try (ScoringEngine dl4j = new Dl4jEngine(ARCHITECTURE, List.of(weights))) {
      EnsembleScores scores = dl4j.newScores();
      dl4j.score(spectra, 3, scores);
      for (int row = 0; row < 3; row++) {
        double[] spectrum = new double[801];
        for (int i = 0; i < 801; i++) {
          spectrum[i] = spectra[row * 801 + i];
        }
        double[] layer = reference.multiScale(spectrum);
        double[] expected = new double[801];
        int raw = layer.length - 801;
        double scale = 0;
        // Where only the raw branch is looked at, the map is gradient × activation of one element:
        // take all elements, each spread over its receptive field.
        for (int element = 0; element < layer.length; element++) {
          double slope = slope(reference, layer, element, scores.predicted()[row]);
          spread(element, raw, slope * layer[element], expected);
        }
        for (double value : expected) {
          scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < 801; i++) {
          assertThat((double) scores.activationMap()[row * 801 + i])
              .isEqualTo(expected[i], within(1e-4 * scale));
        }
      }
    }
  }

  /** Central difference of a class value in double precision. */
  private static double slope(
      MscnnReference reference, double[] layer, int element, int predicted) {
    double step = 1e-5;
    double[] moved = layer.clone();
    moved[element] = layer[element] + step;
    double above = reference.outputs(moved)[predicted];
    moved[element] = layer[element] - step;
    return (above - reference.outputs(moved)[predicted]) / (2 * step);
  }

  private static void spread(int element, int raw, double value, double[] map) {
    if (element >= raw) {
      map[element - raw] += value;
      return;
    }
    int inChannel = element % ARCHITECTURE.channelLength();
    int head = 2;
    while (inChannel < ARCHITECTURE.headOffset(head)) {
      head--;
    }
    int kernel = ARCHITECTURE.headKernels().get(head);
    int first = (inChannel - ARCHITECTURE.headOffset(head)) * ARCHITECTURE.headStrides().get(head);
    for (int k = 0; k < kernel; k++) {
      map[first + k] += value / kernel;
    }
  }
}
