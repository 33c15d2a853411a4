package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

class PreprocessingChainTest {
  private static final SpectralAxis GRID = SpectralAxis.uniform(1000, 1, 801);

  private static final PreprocessingChain EVERY_STEP =
      new PreprocessingChain(
          Quantity.ABSORBANCE,
          new QualityLimits(1e-6, 3.5, 5),
          List.of(
              new Preprocessing.Cut(900, 1900),
              new Preprocessing.LinearBaseline(),
              new Preprocessing.RubberbandBaseline(),
              Preprocessing.Interpolate.covering(GRID, Interpolation.CUBIC, 8),
              new Preprocessing.AsymmetricLeastSquaresBaseline(1e5, 0.01, 10),
              new Preprocessing.SavitzkyGolay(9, 2, 1),
              new Preprocessing.SpectrumScaling(Preprocessing.Scaling.SNV),
              new Preprocessing.Cut(1100, 1102),
              new Preprocessing.VariableScaling(
                  new float[] {0.1f, 2, 3e-9f}, new float[] {1, 0.3f, 1e-7f})));

  @Test
  void shouldGiveBackTheSameChainFromItsJson() {
    PreprocessingChain read = PreprocessingChain.fromJson(EVERY_STEP.toJson());

    assertThat(read).isEqualTo(EVERY_STEP);
    assertThat(read.toJson()).isEqualTo(EVERY_STEP.toJson());
    assertThat(read.digest()).isEqualTo(EVERY_STEP.digest()).matches("[0-9a-f]{64}");
    assertThat(read.grid()).isEqualTo(SpectralAxis.of(1100, 1101, 1102));
  }

  @Test
  void shouldHaveTheSameDigestWhateverTheOrderOfKeysAndTheSpellingOfNumbers() {
    String one =
        """
        {"quantity":"raman-intensity","limits":{"flatRange":0,"saturatedRun":0},
         "steps":[{"step":"interpolate","grid":{"first":600,"step":4,"points":300},"method":"linear",
                   "outOfRange":"reject","minimumCoverage":1,"maximumGap":10},
                  {"step":"scale","by":"vector"}]}\
        """;
    String other =
        """
        {"steps":[{"maximumGap":1e1,"grid":{"points":300,"step":4.0,"first":6.0E2},"step":"interpolate",
                   "minimumCoverage":1.0,"outOfRange":"reject","method":"linear"},
                  {"by":"vector","step":"scale"}],
         "limits":{"saturatedRun":0,"flatRange":0.0},"quantity":"raman-intensity"}\
        """;

    assertThat(PreprocessingChain.fromJson(other).digest())
        .isEqualTo(PreprocessingChain.fromJson(one).digest())
        .isNotEqualTo(EVERY_STEP.digest());
  }

  @Test
  void shouldReadAsPartOfAnotherDocumentWithAnyMapper() throws Exception {
    record Manifest(String name, PreprocessingChain preprocessing) {}
    ObjectMapper mapper = new ObjectMapper();

    String json = mapper.writeValueAsString(new Manifest("m", EVERY_STEP));

    assertThat(mapper.readValue(json, Manifest.class).preprocessing().digest())
        .isEqualTo(EVERY_STEP.digest());
  }

  @Test
  void shouldRefuseUnknownMissingAndRepeatedProperties() {
    String json =
        PreprocessingChain.of(
                Quantity.ABSORBANCE,
                Preprocessing.Interpolate.covering(GRID, Interpolation.LINEAR, 8))
            .toJson();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PreprocessingChain.fromJson(json.replace("{\"quantity", "{\"x\":1,\"quantity")))
        .withMessageContaining("\"x\"");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PreprocessingChain.fromJson(
                    json.replace("\"maximumGap\":8.0", "\"maximumGapp\":8.0")))
        .withMessageContaining("maximumGap");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessingChain.fromJson(json.replace(",\"maximumGap\":8.0", "")))
        .withMessageContaining("maximumGap");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PreprocessingChain.fromJson(
                    json.replace("\"maximumGap\":8.0", "\"maximumGap\":8.0,\"maximumGap\":9")))
        .withMessageContaining("maximumGap");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PreprocessingChain.fromJson(json.replace("\"interpolate\"", "\"stretch\"")))
        .withMessageContaining("stretch");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessingChain.fromJson(json.replace("\"absorbance\"", "\"colour\"")))
        .withMessageContaining("colour")
        .withMessageContaining("percent-transmittance");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PreprocessingChain.fromJson(
                    json.replace("\"points\":801", "\"points\":801,\"wavenumbers\":[1]")))
        .withMessageContaining("either first, step and points");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessingChain.fromJson(json + " {}"));
  }

  @Test
  void shouldGiveTheGridOfItsInterpolationLessWhatIsCutOffBehindIt() {
    Preprocessing.Interpolate onto =
        new Preprocessing.Interpolate(
            SpectralAxis.uniform(1000, 2, 101),
            Preprocessing.Interpolation.LINEAR,
            Preprocessing.OutOfRange.REJECT,
            1,
            50);
    PreprocessingChain whole =
        PreprocessingChain.of(Quantity.ABSORBANCE, new Preprocessing.Cut(900, 1300), onto);

    assertThat(whole.grid()).isSameAs(whole.grid()).isSameAs(onto.grid());
    SpectralAxis cut = whole.then(new Preprocessing.Cut(1050, 1099)).grid();
    assertThat(cut.min()).isEqualTo(1050);
    assertThat(cut.max()).isEqualTo(1098);
    assertThat(cut.size()).isEqualTo(25);
  }
}
