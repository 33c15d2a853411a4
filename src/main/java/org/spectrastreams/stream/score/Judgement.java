package org.spectrastreams.stream.score;

import java.util.Optional;
import org.spectrastreams.spectrum.NotJudgedReason;

/**
 * Whether one spectrum is judged. Immutable.
 *
 * @param reason why it is not; empty where it is
 * @param distance from what the model was trained on, in units of its threshold, 0 or more; NaN
 *     where it is not known
 */
public record Judgement(Optional<NotJudgedReason> reason, float distance) {
  /** Judged, and nothing is known of its distance. */
  public static final Judgement JUDGED = new Judgement(Optional.empty(), Float.NaN);

  /** Too poor to be judged. */
  static final Judgement POOR = new Judgement(Optional.of(NotJudgedReason.QUALITY), Float.NaN);

  /** Judged, so far from the training spectra. */
  public static Judgement inside(float distance) {
    return new Judgement(Optional.empty(), distance);
  }

  /** Not judged. */
  public static Judgement refused(NotJudgedReason reason, float distance) {
    return new Judgement(Optional.of(reason), distance);
  }

  /** Both have to judge it; the first reason not to and the first distance that is known count. */
  Judgement and(Judgement other) {
    return new Judgement(
        reason.isPresent() ? reason : other.reason,
        Float.isNaN(distance) ? other.distance : distance);
  }
}
