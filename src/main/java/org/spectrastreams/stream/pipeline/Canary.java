package org.spectrastreams.stream.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A version that gives the results of a share of the images. Which ones follows from their ids
 * alone, so that all blocks of an image are scored by the same version on every instance, and an
 * image that was the canary's stays it when the share grows.
 *
 * @param loaded the version
 * @param share of the images, above 0 and below 1
 */
public record Canary(LoadedPipeline loaded, double share) {
  /** Checks the share. */
  public Canary {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("canary share " + share + "; expected above 0, below 1");
    }
  }

  /**
   * Whether the results of an image are this version's.
   *
   * @param image its id; of spectra without an image the key of their record
   */
  public boolean takes(String image) {
    CRC32C crc = new CRC32C();
    crc.update(image.getBytes(StandardCharsets.UTF_8));
    // Ids that differ in a last number have checksums that differ in few bits; a multiplication by
    // an odd number near 2³² / φ spreads them.
    long spread = crc.getValue() * 2_654_435_769L & 0xFFFF_FFFFL;
    return spread < share * 0x1p32;
  }
}
