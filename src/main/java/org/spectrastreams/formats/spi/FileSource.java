package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumSource;

/** The spectra of a file, with what its reader understood of it. */
public interface FileSource extends SpectrumSource {
  /** What was understood; complete on opening. */
  Understood understood();

  /** The geometry that was understood. */
  @Override
  default ImageGeometry geometry() {
    return understood().geometry();
  }

  /** The quantity that was understood. */
  @Override
  default Quantity quantity() {
    return understood().quantity().value();
  }

  /** The places, the instrument and the date that were understood. */
  @Override
  default Measurement measurement() {
    return understood().measurement();
  }

  /** Measured, unless the file says otherwise. */
  @Override
  default boolean simulated() {
    return false;
  }

  /**
   * Whether the last value of the file is stored as zeros, as in a file whose room was reserved
   * before it was written. It may be whole all the same, for zeros are values, too.
   */
  default boolean endsInZeros() throws IOException {
    return false;
  }

  /**
   * What {@link #next} begins with.
   *
   * @throws IllegalArgumentException if no spectra were asked for
   */
  static void requireAsked(int maxSpectra) {
    if (maxSpectra < 1) {
      throw new IllegalArgumentException(maxSpectra + " spectra asked for; expected 1 or more");
    }
  }

  /**
   * What {@link #next} begins with, where a file is read from.
   *
   * @throws ClosedChannelException if it is read no more
   */
  static void requireAsked(int maxSpectra, boolean open) throws ClosedChannelException {
    requireAsked(maxSpectra);
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
