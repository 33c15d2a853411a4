package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
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

/** What must hold for any spectrum. Tolerances are a few float32 roundings of values near 1. */
class PreprocessingPropertiesTest {
  private static final int TRIES = 150;
  private static final double ROUNDING = 2e-5;

  /** An axis of irregular spacing 0.5 … 6 cm⁻¹ from 1000 cm⁻¹. */
  @Provide
  Arbitrary<SpectralAxis> axes() {
    return Arbitraries.doubles()
        .between(0.5, 6)
        .ofScale(3)
        .list()
        .ofMinSize(7)
        .ofMaxSize(60)
        .map(
            steps -> {
              double[] x = new double[steps.size()];
              double at = 1000;
              for (int i = 0; i < x.length; i++) {
                x[i] = at;
                at += steps.get(i);
              }
              return SpectralAxis.of(x);
            });
  }

  @Provide
  Arbitrary<float[]> spectra() {
    return Arbitraries.floats()
        .between(-1, 1)
        .ofScale(4)
        .list()
        .ofSize(24)
        .map(values -> floats(values));
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 2, 24);

  private record Prepared(float[] values, List<QualityFlag> flags) {}

  private static Prepared prepare(SpectralAxis axis, float[] spectrum, List<Preprocessing> steps) {
    try {
      PreprocessingChain chain =
          new PreprocessingChain(Quantity.ABSORBANCE, QualityLimits.BASIC, steps);
      Preprocessor preprocessor = Preprocessor.compile(chain, axis, Quantity.ABSORBANCE);
      float[] out = new float[preprocessor.outputPoints()];
      int flags = preprocessor.apply(spectrum, 0, out, 0);
      return new Prepared(out, QualityFlag.of(flags));
    } catch (UnusableSpectrumException e) {
      throw new AssertionError(e);
    }
  }

  /** Prepares a spectrum on {@link #AXIS} without interpolation; gives up the try where flagged. */
  private static float[] onAxis(float[] spectrum, Preprocessing... steps) {
    List<Preprocessing> all = new ArrayList<>();
    all.add(Interpolate.covering(AXIS, Interpolation.LINEAR, 8));
    all.addAll(List.of(steps));
    Prepared prepared = prepare(AXIS, spectrum, all);
    Assume.that(prepared.flags.isEmpty());
    return prepared.values;
  }

  private static void assertClose(float[] actual, float[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).as("point %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  private static float[] map(float[] values, DoubleUnaryOperator operator) {
    float[] mapped = new float[values.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = (float) operator.applyAsDouble(values[i]);
    }
    return mapped;
  }

  private static double spread(float[] values) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return max - min;
  }

  @Property(seed = "1", tries = TRIES)
  void shouldReproducePolynomialsOfTheSplinesDegree(
      @ForAll("axes") SpectralAxis axis,
      @ForAll Interpolation method,
      @ForAll @Size(4) List<@DoubleRange(min = -1, max = 1) Double> coefficients) {
    double span = axis.max() - axis.min();
    DoubleUnaryOperator polynomial =
        x -> {
          double u = (x - axis.min()) / span;
          double sum = 0;
          for (int k = method.degree(); k >= 0; k--) {
            sum = sum * u + coefficients.get(k);
          }
          return sum;
        };
    float[] spectrum = new float[axis.size()];
    for (int i = 0; i < spectrum.length; i++) {
      spectrum[i] = (float) polynomial.applyAsDouble(axis.at(i));
    }
    Assume.that(spread(spectrum) > 0);
    SpectralAxis grid = SpectralAxis.uniform(axis.min(), span / 96, 96);

    float[] out = prepare(axis, spectrum, List.of(Interpolate.covering(grid, method, 8))).values;

    for (int i = 0; i < out.length; i++) {
      assertThat((double) out[i]).isCloseTo(polynomial.applyAsDouble(grid.at(i)), within(ROUNDING));
    }
  }

  @Property(seed = "1", tries = TRIES)
  void shouldPassThroughTheMeasuredPoints(
      @ForAll("spectra") float[] spectrum, @ForAll Interpolation method) {
    Assume.that(spread(spectrum) > 0);
    SpectralAxis grid = SpectralAxis.uniform(1000, 1, 47);

    float[] out = prepare(AXIS, spectrum, List.of(Interpolate.covering(grid, method, 8))).values;

    for (int i = 0; i < spectrum.length; i++) {
      assertThat((double) out[2 * i]).isCloseTo(spectrum[i], within(ROUNDING));
    }
  }

