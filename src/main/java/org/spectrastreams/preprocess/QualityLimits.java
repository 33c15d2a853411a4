package org.spectrastreams.preprocess;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * When a spectrum is too poor to be classified. NaN, infinities and all-zero spectra always are.
 *
 * @param flatRange a spectrum whose highest minus lowest value is at most this is {@link
 *     QualityFlag#FLAT}; in the units of the spectrum as it comes, 0 or more
 * @param saturatedAt a spectrum that reaches this value is {@link QualityFlag#SATURATED}; in the
 *     units of the chain's quantity; null where no value is known
 * @param saturatedRun so many neighbouring points or more that all equal the spectrum's maximum are
 *     taken for clipping: {@link QualityFlag#SATURATED}; 2 or more, or 0 for no such check
 */
public record QualityLimits(
    @JsonProperty(value = "flatRange", required = true) double flatRange,
    @JsonProperty("saturatedAt") @JsonInclude(JsonInclude.Include.NON_NULL) Double saturatedAt,
    @JsonProperty(value = "saturatedRun", required = true) int saturatedRun) {

  /** Only what is poor whatever the instrument: NaN, infinities, all-zero and constant spectra. */
  public static final QualityLimits BASIC = new QualityLimits(0, null, 0);

  /** Checks the limits. */
  public QualityLimits {
    if (!(flatRange >= 0 && Double.isFinite(flatRange))) {
      throw new IllegalArgumentException(
          "flat range " + flatRange + "; expected 0 or a positive, finite range");
    }
    if (saturatedAt != null && !Double.isFinite(saturatedAt)) {
      throw new IllegalArgumentException(
          "saturation value " + saturatedAt + "; expected a finite value, or none");
    }
    if (saturatedRun < 0 || saturatedRun == 1) {
      throw new IllegalArgumentException(
          "saturation run of " + saturatedRun + " points; expected 2 or more, or 0 for no check");
    }
  }
}
