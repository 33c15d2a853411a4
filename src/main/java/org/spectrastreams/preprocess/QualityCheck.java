package org.spectrastreams.preprocess;

import org.spectrastreams.spectrum.Quantity;

/** Judges a spectrum as it comes and converts it to the quantity that the chain works in. */
final class QualityCheck {
  private enum Conversion {
    NONE,
    TO_ABSORBANCE,
    TO_TRANSMITTANCE
  }

  private final QualityLimits limits;
  private final Conversion conversion;

  /** Multiplies before a conversion to absorbance, or after any other: fraction and percent. */
  private final double factor;

  private final double saturatedAt;

  QualityCheck(QualityLimits limits, Quantity measured, Quantity wanted) {
    this.limits = limits;
    this.saturatedAt =
        limits.saturatedAt() == null ? Double.POSITIVE_INFINITY : limits.saturatedAt();
    if (measured == wanted || wanted == Quantity.UNSPECIFIED) {
      conversion = Conversion.NONE;
      factor = 1;
    } else if (wanted == Quantity.ABSORBANCE) {
      conversion = Conversion.TO_ABSORBANCE;
      factor = 1 / full(measured);
    } else if (measured == Quantity.ABSORBANCE) {
      conversion = Conversion.TO_TRANSMITTANCE;
      factor = full(wanted);
    } else {
      conversion = Conversion.NONE;
      factor = full(wanted) / full(measured);
    }
  }

  private static double full(Quantity transmittance) {
    return transmittance == Quantity.PERCENT_TRANSMITTANCE ? 100 : 1;
  }

  /**
   * Loads one spectrum.
   *
   * @param to receives {@code points} values of the chain's quantity; undefined after an unusable
   *     flag
   * @return bits of {@link QualityFlag}. Transmittance of zero or less, for which no absorbance
   *     exists, is {@link QualityFlag#SATURATED}: no light reached the detector
   */
  int load(float[] in, int offset, int points, double[] to) {
    float min = in[offset];
    float max = min;
    for (int i = 0; i < points; i++) {
      float value = in[offset + i];
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    for (int i = 0; i < points; i++) {
      to[i] = in[offset + i];
    }
    // One NaN makes both NaN.
    if (!Float.isFinite(min) || !Float.isFinite(max)) {
      return QualityFlag.NON_FINITE.bit();
    }
    if (min == 0 && max == 0) {
      return QualityFlag.ALL_ZERO.bit();
    }
    if ((double) max - min <= limits.flatRange()) {
      return QualityFlag.FLAT.bit();
    }
    switch (conversion) {
      case NONE -> {
        if (factor != 1) {
          for (int i = 0; i < points; i++) {
            to[i] *= factor;
          }
        }
      }
      case TO_ABSORBANCE -> {
        if (min <= 0) {
          return QualityFlag.SATURATED.bit();
        }
        for (int i = 0; i < points; i++) {
          to[i] = -Math.log10(to[i] * factor);
        }
      }
      case TO_TRANSMITTANCE -> {
        for (int i = 0; i < points; i++) {
          to[i] = factor * Math.pow(10, -to[i]);
        }
      }
    }
    return saturated(to, points) ? QualityFlag.SATURATED.bit() : 0;
  }

  private boolean saturated(double[] values, int points) {
    if (limits.saturatedAt() == null && limits.saturatedRun() == 0) {
      return false;
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points; i++) {
      max = Math.max(max, values[i]);
    }
    int run = 0;
    int longest = 0;
    for (int i = 0; i < points; i++) {
      run = values[i] == max ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return max >= saturatedAt || (limits.saturatedRun() > 0 && longest >= limits.saturatedRun());
  }
}
