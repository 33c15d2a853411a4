package org.spectrastreams.spectrum;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * How and where spectra were measured, as far as their source says. It travels with them; nothing
 * is scored with its help.
 *
 * @param places where the pixels lie on the stage
 * @param instrument the instrument, as the source names it; at most {@value #INSTRUMENT_LENGTH}
 *     characters
 * @param acquired when, by the instrument's own clock: files rarely tell their time zone, and none
 *     is guessed
 */
public record Measurement(
    Optional<StagePlaces> places, Optional<String> instrument, Optional<LocalDateTime> acquired) {
  /** The longest name of an instrument, in characters. */
  public static final int INSTRUMENT_LENGTH = 200;

  /** A source that says nothing of it. */
  public static final Measurement NONE =
      new Measurement(Optional.empty(), Optional.empty(), Optional.empty());

  /** Cuts a long name of an instrument. */
  public Measurement {
    instrument =
        instrument.map(
            name ->
                name.length() <= INSTRUMENT_LENGTH
                    ? name
                    : name.substring(0, INSTRUMENT_LENGTH - 1) + "…");
  }
}
