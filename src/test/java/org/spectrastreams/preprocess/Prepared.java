package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * A spectrum that was prepared, and what was found in it. Tolerances of the properties are a few
 * float32 roundings of values near 1.
 */
record Prepared(float[] values, List<QualityFlag> flags) {
  static final int TRIES = 150;
  static final double ROUNDING = 2e-5;
  static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 2, 24);

  /** Any 24 values from −1 to 1, on {@link #AXIS}. */
  static Arbitrary<float[]> spectra() {
    return Arbitraries.floats()
        .between(-1, 1)
        .ofScale(4)
        .list()
        .ofSize(24)
        .map(values -> floats(values));
  }

  static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  /** Prepares a spectrum on an axis. */
  static Prepared prepare(SpectralAxis axis, float[] spectrum, List<Preprocessing> steps) {
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
  static float[] onAxis(float[] spectrum, Preprocessing... steps) {
    List<Preprocessing> all = new ArrayList<>();
    all.add(Interpolate.covering(AXIS, Interpolation.LINEAR, 8));
    all.addAll(List.of(steps));
    Prepared prepared = prepare(AXIS, spectrum, all);
    Assume.that(prepared.flags.isEmpty());
    return prepared.values;
  }

  static void assertClose(float[] actual, float[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).as("point %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  static float[] map(float[] values, DoubleUnaryOperator operator) {
    float[] mapped = new float[values.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = (float) operator.applyAsDouble(values[i]);
    }
    return mapped;
  }

  /** The largest value less the smallest. */
  static double spread(float[] values) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return max - min;
  }
}