  @Property(seed = "1", tries = TRIES)
  void shouldStayWithinTheNeighboursWhenInterpolatingLinearly(
      @ForAll("spectra") float[] spectrum,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double shift) {
    Assume.that(spread(spectrum) > 0);
    SpectralAxis grid = SpectralAxis.uniform(1000 + 2 * shift, 2, 23);

    float[] out =
        prepare(AXIS, spectrum, List.of(Interpolate.covering(grid, Interpolation.LINEAR, 8)))
            .values;

    for (int i = 0; i < out.length; i++) {
      assertThat(out[i])
          .isBetween(
              Math.min(spectrum[i], spectrum[i + 1]) - 1e-6f,
              Math.max(spectrum[i], spectrum[i + 1]) + 1e-6f);
    }
  }

  @Property(seed = "1", tries = TRIES)
  void shouldFlagAndFillWhateverLiesOutsideTheMeasuredRange(
      @ForAll("spectra") float[] spectrum,
      @ForAll Interpolation method,
      @ForAll @IntRange(min = 0, max = 12) int before,
      @ForAll @IntRange(min = 0, max = 12) int after,
      @ForAll boolean zero) {
    Assume.that(spread(spectrum) > 0);
    SpectralAxis grid = SpectralAxis.uniform(1000 - before, 1, before + 47 + after);
    OutOfRange policy = zero ? OutOfRange.ZERO_PAD : OutOfRange.EDGE_PAD;

    Prepared padded =
        prepare(AXIS, spectrum, List.of(new Interpolate(grid, method, policy, 0.5, 8)));

    assertThat(padded.flags.contains(QualityFlag.PADDED)).isEqualTo(before + after > 0);
    float[] inside =
        prepare(
                AXIS,
                spectrum,
                List.of(Interpolate.covering(SpectralAxis.uniform(1000, 1, 47), method, 8)))
            .values;
    assertThat(Arrays.copyOfRange(padded.values, before, before + 47)).isEqualTo(inside);
    for (int i = 0; i < before; i++) {
      assertThat(padded.values[i]).isEqualTo(zero ? 0f : inside[0]);
    }
    for (int i = before + 47; i < padded.values.length; i++) {
      assertThat(padded.values[i]).isEqualTo(zero ? 0f : inside[46]);
    }
  }

  @Property(seed = "1", tries = TRIES)
  void shouldNotSeeAPositiveFactorAfterScaling(
      @ForAll("spectra") float[] spectrum,
      @ForAll Scaling scaling,
      @ForAll @DoubleRange(min = 0.01, max = 100) double factor) {
    Assume.that(spread(spectrum) > 0.1);
    Preprocessing scale = new Preprocessing.SpectrumScaling(scaling);

    float[] plain = onAxis(spectrum, scale);
    float[] scaled = onAxis(map(spectrum, v -> v * factor), scale);

    assertClose(scaled, plain, ROUNDING * Math.max(1, spread(plain)));
  }

  @Property(seed = "1", tries = TRIES)
  void shouldNotSeeAnOffsetAfterMinMaxAndSnv(
      @ForAll("spectra") float[] spectrum,
      @ForAll @DoubleRange(min = -1, max = 1) double offset,
      @ForAll boolean snv) {
    Assume.that(spread(spectrum) > 0.1);
    Preprocessing scale = new Preprocessing.SpectrumScaling(snv ? Scaling.SNV : Scaling.MIN_MAX);

    assertClose(
        onAxis(map(spectrum, v -> v + offset), scale), onAxis(spectrum, scale), 10 * ROUNDING);
  }

