package org.spectrastreams.preprocess;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Reads one {@link BandDefinition} from spectra of one axis. Immutable, allocates nothing, safe for
 * any thread.
 *
 * <p>Transmittance is read as absorbance, so that a band map means the same for both; where the
 * transmittance is zero or less there is none, and the reading is NaN.
 */
public final class BandReader {
  /** A height is a weighted sum of points. */
  private record WeightedPoints(int[] points, double[] weights) {}

  private final WeightedPoints numerator;
  private final boolean ratio;
  private final WeightedPoints denominator;
  private final double transmittanceFactor;

  private BandReader(
      WeightedPoints numerator,
      boolean ratio,
      WeightedPoints denominator,
      double transmittanceFactor) {
    this.numerator = numerator;
    this.ratio = ratio;
    this.denominator = denominator;
    this.transmittanceFactor = transmittanceFactor;
  }

  /**
   * Prepares a definition for spectra of one axis. Where the axis is not in cm⁻¹ or does not cover
   * a band or its foot points, every reading is NaN.
   *
   * @param quantity what the spectra measure
   */
  public static BandReader compile(
      BandDefinition definition, SpectralAxis axis, Quantity quantity) {
    double factor =
        switch (quantity) {
          case TRANSMITTANCE -> 1;
          case PERCENT_TRANSMITTANCE -> 0.01;
          case ABSORBANCE, RAMAN_INTENSITY, NMR_INTENSITY, GREY_VALUE, UNSPECIFIED -> 0;
        };
    return new BandReader(
        height(definition.numerator(), axis),
        definition.denominator().isPresent(),
        definition.denominator().map(term -> height(term, axis)).orElse(null),
        factor);
  }

  /** Null where the axis does not cover the band. */
  private static WeightedPoints height(BandTerm term, SpectralAxis axis) {
    double low = term.at() - term.halfWidth();
    double high = term.at() + term.halfWidth();
    boolean based = !term.baseline().isEmpty();
    if (!covers(axis, low)
        || !covers(axis, high)
        || (based
            && !(covers(axis, term.baseline().get(0)) && covers(axis, term.baseline().get(1))))) {
      return null;
    }
    double[] dense = new double[axis.size()];
    int from = 0;
    while (from < axis.size() && axis.at(from) < low) {
      from++;
    }
    int to = from;
    while (to < axis.size() && axis.at(to) <= high) {
      to++;
    }
    double centre = 0;
    if (from == to) {
      centre = term.at();
      addInterpolated(axis, centre, 1, dense);
    } else {
      for (int i = from; i < to; i++) {
        dense[i] = 1.0 / (to - from);
        centre += axis.at(i) / (to - from);
      }
    }
    if (based) {
      double left = term.baseline().get(0);
      double right = term.baseline().get(1);
      double share = (centre - left) / (right - left);
      addInterpolated(axis, left, share - 1, dense);
      addInterpolated(axis, right, -share, dense);
    }
    int[] points = IntStream.range(0, dense.length).filter(i -> dense[i] != 0).toArray();
    return new WeightedPoints(points, Arrays.stream(points).mapToDouble(i -> dense[i]).toArray());
  }

  private static boolean covers(SpectralAxis axis, double wavenumber) {
    double tolerance = AxisRange.tolerance(axis);
    return axis.kind().unit().equals(AxisKind.WAVENUMBER.unit())
        && wavenumber >= axis.min() - tolerance
        && wavenumber <= axis.max() + tolerance;
  }

  private static void addInterpolated(
      SpectralAxis axis, double wavenumber, double weight, double[] dense) {
    double at = Math.min(Math.max(wavenumber, axis.min()), axis.max());
    int below = axis.indexNearest(at);
    if (axis.at(below) > at) {
      below--;
    }
    if (axis.at(below) == at) {
      dense[below] += weight;
    } else {
      double share = (at - axis.at(below)) / (axis.at(below + 1) - axis.at(below));
      dense[below] += weight * (1 - share);
      dense[below + 1] += weight * share;
    }
  }

  /**
   * Reads one spectrum, which may be a row inside a larger array.
   *
   * @return the height in the spectrum's units (absorbance for transmittance), or the ratio; NaN
   *     where the axis does not cover a band, a value needed is not finite, or the denominator of a
   *     ratio is 0
   */
  public float read(float[] spectra, int offset) {
    double value = height(numerator, spectra, offset);
    if (ratio) {
      double below = height(denominator, spectra, offset);
      value = Double.isInfinite(below) ? Double.NaN : value / below;
    }
    float reading = (float) value;
    return Float.isFinite(reading) ? reading : Float.NaN;
  }

  private double height(WeightedPoints band, float[] spectra, int offset) {
    if (band == null) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < band.points.length; i++) {
      double value = spectra[offset + band.points[i]];
      if (transmittanceFactor > 0) {
        value = -Math.log10(value * transmittanceFactor);
      }
      sum += band.weights[i] * value;
    }
    return sum;
  }
}
