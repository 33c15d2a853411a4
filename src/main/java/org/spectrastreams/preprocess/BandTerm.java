package org.spectrastreams.preprocess;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The height of a band: the mean over {@code at ± halfWidth}, less the straight line between two
 * foot points where a baseline is given.
 *
 * @param at centre, cm⁻¹
 * @param halfWidth cm⁻¹; 0 reads the single place {@code at} by linear interpolation
 * @param baseline two wavenumbers, ascending, cm⁻¹; empty or null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BandTerm(
    @JsonProperty(value = "at", required = true) double at,
    @JsonProperty("halfWidth") double halfWidth,
    @JsonProperty("baseline") List<Double> baseline) {

  /** Checks the numbers. */
  public BandTerm {
    baseline = baseline == null ? List.of() : List.copyOf(baseline);
    if (!(at >= 0 && Double.isFinite(at))) {
      throw new IllegalArgumentException(
          "band at " + at + " cm⁻¹; expected a finite wavenumber of 0 or more");
    }
    if (!(halfWidth >= 0 && Double.isFinite(halfWidth))) {
      throw new IllegalArgumentException(
          "band at " + at + " cm⁻¹ has half-width " + halfWidth + "; expected 0 cm⁻¹ or more");
    }
    if (!baseline.isEmpty()
        && (baseline.size() != 2 || !(baseline.get(0) >= 0 && baseline.get(0) < baseline.get(1)))) {
      throw new IllegalArgumentException(
          "band at "
              + at
              + " cm⁻¹ has the baseline "
              + baseline
              + "; expected two ascending wavenumbers, or none");
    }
  }
}
