package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.preprocess.UnusableSpectrumException.Reason;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** Chains of planes: what they take, what they refuse, and what they make of it. */
class PlaneGridTest {
  private static final SpectralAxis PROTONS =
      SpectralAxis.uniform(AxisKind.CHEMICAL_SHIFT, -1, 0.5, 3);
  private static final SpectralAxis CARBONS =
      SpectralAxis.uniform(AxisKind.CHEMICAL_SHIFT, 0, 10, 2);
  private static final PreprocessingChain EXACT =
      PreprocessingChain.of(
          Quantity.NMR_INTENSITY,
          new PlaneGrid(PROTONS, CARBONS, PlaneGrid.Reduction.NONE, 1),
          new Preprocessing.SpectrumScaling(Preprocessing.Scaling.MAXIMUM));
  private static final PreprocessingChain PICTURES =
      PreprocessingChain.of(Quantity.GREY_VALUE, PlaneGrid.ofPictures(2, 3, 1.5));

  private static SpectralAxis points(int count) {
    return SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, count);
  }

  @Test
  void shouldScaleAPlaneThatLiesOnTheGridAsOneSpectrum() throws Exception {
    Preprocessor prepares =
        Preprocessor.compile(EXACT, PROTONS, Optional.of(CARBONS), Quantity.NMR_INTENSITY);
    float[] plane = new float[6];
    assertThat(prepares.apply(new float[] {1, 2, 3, 4, 5, 8}, 0, plane, 0)).isZero();
    assertThat(plane).containsExactly(0.125f, 0.25f, 0.375f, 0.5f, 0.625f, 1);
    assertThat(EXACT.shape()).containsExactly(2, 3);
    assertThat(EXACT.points()).isEqualTo(6);
    assertThat(PreprocessingChain.fromJson(EXACT.toJson())).isEqualTo(EXACT);
    assertThat(PreprocessingChain.fromJson(PICTURES.toJson())).isEqualTo(PICTURES);
  }

  @Test
  void shouldRefuseAPlaneOfAnotherGridAndSayWhatWasExpected() {
    SpectralAxis shifted = SpectralAxis.uniform(AxisKind.CHEMICAL_SHIFT, -1, 0.25, 3);
    assertThatThrownBy(
            () ->
                Preprocessor.compile(EXACT, shifted, Optional.of(CARBONS), Quantity.NMR_INTENSITY))
        .isInstanceOfSatisfying(
            UnusableSpectrumException.class,
            told -> assertThat(told.reason()).isEqualTo(Reason.WRONG_DIMENSIONS))
        .hasMessageContaining("lies over 3 points, -1.0–-0.5 ppm")
        .hasMessageContaining("reads exactly 3 points, -1.0–0.0 ppm and 2 points, 0.0–10.0 ppm");
    assertThatThrownBy(
            () ->
                Preprocessor.compile(PICTURES, PROTONS, Optional.of(CARBONS), Quantity.GREY_VALUE))
        .isInstanceOfSatisfying(
            UnusableSpectrumException.class,
            told -> assertThat(told.reason()).isEqualTo(Reason.WRONG_AXIS_KIND));
    assertThatThrownBy(
            () ->
                Preprocessor.compile(
                    PICTURES, points(3), Optional.of(points(2)), Quantity.NMR_INTENSITY))
        .hasMessageContaining("nmr-intensity, the model needs grey-value");
  }

  @Test
  void shouldRefuseSpectraOfAnotherNumberOfDimensions() {
    assertThatThrownBy(() -> Preprocessor.compile(EXACT, PROTONS, Quantity.NMR_INTENSITY))
        .hasMessageContaining("the model reads planes of 3 × 2 points");
    PreprocessingChain line =
        PreprocessingChain.of(
            Quantity.NMR_INTENSITY,
            Preprocessing.Interpolate.covering(PROTONS, Preprocessing.Interpolation.LINEAR, 1));
    assertThatThrownBy(
            () -> Preprocessor.compile(line, PROTONS, Optional.of(CARBONS), Quantity.NMR_INTENSITY))
        .isInstanceOfSatisfying(
            UnusableSpectrumException.class,
            told -> assertThat(told.reason()).isEqualTo(Reason.WRONG_DIMENSIONS))
        .hasMessageContaining("takes spectra of one dimension");
  }

  @Test
  void shouldRefuseAPictureThatIsSmallerOrOfQuiteOtherProportions() throws Exception {
    Preprocessor.compile(PICTURES, points(9), Optional.of(points(4)), Quantity.GREY_VALUE);
    assertThatThrownBy(
            () ->
                Preprocessor.compile(
                    PICTURES, points(3), Optional.of(points(1)), Quantity.GREY_VALUE))
        .hasMessageContaining("the picture has 3 × 1 points, the model reads 3 × 2");
    assertThatThrownBy(
            () ->
                Preprocessor.compile(
                    PICTURES, points(12), Optional.of(points(4)), Quantity.GREY_VALUE))
        .hasMessageContaining("sides are 1.00 to 2.25 to each other");
  }

  @Test
  void shouldHaveNoStepOfOneDimensionInAChainOfPlanes() {
    PlaneGrid grid = PlaneGrid.ofPictures(2, 3, 1.5);
    for (Preprocessing wrong :
        List.of(
            new Preprocessing.LinearBaseline(),
            new Preprocessing.SpectrumScaling(Preprocessing.Scaling.AREA),
            new Preprocessing.VariableScaling(new float[3], new float[] {1, 1, 1}),
            grid)) {
      assertThatThrownBy(() -> PreprocessingChain.of(Quantity.GREY_VALUE, grid, wrong))
          .hasMessageContaining("step 1: ");
    }
    assertThatThrownBy(
            () ->
                PreprocessingChain.of(
                    Quantity.GREY_VALUE,
                    new Preprocessing.SpectrumScaling(Preprocessing.Scaling.SNV),
                    grid))
        .hasMessageContaining("expected it first");
    assertThatThrownBy(() -> new PlaneGrid(PROTONS, CARBONS, PlaneGrid.Reduction.AREA_MEAN, 1.5))
        .hasMessageContaining("expected a picture");
  }
}
