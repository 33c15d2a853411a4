package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.Preprocessing.OutOfRange;
import org.spectrastreams.preprocess.Preprocessing.Scaling;
import org.spectrastreams.preprocess.UnusableSpectrumException.Reason;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

class PreprocessorTest {
  private static final SpectralAxis GRID = SpectralAxis.uniform(1000, 1, 801);
  private static final SpectralAxis TEN = SpectralAxis.uniform(1000, 1, 10);

  private static PreprocessingChain linear(SpectralAxis grid, Preprocessing... more) {
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE, Interpolate.covering(grid, Interpolation.LINEAR, 8));
    for (Preprocessing step : more) {
      chain = chain.then(step);
    }
    return chain;
  }

  private static UnusableSpectrumException refusal(
      PreprocessingChain chain, SpectralAxis axis, Quantity quantity) {
    return catchThrowableOfType(
        UnusableSpectrumException.class, () -> Preprocessor.compile(chain, axis, quantity));
  }

  private static List<QualityFlag> flagsOf(PreprocessingChain chain, float... spectrum)
      throws UnusableSpectrumException {
    return flagsOf(chain, chain.quantity(), spectrum);
  }

  private static List<QualityFlag> flagsOf(
      PreprocessingChain chain, Quantity quantity, float... spectrum)
      throws UnusableSpectrumException {
    Preprocessor preprocessor =
        Preprocessor.compile(chain, SpectralAxis.uniform(1000, 1, spectrum.length), quantity);
    float[] out = new float[preprocessor.outputPoints()];
    Arrays.fill(out, 7);
    int flags = preprocessor.apply(spectrum, 0, out, 0);
    if (QualityFlag.unusable(flags)) {
      assertThat(out).containsOnly(0f);
    }
    return QualityFlag.of(flags);
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void shouldNotLetPointsOutsideTheGridDecide(Interpolation method) throws Exception {
    SpectralAxis axis = SpectralAxis.uniform(900, 4, 301); // to 2100, the grid ends at 1800
    PreprocessingChain chain =
        new PreprocessingChain(
            Quantity.ABSORBANCE,
            new QualityLimits(0, 3.0, 0),
            List.of(Interpolate.covering(GRID, method, 8)));
    double felt = method == Interpolation.LINEAR ? 0 : 12 * 4; // cm⁻¹, beside the grid
    float[] good = new float[axis.size()];
    float[] saturated = new float[axis.size()];
    float[] missing = new float[axis.size()];
    for (int i = 0; i < axis.size(); i++) {
      boolean outside = axis.at(i) < 1000 - felt || axis.at(i) > 1800 + felt;
      good[i] = (float) Math.sin(i / 9.0);
      saturated[i] = outside ? 4 : good[i];
      missing[i] = outside ? Float.NaN : good[i];
    }
    Preprocessor preprocessor = Preprocessor.compile(chain, axis, Quantity.ABSORBANCE);
    float[] expected = new float[GRID.size()];
    assertThat(QualityFlag.of(preprocessor.apply(good, 0, expected, 0))).isEmpty();
    for (float[] spectrum : List.of(saturated, missing)) {
      float[] out = new float[GRID.size()];
      assertThat(QualityFlag.of(preprocessor.apply(spectrum, 0, out, 0))).isEmpty();
      assertThat(out).isEqualTo(expected);
    }
    saturated[axis.indexNearest(1000)] = 4;
    assertThat(QualityFlag.of(preprocessor.apply(saturated, 0, expected, 0)))
        .containsExactly(QualityFlag.SATURATED);
  }

  @Test
  void shouldReadTheNextPointOutsideTheGridWhereNoneLiesOnItsEnd() throws Exception {
    SpectralAxis axis = SpectralAxis.uniform(993, 5, 200); // 993, 998, 1003 …
    float[] spectrum = new float[axis.size()];
    Arrays.fill(spectrum, 1);
    spectrum[2] = 2;
    Preprocessor preprocessor = Preprocessor.compile(linear(GRID), axis, Quantity.ABSORBANCE);
    float[] out = new float[GRID.size()];
    spectrum[0] = Float.NaN;
    assertThat(QualityFlag.of(preprocessor.apply(spectrum, 0, out, 0))).isEmpty();
    assertThat(out[0]).isEqualTo(1.4f);
    spectrum[1] = Float.NaN;
    assertThat(QualityFlag.of(preprocessor.apply(spectrum, 0, out, 0)))
        .containsExactly(QualityFlag.NON_FINITE);
  }

  @Test
  void shouldSayByHowLittleAnAxisIsTooShort() {
    UnusableSpectrumException refused =
        refusal(linear(GRID), SpectralAxis.uniform(1000.04, 4, 201), Quantity.ABSORBANCE);

    assertThat(refused)
        .hasMessageContaining("needs 1000.0–1800.0, spectrum covers 1000.04–1800.04");
  }

  @Test
  void shouldRejectSpectrumWhoseAxisDoesNotCoverTheGrid() {
    SpectralAxis axis = SpectralAxis.of(1051.3, 1053, 1400, 1799.6);

    UnusableSpectrumException refused = refusal(linear(GRID), axis, Quantity.ABSORBANCE);

    assertThat(refused.reason()).isEqualTo(Reason.AXIS_TOO_NARROW);
    assertThat(refused)
        .hasMessage(
            "grid 1000–1800 cm⁻¹ needs 1000.0–1800.0, spectrum covers 1051.3–1799.6: choose a"
                + " model with padding, or re-measure");
  }

  @Test
  void shouldRejectSpectrumWhoseAxisHasAGapInsideTheGrid() {
    SpectralAxis axis = SpectralAxis.of(900, 950, 999, 1003, 1006, 1030, 1070);
    SpectralAxis grid = SpectralAxis.uniform(1000, 1, 20);

    UnusableSpectrumException refused = refusal(linear(grid), axis, Quantity.ABSORBANCE);

    assertThat(refused.reason()).isEqualTo(Reason.AXIS_TOO_COARSE);
    assertThat(refused)
        .hasMessageContaining("allows gaps of 8")
        .hasMessageContaining("between 1006.0 and 1030.0");
  }

  @Test
  void shouldNotMindGapsOutsideTheGrid() throws UnusableSpectrumException {
    SpectralAxis axis = SpectralAxis.of(800, 999, 1000, 1004, 1008, 1009, 1100);

    Preprocessor preprocessor = Preprocessor.compile(linear(TEN), axis, Quantity.ABSORBANCE);

    float[] out = new float[10];
    assertThat(preprocessor.apply(new float[] {9, 9, 0, 4, 8, 9, 5}, 0, out, 0)).isZero();
    assertThat(out).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void shouldTakeAnAxisWhoseRoundedEndMissesTheGridByLessThanItsLastDigit()
      throws UnusableSpectrumException {
    SpectralAxis axis = SpectralAxis.of(1000.0004, 1004.5, 1008.9996);

    Preprocessor preprocessor = Preprocessor.compile(linear(TEN), axis, Quantity.ABSORBANCE);

    float[] out = new float[10];
    assertThat(preprocessor.apply(new float[] {1, 2, 5}, 0, out, 0)).isZero();
    assertThat(out[0]).isEqualTo(1);
    assertThat(out[9]).isEqualTo(5);
  }

  @Test
  void shouldRejectPaddingBeyondTheCoverageThatTheChainAsksFor() {
    PreprocessingChain half =
        PreprocessingChain.of(
            Quantity.ABSORBANCE,
            new Interpolate(TEN, Interpolation.LINEAR, OutOfRange.ZERO_PAD, 0.5, 8));

    assertThat(refusal(half, SpectralAxis.uniform(1005, 1, 9), Quantity.ABSORBANCE)).isNull();
    UnusableSpectrumException refused =
        refusal(half, SpectralAxis.uniform(1006, 1, 9), Quantity.ABSORBANCE);
    assertThat(refused.reason()).isEqualTo(Reason.AXIS_TOO_NARROW);
    assertThat(refused).hasMessageContaining("needs 50 % of 1000.0–1009.0");
    assertThat(refusal(half, SpectralAxis.uniform(2000, 1, 9), Quantity.ABSORBANCE).reason())
        .isEqualTo(Reason.AXIS_TOO_NARROW);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRejectAnAxisWithTooFewPointsForTheSpline(Interpolation method) {
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE, Interpolate.covering(SpectralAxis.uniform(1000, 1, 2), method, 8));
    SpectralAxis short_ = SpectralAxis.uniform(1000, 1.5, method.degree());

    if (method != Interpolation.LINEAR) {
      assertThat(refusal(chain, short_, Quantity.ABSORBANCE).reason())
          .isEqualTo(Reason.AXIS_TOO_COARSE);
    }
    assertThat(
            refusal(
                chain, SpectralAxis.uniform(1000, 1.5, method.degree() + 1), Quantity.ABSORBANCE))
        .isNull();
  }

  @Test
  void shouldRejectAQuantityThatCannotBeConverted() {
    UnusableSpectrumException refused = refusal(linear(GRID), GRID, Quantity.RAMAN_INTENSITY);

    assertThat(refused.reason()).isEqualTo(Reason.WRONG_QUANTITY);
    assertThat(refused).hasMessageContaining("holds raman-intensity, the model needs absorbance");
    assertThat(refusal(linear(GRID), GRID, Quantity.UNSPECIFIED).reason())
        .isEqualTo(Reason.WRONG_QUANTITY);
    assertThat(linear(GRID).acceptedQuantities())
        .containsExactly(
            Quantity.ABSORBANCE, Quantity.TRANSMITTANCE, Quantity.PERCENT_TRANSMITTANCE);
    assertThat(
            PreprocessingChain.of(
                    Quantity.UNSPECIFIED, Interpolate.covering(TEN, Interpolation.LINEAR, 8))
                .acceptedQuantities())
        .containsExactly(Quantity.values());
  }

  @Test
  void shouldFlagSpectraThatDeserveNoClass() throws UnusableSpectrumException {
    PreprocessingChain chain = linear(SpectralAxis.uniform(1000, 1, 4));

    assertThat(flagsOf(chain, 1, Float.NaN, 2, 3)).containsExactly(QualityFlag.NON_FINITE);
    assertThat(flagsOf(chain, 1, 2, Float.NEGATIVE_INFINITY, 3))
        .containsExactly(QualityFlag.NON_FINITE);
    assertThat(flagsOf(chain, 0, 0, -0f, 0)).containsExactly(QualityFlag.ALL_ZERO);
    assertThat(flagsOf(chain, 3, 3, 3, 3)).containsExactly(QualityFlag.FLAT);
    assertThat(flagsOf(chain, 3, 3, 3, 3.1f)).isEmpty();
  }

  @Test
  void shouldFlagSaturationAtTheChainsOwnLimits() throws UnusableSpectrumException {
    SpectralAxis grid = SpectralAxis.uniform(1000, 1, 6);
    List<Preprocessing> steps = List.of(Interpolate.covering(grid, Interpolation.LINEAR, 8));
    PreprocessingChain limited =
        new PreprocessingChain(Quantity.ABSORBANCE, new QualityLimits(0.01, 4.0, 3), steps);

    assertThat(flagsOf(limited, 0, 1, 2, 3.99f, 2, 1)).isEmpty();
    assertThat(flagsOf(limited, 0, 1, 2, 4, 2, 1)).containsExactly(QualityFlag.SATURATED);
    assertThat(flagsOf(limited, 0, 2, 2, 1, 2, 2)).isEmpty();
    assertThat(flagsOf(limited, 0, 1, 2, 2, 2, 1)).containsExactly(QualityFlag.SATURATED);
    assertThat(flagsOf(limited, 2, 2, 2, 1.5f, 3, 1)).isEmpty();
    assertThat(flagsOf(limited, 2, 2, 2, 2.01f, 2, 2)).containsExactly(QualityFlag.FLAT);
  }

  @Test
  void shouldFlagTransmittanceWithoutLightAsSaturated() throws UnusableSpectrumException {
    PreprocessingChain chain = linear(SpectralAxis.uniform(1000, 1, 3));

    assertThat(flagsOf(chain, Quantity.TRANSMITTANCE, 0.5f, 0, 0.7f))
        .containsExactly(QualityFlag.SATURATED);
    assertThat(flagsOf(chain, Quantity.PERCENT_TRANSMITTANCE, 50, -0.1f, 70))
        .containsExactly(QualityFlag.SATURATED);
    assertThat(flagsOf(chain, Quantity.PERCENT_TRANSMITTANCE, 50, 0.1f, 70)).isEmpty();
    PreprocessingChain limited =
        new PreprocessingChain(Quantity.ABSORBANCE, new QualityLimits(0, 3.0, 0), chain.steps());
    assertThat(flagsOf(limited, Quantity.PERCENT_TRANSMITTANCE, 50, 0.099f, 70))
        .containsExactly(QualityFlag.SATURATED);
  }

  @Test
  void shouldConvertAbsorbanceForAModelOfTransmittance() throws UnusableSpectrumException {
    for (Quantity wanted : List.of(Quantity.TRANSMITTANCE, Quantity.PERCENT_TRANSMITTANCE)) {
      PreprocessingChain chain =
          PreprocessingChain.of(
              wanted, Interpolate.covering(SpectralAxis.of(1000, 1001), Interpolation.LINEAR, 8));
      float full = wanted == Quantity.TRANSMITTANCE ? 1 : 100;
      float[] out = new float[2];

      Preprocessor.compile(chain, chain.grid(), Quantity.ABSORBANCE)
          .apply(new float[] {1, 2}, 0, out, 0);
      assertThat(out[0]).isCloseTo(0.1f * full, within(1e-6f * full));
      assertThat(out[1]).isCloseTo(0.01f * full, within(1e-6f * full));

      Preprocessor.compile(chain, chain.grid(), Quantity.PERCENT_TRANSMITTANCE)
          .apply(new float[] {50, 20}, 0, out, 0);
      assertThat(out[0]).isCloseTo(0.5f * full, within(1e-6f * full));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFlagAScalingWithoutDivisorInsteadOfNaN(Scaling scaling)
      throws UnusableSpectrumException {
    PreprocessingChain chain =
        linear(
            SpectralAxis.uniform(1000, 1, 6),
            new Preprocessing.Cut(1000, 1002),
            new Preprocessing.SpectrumScaling(scaling));

    assertThat(flagsOf(chain, 0, 0, 0, 1, 2, 3)).containsExactly(QualityFlag.UNSCALABLE);
    assertThat(flagsOf(chain, 0, 0.5f, 0, 1, 2, 3)).isEmpty();
  }

  @Test
  void shouldNotTurnANegativeSpectrumOverByItsMaximum() throws UnusableSpectrumException {
    PreprocessingChain chain =
        linear(
            SpectralAxis.uniform(1000, 1, 3), new Preprocessing.SpectrumScaling(Scaling.MAXIMUM));

    assertThat(flagsOf(chain, -3, -2, -1)).containsExactly(QualityFlag.UNSCALABLE);
  }

  @Test
  void shouldFlagAResultBeyondTheRangeOfFloats() throws UnusableSpectrumException {
    PreprocessingChain chain =
        linear(
            SpectralAxis.uniform(1000, 1, 2),
            new Preprocessing.VariableScaling(new float[] {0, 0}, new float[] {1e-20f, 1}));

    assertThat(flagsOf(chain, 3e30f, 1)).containsExactly(QualityFlag.NON_FINITE);
  }

  @Test
  void shouldCheckOnlyThePartThatALeadingCutKeeps() throws UnusableSpectrumException {
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE,
            new Preprocessing.Cut(1001, 1004),
            Interpolate.covering(SpectralAxis.uniform(1001, 1, 3), Interpolation.CUBIC, 2));

    assertThat(flagsOf(chain, Float.NaN, 1, 2, 3, 5, Float.NaN)).isEmpty();
    assertThat(flagsOf(chain, Float.NaN, 1, 2, 3, Float.NaN, 5))
        .containsExactly(QualityFlag.NON_FINITE);
    assertThat(refusal(chain, SpectralAxis.uniform(3000, 1, 9), Quantity.ABSORBANCE))
        .hasMessageContaining("reads 1001.0–1004.0 cm⁻¹, spectrum covers 3000.0–3008.0");
  }

  @Test
  void shouldCopyWhereTheGridIsTheAxisAndLeaveNeighboursAlone() throws UnusableSpectrumException {
    SpectralAxis irregular = SpectralAxis.of(1000, 1001.5, 1004, 1004.2);
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE, Interpolate.covering(irregular, Interpolation.CUBIC, 8));
    Preprocessor preprocessor = Preprocessor.compile(chain, irregular, Quantity.ABSORBANCE);
    float[] in = {9, 9, 0.1f, -0.2f, 3e-7f, 5e8f, 9};
    float[] before = in.clone();
    float[] out = {7, 7, 7, 7, 7, 7};

    assertThat(preprocessor.apply(in, 2, out, 1)).isZero();

    assertThat(out).containsExactly(7, 0.1f, -0.2f, 3e-7f, 5e8f, 7);
    assertThat(in).isEqualTo(before);
  }

  @Test
  void shouldNotRememberTheSpectrumBefore() throws UnusableSpectrumException {
    Preprocessor used = Preprocessor.compile(everyStep(), wideAxis(), Quantity.TRANSMITTANCE);
    Preprocessor fresh = Preprocessor.compile(everyStep(), wideAxis(), Quantity.TRANSMITTANCE);
    float[] spectra = transmittances(3);
    int points = wideAxis().size();
    spectra[points + 5] = Float.NaN;
    float[] one = new float[used.outputPoints()];
    float[] other = one.clone();

    used.apply(spectra, 0, one, 0);
    assertThat(QualityFlag.of(used.apply(spectra, points, one, 0)))
        .containsExactly(QualityFlag.NON_FINITE);
    used.apply(spectra, 2 * points, one, 0);
    fresh.apply(spectra, 2 * points, other, 0);

    assertThat(one).isEqualTo(other).doesNotContain(Float.NaN);
  }

  @Test
  void shouldAllocateNothingOnceCompiled() throws UnusableSpectrumException {
    Preprocessor preprocessor =
        Preprocessor.compile(everyStep(), wideAxis(), Quantity.TRANSMITTANCE);
    float[] spectra = transmittances(8);
    float[] out = new float[8 * preprocessor.outputPoints()];
    for (int i = 0; i < 200; i++) {
      applyAll(preprocessor, spectra, out);
    }
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    // The measurement itself may allocate a few bytes once; ten rounds show what apply adds.
    threads.getThreadAllocatedBytes(self);
    long before = threads.getThreadAllocatedBytes(self);
    for (int i = 0; i < 10; i++) {
      applyAll(preprocessor, spectra, out);
    }
    long allocated = threads.getThreadAllocatedBytes(self) - before;

    assertThat(allocated).as("bytes for 80 spectra").isLessThan(80);
  }

  private static void applyAll(Preprocessor preprocessor, float[] spectra, float[] out) {
    int in = preprocessor.inputPoints();
    int grid = preprocessor.outputPoints();
    for (int i = 0; i < 8; i++) {
      if (preprocessor.apply(spectra, i * in, out, i * grid) != 0) {
        throw new AssertionError("flagged");
      }
    }
  }

  private static SpectralAxis wideAxis() {
    return SpectralAxis.uniform(890, 3.7, 300);
  }

  private static float[] transmittances(int count) {
    float[] spectra = new float[count * wideAxis().size()];
    for (int i = 0; i < spectra.length; i++) {
      spectra[i] = (float) (0.5 + 0.3 * Math.sin(i * 0.05) + 0.1 * Math.cos(i * 0.37));
    }
    return spectra;
  }

  private static PreprocessingChain everyStep() {
    return PreprocessingChain.of(
        Quantity.ABSORBANCE,
        new Preprocessing.Cut(900, 1900),
        new Preprocessing.LinearBaseline(),
        new Preprocessing.SpectrumScaling(Scaling.AREA),
        Interpolate.covering(SpectralAxis.uniform(990, 1, 821), Interpolation.CUBIC, 8),
        new Preprocessing.RubberbandBaseline(),
        new Preprocessing.AsymmetricLeastSquaresBaseline(1e4, 0.01, 3),
        new Preprocessing.SavitzkyGolay(9, 2, 0),
        new Preprocessing.Cut(1000, 1800),
        new Preprocessing.SpectrumScaling(Scaling.SNV),
        new Preprocessing.SpectrumScaling(Scaling.MIN_MAX),
        new Preprocessing.SpectrumScaling(Scaling.VECTOR),
        new Preprocessing.SpectrumScaling(Scaling.MAXIMUM),
        Preprocessing.VariableScaling.fit(new float[2 * 801], 2, 801));
  }

  @Test
  void shouldRefuseStepsThatMakeNoSenseWhereTheyStand() {
    Interpolate onto = Interpolate.covering(TEN, Interpolation.LINEAR, 8);
    SpectralAxis irregular = SpectralAxis.of(1000, 1001, 1003);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessingChain.of(Quantity.ABSORBANCE))
        .withMessageContaining("no interpolate step");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessingChain.of(Quantity.ABSORBANCE, onto, onto))
        .withMessageContaining("step 1: a second interpolate step");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PreprocessingChain.of(
                    Quantity.ABSORBANCE, new Preprocessing.SavitzkyGolay(5, 2, 0), onto))
        .withMessageContaining("put it after the interpolate step");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear(irregular, new Preprocessing.SavitzkyGolay(3, 1, 0)))
        .withMessageContaining("expected a uniform grid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear(TEN, new Preprocessing.SavitzkyGolay(11, 1, 0)))
        .withMessageContaining("10 points");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                linear(
                    SpectralAxis.of(1000, 1001),
                    new Preprocessing.AsymmetricLeastSquaresBaseline(1e5, 0.1, 5)))
        .withMessageContaining("on a grid of 2 points; expected 3 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear(TEN, new Preprocessing.Cut(2000, 2100)))
        .withMessageContaining("keeps no point");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                linear(
                    TEN, new Preprocessing.VariableScaling(new float[] {0, 0}, new float[] {1, 1})))
        .withMessageContaining("expected as many as the grid has, 10");
  }

  @Test
  void shouldRefuseSettingsOutsideTheirMeaning() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Preprocessing.Cut(1800, 1000));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interpolate(TEN, Interpolation.LINEAR, OutOfRange.REJECT, 0.5, 8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interpolate(TEN, Interpolation.LINEAR, OutOfRange.ZERO_PAD, 0, 8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interpolate.covering(TEN, Interpolation.LINEAR, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.AsymmetricLeastSquaresBaseline(0, 0.1, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.AsymmetricLeastSquaresBaseline(1.1e9, 0.1, 5))
        .withMessageContaining("at most 1e9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.AsymmetricLeastSquaresBaseline(1e5, 1, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.SavitzkyGolay(4, 2, 0))
        .withMessageContaining("window of 4 points");
    assertThatIllegalArgumentException().isThrownBy(() -> new Preprocessing.SavitzkyGolay(5, 2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing.VariableScaling(new float[] {1}, new float[] {0}))
        .withMessageContaining("point 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new QualityLimits(-1, null, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new QualityLimits(0, null, 1));
  }

  @Test
  void shouldFitStatisticsThatStandardiseTheSpectraTheyCameFrom() throws UnusableSpectrumException {
    SpectralAxis three = SpectralAxis.uniform(1000, 1, 3);
    float[] rows = {1, 5, 2, 3, 5, 4, 8, 5, 9};
    Preprocessing.VariableScaling fitted = Preprocessing.VariableScaling.fit(rows, 3, 3);
    Preprocessor preprocessor =
        Preprocessor.compile(linear(three, fitted), three, Quantity.ABSORBANCE);
    float[] out = new float[9];
    for (int i = 0; i < 3; i++) {
      preprocessor.apply(rows, 3 * i, out, 3 * i);
    }

    assertThat(fitted.deviation()[1]).isEqualTo(1);
    for (int j : new int[] {0, 2}) {
      float mean = (out[j] + out[3 + j] + out[6 + j]) / 3;
      float squares = (out[j] * out[j] + out[3 + j] * out[3 + j] + out[6 + j] * out[6 + j]) / 3;
      assertThat(mean).isCloseTo(0, within(1e-6f));
      assertThat(squares).isCloseTo(1, within(1e-5f));
    }
    assertThat(new float[] {out[1], out[4], out[7]}).containsOnly(0f);
  }
}
