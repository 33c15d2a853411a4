package org.spectrastreams.cli.watching;

import java.io.IOException;
import org.spectrastreams.spectrum.SpectrumSource;

/** Takes portions to where they are wanted, and notes in the log what was taken. */
interface Delivery {
  /** How a portion ended. */
  enum End {
    /** All of it is sent. */
    WHOLE,
    /** It changed while it was read; what was committed before stays sent. */
    CHANGED,
    /** The watch was told to stop. */
    STOPPED
  }

  /**
   * Sends what is left of a portion.
   *
   * @param source its spectra, all of them
   * @param sent how many were sent before
   * @param frameGrows whether its image may become larger
   * @throws IOException if it cannot be read, or the broker does not take it
   */
  End send(Portion portion, SpectrumSource source, long generation, long sent, boolean frameGrows)
      throws IOException, InterruptedException;

  /** Notes that a portion has nothing to send because another has its content. */
  void noteSame(Portion portion, String other) throws IOException;
}
