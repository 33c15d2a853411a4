package org.spectrastreams.wire.block;

import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * One record of the raw topic that holds a part of one spectrum, see {@link PartedSpectrum}.
 *
 * @param identity what all parts of the spectrum have in common and no other spectrum has:
 *     pipeline, image, scan, sequence number and the digest of the intensities
 * @param index the number of this part, from 0
 * @param of the parts of the spectrum, 2 to {@value #MAX_PARTS}
 */
public record SpectrumPart(String identity, int index, int of) implements RawRecord {
  /** The most parts of a spectrum. */
  public static final int MAX_PARTS = 64;

  /** The most bytes of intensities in a part. */
  public static final int PART_BYTES = 512 << 10;

  /** The most bytes of a whole spectrum's message: the largest plane and its axes. */
  public static final int SPECTRUM_BYTES = Float.BYTES * SpectrumBlock.MAX_PLANE_POINTS + (2 << 20);

  /** The bytes of a digest, SHA-256. */
  static final int DIGEST_BYTES = 32;
}
