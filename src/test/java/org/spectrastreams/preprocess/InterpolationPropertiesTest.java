package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.Preprocessing.OutOfRange;
import org.spectrastreams.spectrum.SpectralAxis;

/** What must hold for any spectrum that is interpolated. */
class InterpolationPropertiesTest {
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
    return Prepared.spectra();
  }

  @Property(seed = "1", tries = Prepared.TRIES)
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
    Assume.that(Prepared.spread(spectrum) > 0);
    SpectralAxis grid = SpectralAxis.uniform(axis.min(), span / 96, 96);

    float[] out =
        Prepared.prepare(axis, spectrum, List.of(Interpolate.covering(grid, method, 8))).values();

    for (int i = 0; i < out.length; i++) {
      assertThat((double) out[i])
          .isCloseTo(polynomial.applyAsDouble(grid.at(i)), within(Prepared.ROUNDING));
    }
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldPassThroughTheMeasuredPoints(
      @ForAll("spectra") float[] spectrum, @ForAll Interpolation method) {
    Assume.that(Prepared.spread(spectrum) > 0);
    SpectralAxis grid = SpectralAxis.uniform(1000, 1, 47);

    float[] out =
        Prepared.prepare(Prepared.AXIS, spectrum, List.of(Interpolate.covering(grid, method, 8)))
            .values();

    for (int i = 0; i < spectrum.length; i++) {
      assertThat((double) out[2 * i]).isCloseTo(spectrum[i], within(Prepared.ROUNDING));
    }
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldStayWithinTheNeighboursWhenInterpolatingLinearly(
      @ForAll("spectra") float[] spectrum,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double shift) {
    Assume.that(Prepared.spread(spectrum) > 0);
    SpectralAxis grid = SpectralAxis.uniform(1000 + 2 * shift, 2, 23);

    float[] out =
        Prepared.prepare(
                Prepared.AXIS,
                spectrum,
                List.of(Interpolate.covering(grid, Interpolation.LINEAR, 8)))
            .values();

    for (int i = 0; i < out.length; i++) {
      assertThat(out[i])
          .isBetween(
              Math.min(spectrum[i], spectrum[i + 1]) - 1e-6f,
              Math.max(spectrum[i], spectrum[i + 1]) + 1e-6f);
    }
  }

  @Property(seed = "1", tries = Prepared.TRIES)
  void shouldFlagAndFillWhateverLiesOutsideTheMeasuredRange(
      @ForAll("spectra") float[] spectrum,
      @ForAll Interpolation method,
      @ForAll @IntRange(min = 0, max = 12) int before,
      @ForAll @IntRange(min = 0, max = 12) int after,
      @ForAll boolean zero) {
    Assume.that(Prepared.spread(spectrum) > 0);
    SpectralAxis grid = SpectralAxis.uniform(1000 - before, 1, before + 47 + after);
    OutOfRange policy = zero ? OutOfRange.ZERO_PAD : OutOfRange.EDGE_PAD;

    Prepared padded =
        Prepared.prepare(
            Prepared.AXIS, spectrum, List.of(new Interpolate(grid, method, policy, 0.5, 8)));

    assertThat(padded.flags().contains(QualityFlag.PADDED)).isEqualTo(before + after > 0);
    float[] inside =
        Prepared.prepare(
                Prepared.AXIS,
                spectrum,
                List.of(Interpolate.covering(SpectralAxis.uniform(1000, 1, 47), method, 8)))
            .values();
    assertThat(Arrays.copyOfRange(padded.values(), before, before + 47)).isEqualTo(inside);
    for (int i = 0; i < before; i++) {
      assertThat(padded.values()[i]).isEqualTo(zero ? 0f : inside[0]);
    }
    for (int i = before + 47; i < padded.values().length; i++) {
      assertThat(padded.values()[i]).isEqualTo(zero ? 0f : inside[46]);
    }
  }
}
