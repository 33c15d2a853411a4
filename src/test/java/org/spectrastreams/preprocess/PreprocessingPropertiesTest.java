package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.Preprocessing.OutOfRange;
import org.spectrastreams.preprocess.Preprocessing.Scaling;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** What must hold for any spectrum whose values are scaled, smoothed or corrected. */
class PreprocessingPropertiesTest {
  @Provide
  Arbitrary<float[]> spectra() {
    return Prepared.spectra();
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldNotSeeAPositiveFactorAfterScaling(
      @ForAll("spectra") float[] spectrum,
      @ForAll Scaling scaling,
      @ForAll @DoubleRange(min = 0.01, max = 100) double factor) {
    Assume.that(Prepared.spread(spectrum) > 0.1);
    Preprocessing scale = new Preprocessing.SpectrumScaling(scaling);

    float[] plain = Prepared.onAxis(spectrum, scale);
    float[] scaled = Prepared.onAxis(Prepared.map(spectrum, v -> v * factor), scale);

    Prepared.assertClose(scaled, plain, Prepared.ROUNDING * Math.max(1, Prepared.spread(plain)));
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldNotSeeAnOffsetAfterMinMaxAndSnv(
      @ForAll("spectra") float[] spectrum,
      @ForAll @DoubleRange(min = -1, max = 1) double offset,
      @ForAll boolean snv) {
    Assume.that(Prepared.spread(spectrum) > 0.1);
    Preprocessing scale = new Preprocessing.SpectrumScaling(snv ? Scaling.SNV : Scaling.MIN_MAX);

    Prepared.assertClose(
        Prepared.onAxis(Prepared.map(spectrum, v -> v + offset), scale),
        Prepared.onAxis(spectrum, scale),
        10 * Prepared.ROUNDING);
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldChangeNothingWhenRepeated(
      @ForAll("spectra") float[] spectrum, @ForAll("idempotent") Preprocessing step) {
    Assume.that(Prepared.spread(spectrum) > 0.1);

    float[] once = Prepared.onAxis(spectrum, step);

    Prepared.assertClose(
        Prepared.onAxis(spectrum, step, step),
        once,
        Prepared.ROUNDING * Math.max(1, Prepared.spread(once)));
  }

  @Provide
  Arbitrary<Preprocessing> idempotent() {
    return Arbitraries.oneOf(
        Arbitraries.of(Scaling.class).map(Preprocessing.SpectrumScaling::new),
        Arbitraries.of(
            new Preprocessing.LinearBaseline(),
            new Preprocessing.RubberbandBaseline(),
            new Preprocessing.Cut(1004, 1030)));
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldLeaveNothingAtTheEndsAfterALinearBaseline(
      @ForAll("spectra") float[] spectrum,
      @ForAll @DoubleRange(min = -0.1, max = 0.1) double slope) {
    Assume.that(Prepared.spread(spectrum) > 0);
    float[] tilted = spectrum.clone();
    for (int i = 0; i < tilted.length; i++) {
      tilted[i] += (float) (slope * i);
    }

    float[] plain = Prepared.onAxis(spectrum, new Preprocessing.LinearBaseline());
    float[] corrected = Prepared.onAxis(tilted, new Preprocessing.LinearBaseline());

    assertThat(corrected[0]).isZero();
    assertThat(corrected[corrected.length - 1]).isZero();
    Prepared.assertClose(corrected, plain, Prepared.ROUNDING);
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldStretchARubberBandBelowTheSpectrumAndTouchIt(@ForAll("spectra") float[] spectrum) {
    Assume.that(Prepared.spread(spectrum) > 0);

    float[] corrected = Prepared.onAxis(spectrum, new Preprocessing.RubberbandBaseline());

    assertThat(corrected[0]).isZero();
    assertThat(corrected[corrected.length - 1]).isZero();
    for (int i = 0; i < corrected.length; i++) {
      assertThat(corrected[i]).isGreaterThanOrEqualTo(-1e-7f);
    }
    // What was subtracted is convex.
    for (int i = 1; i + 1 < corrected.length; i++) {
      double before = spectrum[i - 1] - corrected[i - 1];
      double here = spectrum[i] - corrected[i];
      double after = spectrum[i + 1] - corrected[i + 1];
      assertThat(before + after - 2 * here).isGreaterThanOrEqualTo(-1e-6);
    }
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldTakeAStraightLineForItsOwnAsymmetricBaseline(
      @ForAll @DoubleRange(min = -1, max = 1) double left,
      @ForAll @DoubleRange(min = -1, max = 1) double right,
      @ForAll @DoubleRange(min = 0, max = 9) double logLambda,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.5) double p) {
    Assume.that(Math.abs(right - left) > 0.01);
    float[] line = new float[Prepared.AXIS.size()];
    for (int i = 0; i < line.length; i++) {
      line[i] = (float) (left + (right - left) * i / (line.length - 1));
    }

    float[] corrected =
        Prepared.onAxis(
            line, new Preprocessing.AsymmetricLeastSquaresBaseline(Math.pow(10, logLambda), p, 5));

    Prepared.assertClose(corrected, new float[line.length], Prepared.ROUNDING);
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldReproducePolynomialsOfTheFiltersOrderAndTheirSlope(
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @IntRange(min = 3, max = 11) int half,
      @ForAll @Size(5) List<@DoubleRange(min = -1, max = 1) Double> coefficients) {
    float[] spectrum = new float[Prepared.AXIS.size()];
    float[] slope = new float[Prepared.AXIS.size()];
    for (int i = 0; i < spectrum.length; i++) {
      double u = (Prepared.AXIS.at(i) - 1000) / 46;
      double value = 0;
      double derivative = 0;
      for (int k = order; k >= 0; k--) {
        derivative = derivative * u + value;
        value = value * u + coefficients.get(k);
      }
      spectrum[i] = (float) value;
      slope[i] = (float) (derivative / 46);
    }
    Assume.that(Prepared.spread(spectrum) > 0);
    int window = Math.min(2 * half + 1, 23);

    Prepared.assertClose(
        Prepared.onAxis(spectrum, new Preprocessing.SavitzkyGolay(window, order, 0)),
        spectrum,
        Prepared.ROUNDING);
    Prepared.assertClose(
        Prepared.onAxis(spectrum, new Preprocessing.SavitzkyGolay(window, order, 1)),
        slope,
        Prepared.ROUNDING);
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldAlwaysGiveFiniteValuesOrAnUnusableFlag(
      @ForAll @Size(24) List<Float> anything, @ForAll("chains") List<Preprocessing> steps) {
    Prepared prepared = Prepared.prepare(Prepared.AXIS, Prepared.floats(anything), steps);

    for (float value : prepared.values()) {
      assertThat(Float.isFinite(value)).isTrue();
    }
    if (prepared.flags().stream().anyMatch(QualityFlag::isUnusable)) {
      assertThat(prepared.values()).containsOnly(0f);
    }
  }

  @Provide
  Arbitrary<List<Preprocessing>> chains() {
    Arbitrary<Preprocessing> anywhere =
        Arbitraries.oneOf(
            Arbitraries.of(Scaling.class).map(Preprocessing.SpectrumScaling::new),
            Arbitraries.of(
                new Preprocessing.LinearBaseline(),
                new Preprocessing.RubberbandBaseline(),
                new Preprocessing.Cut(1002, 1044)));
    Arbitrary<Preprocessing> onGrid =
        Arbitraries.of(
            new Preprocessing.AsymmetricLeastSquaresBaseline(1e3, 0.01, 4),
            new Preprocessing.SavitzkyGolay(7, 2, 1),
            new Preprocessing.SavitzkyGolay(5, 3, 0));
    Arbitrary<Preprocessing> interpolate =
        Combinators.combine(
                Arbitraries.of(Interpolation.class),
                Arbitraries.of(OutOfRange.ZERO_PAD, OutOfRange.EDGE_PAD))
            .as(
                (method, policy) ->
                    new Interpolate(SpectralAxis.uniform(995, 1.5, 40), method, policy, 0.5, 8));
    return Combinators.combine(
            anywhere.list().ofMaxSize(3),
            interpolate,
            Arbitraries.oneOf(anywhere, onGrid).list().ofMaxSize(4))
        .as(
            (before, onto, after) -> {
              List<Preprocessing> all = new ArrayList<>(before);
              all.add(onto);
              all.addAll(after);
              return all;
            });
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldKeepItsDigestThroughJson(@ForAll("chains") List<Preprocessing> steps) {
    PreprocessingChain chain =
        new PreprocessingChain(Quantity.ABSORBANCE, QualityLimits.BASIC, steps);

    PreprocessingChain read = PreprocessingChain.fromJson(chain.toJson());

    assertThat(read).isEqualTo(chain);
    assertThat(read.digest()).isEqualTo(chain.digest());
  }
}
