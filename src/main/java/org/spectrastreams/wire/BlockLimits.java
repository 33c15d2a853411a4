package org.spectrastreams.wire;

import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.block.SpectrumPart;

/**
 * What a block may hold; checked before anything is allocated for it.
 *
 * @param recordBytes the longest record value
 * @param spectra the most spectra of a block
 * @param points the longest axis
 */
public record BlockLimits(int recordBytes, int spectra, int points) {
  /** The longest image id, in characters. */
  public static final int IMAGE_ID_LENGTH = 200;

  /** The longest pipeline name, in bytes. */
  public static final int PIPELINE_LENGTH = 100;

  /** The longest source text, in bytes. */
  public static final int SOURCE_LENGTH = 500;

  /** What fits Kafka's own default of 1 MB a record. */
  public static final BlockLimits DEFAULT = new BlockLimits(1 << 20, 4096, SpectralAxis.MAX_POINTS);

  /** What a single spectrum may be that came in parts. */
  public static final BlockLimits WHOLE_SPECTRUM =
      new BlockLimits(SpectrumPart.SPECTRUM_BYTES, 1, SpectralAxis.MAX_POINTS);
}
