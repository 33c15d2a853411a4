package org.spectrastreams.spectrum;

import java.io.IOException;
import java.util.Optional;

/**
 * A hypercube or a list of spectra that is read in order, a block at a time, never held whole.
 *
 * <p>A list of {@code n} spectra without places is an image of {@code n} × 1 pixels. Not
 * thread-safe; close it after use.
 */
public interface SpectrumSource extends AutoCloseable {
  /** The name to show, for instance the file's name without its folder. */
  String name();

  /** The frame that all blocks lie in. */
  ImageGeometry geometry();

  /** The axis of every block. */
  SpectralAxis axis();

  /** The second axis of every block where the spectra are planes. */
  default Optional<SpectralAxis> secondAxis() {
    return Optional.empty();
  }

  /** What the intensities measure. */
  Quantity quantity();

  /** Whether the spectra were computed, not measured. Every view of them must say so. */
  boolean simulated();

  /** How and where they were measured, as far as the source says. */
  default Measurement measurement() {
    return Measurement.NONE;
  }

  /**
   * The next block, in stored order, or null at the end. Blocks hold whole spectra and never cross
   * an image line unless the source is a list.
   *
   * @param maxSpectra the most spectra to return, 1 or more
   * @throws IOException if the source cannot be read or is malformed; the message names the file,
   *     the offset and what was expected there
   */
  SpectrumBlock next(int maxSpectra) throws IOException;

  @Override
  void close() throws IOException;
}
