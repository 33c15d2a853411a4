package org.spectrastreams.stream.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.spectrastreams.wire.ResultView;

/**
 * Which explanations the results of a pipeline carry beside activation maps, where its model's
 * package has them; otherwise it has no effect.
 *
 * @param contexts whether results carry contexts, the linearised vote and the place in latent space
 * @param limeBands how many of the strongest bands of the amortised LIME weights they carry, 0 to
 *     {@value #MAX_LIME_BANDS}
 * @param limeMap whether they carry the amortised LIME weights of every wavenumber
 */
public record ExplanationPolicy(boolean contexts, int limeBands, LimeMap limeMap) {
  /** The most bands of an explanation that a result lists. */
  public static final int MAX_LIME_BANDS = ResultView.MAX_TOP_BANDS;

  /** What a pipeline does that says nothing about it. */
  public static final ExplanationPolicy DEFAULT = new ExplanationPolicy(true, 5, LimeMap.NONE);

  /** Nothing but what the scoring graph gives itself. */
  public static final ExplanationPolicy OFF = new ExplanationPolicy(false, 0, LimeMap.NONE);

  /** Whether results carry LIME weights. */
  public enum LimeMap {
    /** One byte a wavenumber, with scale and offset for each spectrum. */
    @JsonProperty("compact")
    COMPACT,
    @JsonProperty("none")
    NONE
  }

  /** Checks the number of bands. */
  public ExplanationPolicy {
    if (limeBands < 0 || limeBands > MAX_LIME_BANDS) {
      throw new IllegalArgumentException(
          "limeBands " + limeBands + "; expected 0 to " + MAX_LIME_BANDS);
    }
  }

  /** Whether anything needs the amortised explainer. */
  public boolean isOn() {
    return contexts || hasLime();
  }

  /** Whether results carry anything of the LIME weights. */
  public boolean hasLime() {
    return limeBands > 0 || limeMap == LimeMap.COMPACT;
  }
}
