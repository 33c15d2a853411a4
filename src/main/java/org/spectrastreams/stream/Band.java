package org.spectrastreams.stream;

/**
 * One number that is read from every spectrum and shown as a map layer.
 *
 * @param name id of the layer, after {@code band:}
 * @param title what people see
 * @param reading how it is read
 */
public record Band(String name, String title, Reading reading) {
  /** How a band's number is read. */
  public sealed interface Reading {}

  /**
   * The mean ordinate of the points within {@code at ± halfWidth}, less a straight baseline.
   *
   * @param at centre in cm⁻¹
   * @param halfWidth in cm⁻¹; 0 takes the nearest point
   * @param baselineFrom lower foot of the baseline in cm⁻¹; NaN: no baseline
   * @param baselineTo upper foot of the baseline in cm⁻¹; NaN: no baseline
   */
  public record Height(double at, double halfWidth, double baselineFrom, double baselineTo)
      implements Reading {
    /** Whether a baseline is subtracted. */
    public boolean hasBaseline() {
      return !Double.isNaN(baselineFrom);
    }
  }

  /** One height divided by another; NaN where the lower one is not above zero. */
  public record Ratio(Height upper, Height lower) implements Reading {}
}
