package org.spectrastreams.preprocess;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * How much signal a raw spectrum has over a part of its axis: its height, the largest less the
 * smallest value, and its noise, the standard deviation of white noise whose second differences
 * have the same median size (0.6745·√6·σ). A baseline, however tall, that is straight adds nothing
 * to the noise. For one thread; {@link #noise} alone allocates.
 */
public final class SignalMeter {
  private static final double MEDIAN_OF_SECOND_DIFFERENCES = 0.6744898 * Math.sqrt(6);

  private final int first;
  private final int last;
  private final float[] sizes;
  private final Optional<QualityCheck> conversion;
  private final double[] wide;
  private final float[] converted;
  private float height;

  /**
   * For spectra of one axis and quantity, measured as they are in another quantity.
   *
   * @param axis of the spectra; where it is of another kind than the part, the part is converted
   * @param measured what they hold
   * @param part the axis whose span counts; the whole axis where they do not overlap
   * @param wanted what is measured; of the same kind as what they hold, or it converts into it
   */
  public static SignalMeter of(
      SpectralAxis axis, Quantity measured, SpectralAxis part, Quantity wanted) {
    SpectralAxis there = part;
    if (!axis.kind().serves(part.kind())) {
      // An axis of lengths of light serves a model in cm⁻¹ whose data do not say of what.
      SpectralAxis known =
          part.kind() == AxisKind.PER_CENTIMETRE
              ? SpectralAxis.of(AxisKind.WAVENUMBER, part.toArray())
              : part;
      there = known.converted(axis.kind()).orElse(part);
    }
    return new SignalMeter(
        axis,
        there,
        measured == wanted || wanted == Quantity.UNSPECIFIED
            ? Optional.empty()
            : Optional.of(new QualityCheck(QualityLimits.BASIC, measured, wanted)));
  }

  /**
   * For spectra of one axis.
   *
   * @param part the axis whose span counts; the whole axis where they do not overlap
   */
  public SignalMeter(SpectralAxis axis, SpectralAxis part) {
    this(axis, part, Optional.empty());
  }

  private SignalMeter(SpectralAxis axis, SpectralAxis part, Optional<QualityCheck> conversion) {
    int from = 0;
    int to = axis.size() - 1;
    while (from < to && (axis.at(from) < part.min() || axis.at(from) > part.max())) {
      from++;
    }
    while (to > from && (axis.at(to) < part.min() || axis.at(to) > part.max())) {
      to--;
    }
    first = to > from ? from : 0;
    last = to > from ? to : axis.size() - 1;
    sizes = new float[Math.max(0, last - first - 1)];
    this.conversion = conversion;
    int points = conversion.isPresent() ? last - first + 1 : 0;
    wide = new double[points];
    converted = new float[points];
  }

  /**
   * Measures the spectrum that begins at {@code offset}. One that cannot be converted has no height
   * and is above no ratio.
   */
  public void measure(float[] spectra, int offset) {
    if (conversion.isEmpty()) {
      measureFrom(spectra, offset + first);
      return;
    }
    int flags = conversion.get().load(spectra, offset + first, wide.length, wide);
    boolean none = QualityFlag.unusable(flags);
    for (int j = 0; j < wide.length; j++) {
      converted[j] = none ? Float.NaN : (float) wide[j];
    }
    measureFrom(converted, 0);
  }

  private void measureFrom(float[] spectra, int from) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int j = from; j <= from + last - first; j++) {
      float value = spectra[j];
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    height = most - least;
    // A loop of its own, and nothing else in it: many points at once.
    for (int j = 0; j < sizes.length; j++) {
      sizes[j] = Math.abs(spectra[from + j] - 2 * spectra[from + j + 1] + spectra[from + j + 2]);
    }
  }

  /** The last spectrum's height, in the unit of its values, 0 or more. */
  public float height() {
    return height;
  }

  /** The last spectrum's noise, in the unit of its values, 0 or more. */
  public float noise() {
    if (sizes.length == 0) {
      return 0;
    }
    float[] sorted = sizes.clone();
    Arrays.sort(sorted);
    return noise(sorted[sorted.length / 2]);
  }

  private static float noise(float secondDifference) {
    return (float) (secondDifference / MEDIAN_OF_SECOND_DIFFERENCES);
  }

  /**
   * Whether the last spectrum rises above its noise so many times, or has none. The median is low
   * enough where more than half of the differences are: nothing has to be sorted for that.
   */
  public boolean isAbove(double ratio) {
    float largest = largestBelow(ratio);
    int low = 0;
    for (float size : sizes) {
      low += size <= largest ? 1 : 0;
    }
    return low > sizes.length / 2 || sizes.length == 0;
  }

  /**
   * The largest second difference that the height is above, to the last bit; −1 for none. Found by
   * halving: floats of 0 and more are in the order of their bits.
   */
  private float largestBelow(double ratio) {
    if (!isAbove(ratio, 0)) {
      return -1;
    }
    if (isAbove(ratio, Float.MAX_VALUE)) {
      return Float.MAX_VALUE;
    }
    int above = 0;
    int below = Float.floatToIntBits(Float.MAX_VALUE);
    while (below - above > 1) {
      int middle = (above + below) >>> 1;
      if (isAbove(ratio, Float.intBitsToFloat(middle))) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return Float.intBitsToFloat(above);
  }

  private boolean isAbove(double ratio, float secondDifference) {
    return height >= ratio * noise(secondDifference);
  }
}
