package org.spectrastreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.chemometric.Chemometric.Arrays;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

class ProbeCaseTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 3);
  private static final Chemometric NETWORK = new Chemometric(3, 2, 1, 0, 0, 0, false);
  private static final float[] SPECTRUM = {0.5f, 0.25f, 0.75f};

  /** Two classes, told apart by the slope between two points that are large and nearly alike. */
  private static ExactEnsemble sloping(float slope) {
    Map<String, float[]> arrays =
        Map.of(
            Arrays.FILTER,
            new float[] {1},
            Arrays.FILTER_BIAS,
            new float[1],
            Arrays.KEPT,
            new float[] {1, 1, 1},
            Arrays.CENTRE,
            new float[1],
            Arrays.RELATIVE,
            new float[1],
            Arrays.ABSOLUTE,
            new float[] {1},
            Arrays.MIDDLE,
            new float[3],
            Arrays.LINEAR + ".w",
            new float[] {slope, 0, slope, 0, -slope, 0},
            Arrays.LINEAR + ".b",
            new float[2]);
    return new ExactNetwork(NETWORK, List.of(arrays));
  }

  private static ProbeCase ofSlope(float slope) {
    return ProbeCase.of(sloping(slope), SPECTRUM, SPECTRUM, 2);
  }

  private static ModelManifest manifest() {
    ModelManifest any =
        RandomModels.manifest(
            new ModelId("any", "1.0.0"), SpectralAxis.uniform(1000, 4, 200), List.of("a", "b"), 1);
    return ModelManifest.ofEnsemble(
        any.id(),
        any.title(),
        any.description(),
        true,
        any.classes(),
        PreprocessingChain.of(
            Quantity.ABSORBANCE, Preprocessing.Interpolate.covering(AXIS, Interpolation.LINEAR, 8)),
        NETWORK.facts(),
        1,
        any.training(),
        any.evaluation());
  }

  private static SpectrumBlock block(float... values) {
    int[] places = new int[values.length / 3];
    return new SpectrumBlock(AXIS, Quantity.ABSORBANCE, places, places, values);
  }

  @Test
  void shouldSayNothingOfRoundingWhereItMovesNothing() {
    assertThat(ofSlope(3).rounding()).isZero();
    assertThat(ofSlope(3).fits(3, 3, 1, 2, true)).isTrue();
  }

  @Test
  void shouldSayHowFarRoundingMovesAnAnswerThatHangsOnIt() {
    assertThat(ofSlope(300).rounding()).isBetween(3.1e-6, 6e-5);
    assertThat(ofSlope(300).steady()).isTrue();
    assertThat(ofSlope(300).fits(3, 3, 1, 2, true)).isTrue();
  }

  @Test
  void shouldRefuseAnAnswerThatIsMostlyRounding() {
    assertThat(ofSlope(3e4f).steady()).isFalse();
    assertThat(ofSlope(3e6f).steady()).isFalse();
  }

  @Test
  void shouldLeaveAnAnswerThatIsMostlyRoundingOutOfAProbe() {
    Probe probe = Probe.of(manifest(), sloping(3e6f), block(0.5f, 0.25f, 0.75f, 1, 0.25f, 0.75f));
    assertThat(probe.cases()).hasSize(1);
    assertThat(probe.cases().get(0).spectrum()).containsExactly(1, 0.25f, 0.75f);
    assertThat(Probe.fromJson(probe.toJson(), manifest()).cases()).hasSize(1);
  }

  @Test
  void shouldWriteNoProbeOfAnswersThatAreMostlyRounding() {
    assertThatThrownBy(() -> Probe.of(manifest(), sloping(3e6f), block(SPECTRUM)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("each of the 1 probe spectra");
  }

  @Test
  void shouldSayThatAStoredAnswerIsMostlyRounding() {
    Probe unsteady = new Probe(AXIS.toArray(), new double[0], "absorbance", List.of(ofSlope(3e6f)));
    assertThatThrownBy(() -> Probe.fromJson(unsteady.toJson(), manifest()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("rounding moves the answer to spectrum 0");
  }
}
