package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.UnusableSpectrumException.Reason;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** Models of one kind of axis, given spectra of another. */
class InputAxisTest {
  private static PreprocessingChain chain(Quantity quantity, SpectralAxis grid) {
    return PreprocessingChain.of(
        quantity, Interpolate.covering(grid, Interpolation.LINEAR, grid.max()));
  }

  private static UnusableSpectrumException refusal(
      PreprocessingChain chain, SpectralAxis axis, Quantity quantity) {
    return catchThrowableOfType(
        UnusableSpectrumException.class, () -> Preprocessor.compile(chain, axis, quantity));
  }

  @Test
  void shouldTellTheKindOfAShippedGridByItsQuantity() {
    SpectralAxis grid = SpectralAxis.of(500, 600);

    assertThat(chain(Quantity.ABSORBANCE, grid).axisKind()).isEqualTo(AxisKind.WAVENUMBER);
    assertThat(chain(Quantity.RAMAN_INTENSITY, grid).axisKind()).isEqualTo(AxisKind.RAMAN_SHIFT);
    assertThat(chain(Quantity.UNSPECIFIED, grid).axisKind()).isEqualTo(AxisKind.PER_CENTIMETRE);
    assertThat(chain(Quantity.ABSORBANCE, grid).toJson()).doesNotContain("kind\":\"wave");
  }

  @Test
  void shouldRefuseAnAxisOfWavenumbersForAModelOfRamanShifts() {
    PreprocessingChain raman = chain(Quantity.RAMAN_INTENSITY, SpectralAxis.of(500, 600));

    UnusableSpectrumException refused =
        refusal(raman, SpectralAxis.of(AxisKind.WAVENUMBER, 400, 700), Quantity.RAMAN_INTENSITY);

    assertThat(refused.reason()).isEqualTo(Reason.WRONG_AXIS_KIND);
    assertThat(refused)
        .hasMessage(
            "the spectrum's axis is a wavenumber (cm⁻¹), the model's a Raman shift (cm⁻¹): choose a"
                + " model of the spectrum's kind, or correct kind and unit at the source");
    assertThat(refusal(raman, SpectralAxis.of(400, 700), Quantity.RAMAN_INTENSITY)).isNull();
  }

  @Test
  void shouldRefuseRamanShiftsForAModelOfWavenumbers() {
    UnusableSpectrumException refused =
        refusal(
            chain(Quantity.ABSORBANCE, SpectralAxis.of(500, 600)),
            SpectralAxis.of(AxisKind.RAMAN_SHIFT, -400, 700),
            Quantity.ABSORBANCE);

    assertThat(refused.reason()).isEqualTo(Reason.WRONG_AXIS_KIND);
  }

  @Test
  void shouldRefuseChemicalShiftsWhereCentimetresAreNeeded() {
    for (Quantity quantity : new Quantity[] {Quantity.UNSPECIFIED, Quantity.ABSORBANCE}) {
      assertThat(
              refusal(
                      chain(quantity, SpectralAxis.of(5, 6)),
                      SpectralAxis.of(AxisKind.CHEMICAL_SHIFT, 0, 10),
                      quantity)
                  .reason())
          .isEqualTo(Reason.WRONG_AXIS_KIND);
    }
  }

  @Test
  void shouldConvertWavelengthsExactlyAndTurnTheSpectrumRound() throws UnusableSpectrumException {
    PreprocessingChain wavenumbers =
        chain(Quantity.ABSORBANCE, SpectralAxis.of(1000, 1500, 2000, 4000));
    SpectralAxis micrometres = SpectralAxis.of(AxisKind.WAVELENGTH, 2.5, 5, 10);

    Preprocessor preprocessor = Preprocessor.compile(wavenumbers, micrometres, Quantity.ABSORBANCE);
    float[] out = new float[4];

    assertThat(preprocessor.apply(new float[] {9, 4000, 2000, 1000}, 1, out, 0)).isZero();
    assertThat(out).containsExactly(1000, 1500, 2000, 4000);
  }

  @Test
  void shouldCheckOnlyTheRangeThatIsReadOfAConvertedSpectrum() throws UnusableSpectrumException {
    PreprocessingChain cut =
        PreprocessingChain.of(
            Quantity.ABSORBANCE,
            new Preprocessing.Cut(1500, 4000),
            Interpolate.covering(SpectralAxis.of(2000, 4000), Interpolation.LINEAR, 4000));
    SpectralAxis micrometres = SpectralAxis.of(AxisKind.WAVELENGTH, 2.5, 5, 10);
    float[] out = new float[2];

    Preprocessor preprocessor = Preprocessor.compile(cut, micrometres, Quantity.ABSORBANCE);

    assertThat(preprocessor.apply(new float[] {4, 2, Float.NaN}, 0, out, 0)).isZero();
    assertThat(out).containsExactly(2, 4);
    assertThat(preprocessor.apply(new float[] {Float.NaN, 2, 1}, 0, out, 0))
        .isEqualTo(QualityFlag.NON_FINITE.bit());
  }

  @Test
  void shouldServeAModelOfWavelengthsAndKeepItsKindInItsManifest()
      throws UnusableSpectrumException {
    PreprocessingChain micrometres =
        chain(Quantity.UNSPECIFIED, SpectralAxis.of(AxisKind.WAVELENGTH, 2.5, 5));
    float[] out = new float[2];

    PreprocessingChain read = PreprocessingChain.fromJson(micrometres.toJson());
    Preprocessor preprocessor =
        Preprocessor.compile(
            read, SpectralAxis.of(AxisKind.WAVENUMBER, 2000, 3000, 4000), Quantity.UNSPECIFIED);

    assertThat(micrometres.toJson()).contains("\"kind\":\"wavelength\"");
    assertThat(read.axisKind()).isEqualTo(AxisKind.WAVELENGTH);
    assertThat(preprocessor.apply(new float[] {2, 3, 4}, 0, out, 0)).isZero();
    assertThat(out).containsExactly(4, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PreprocessingChain.fromJson(
                    micrometres.toJson().replace("\"wavelength\"", "\"frequency\"")))
        .withMessageContaining("unknown kind of axis 'frequency'");
  }
}