  @Property(seed = "1", tries = TRIES)
  void shouldChangeNothingWhenRepeated(
      @ForAll("spectra") float[] spectrum, @ForAll("idempotent") Preprocessing step) {
    Assume.that(spread(spectrum) > 0.1);

    float[] once = onAxis(spectrum, step);

    assertClose(onAxis(spectrum, step, step), once, ROUNDING * Math.max(1, spread(once)));
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

  @Property(seed = "1", tries = TRIES)
  void shouldLeaveNothingAtTheEndsAfterALinearBaseline(
      @ForAll("spectra") float[] spectrum,
      @ForAll @DoubleRange(min = -0.1, max = 0.1) double slope) {
    Assume.that(spread(spectrum) > 0);
    float[] tilted = spectrum.clone();
    for (int i = 0; i < tilted.length; i++) {
      tilted[i] += (float) (slope * i);
    }

    float[] plain = onAxis(spectrum, new Preprocessing.LinearBaseline());
    float[] corrected = onAxis(tilted, new Preprocessing.LinearBaseline());

    assertThat(corrected[0]).isZero();
    assertThat(corrected[corrected.length - 1]).isZero();
    assertClose(corrected, plain, ROUNDING);
  }

  @Property(seed = "1", tries = TRIES)
  void shouldStretchARubberBandBelowTheSpectrumAndTouchIt(@ForAll("spectra") float[] spectrum) {
    Assume.that(spread(spectrum) > 0);

    float[] corrected = onAxis(spectrum, new Preprocessing.RubberbandBaseline());

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

  @Property(seed = "1", tries = TRIES)
  void shouldTakeAStraightLineForItsOwnAsymmetricBaseline(
      @ForAll @DoubleRange(min = -1, max = 1) double left,
      @ForAll @DoubleRange(min = -1, max = 1) double right,
      @ForAll @DoubleRange(min = 0, max = 9) double logLambda,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.5) double p) {
    Assume.that(Math.abs(right - left) > 0.01);
    float[] line = new float[AXIS.size()];
    for (int i = 0; i < line.length; i++) {
      line[i] = (float) (left + (right - left) * i / (line.length - 1));
    }

    float[] corrected =
        onAxis(
            line, new Preprocessing.AsymmetricLeastSquaresBaseline(Math.pow(10, logLambda), p, 5));

    assertClose(corrected, new float[line.length], ROUNDING);
  }

  @Property(seed = "1", tries = TRIES)
  void shouldReproducePolynomialsOfTheFiltersOrderAndTheirSlope(
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @IntRange(min = 3, max = 11) int half,
      @ForAll @Size(5) List<@DoubleRange(min = -1, max = 1) Double> coefficients) {
    float[] spectrum = new float[AXIS.size()];
    float[] slope = new float[AXIS.size()];
    for (int i = 0; i < spectrum.length; i++) {
      double u = (AXIS.at(i) - 1000) / 46;
      double value = 0;
      double derivative = 0;
      for (int k = order; k >= 0; k--) {
        derivative = derivative * u + value;
        value = value * u + coefficients.get(k);
      }
      spectrum[i] = (float) value;
      slope[i] = (float) (derivative / 46);
    }
    Assume.that(spread(spectrum) > 0);
    int window = Math.min(2 * half + 1, 23);

    assertClose(
        onAxis(spectrum, new Preprocessing.SavitzkyGolay(window, order, 0)), spectrum, ROUNDING);
    assertClose(
        onAxis(spectrum, new Preprocessing.SavitzkyGolay(window, order, 1)), slope, ROUNDING);
  }

  @Property(seed = "1", tries = TRIES)
  void shouldAlwaysGiveFiniteValuesOrAnUnusableFlag(
      @ForAll @Size(24) List<Float> anything, @ForAll("chains") List<Preprocessing> steps) {
    Prepared prepared = prepare(AXIS, floats(anything), steps);

    for (float value : prepared.values) {
      assertThat(Float.isFinite(value)).isTrue();
    }
    if (prepared.flags.stream().anyMatch(QualityFlag::isUnusable)) {
      assertThat(prepared.values).containsOnly(0f);
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

  @Property(seed = "1", tries = TRIES)
  void shouldKeepItsDigestThroughJson(@ForAll("chains") List<Preprocessing> steps) {
    PreprocessingChain chain =
        new PreprocessingChain(Quantity.ABSORBANCE, QualityLimits.BASIC, steps);

    PreprocessingChain read = PreprocessingChain.fromJson(chain.toJson());

    assertThat(read).isEqualTo(chain);
    assertThat(read.digest()).isEqualTo(chain.digest());
  }
}
