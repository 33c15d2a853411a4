package org.spectrastreams.stream.maps;

import org.spectrastreams.wire.proto.Wire;

/** Whether a result can be of the scan that an image shows. */
final class SameScan {
  private SameScan() {}

  /**
   * Whether a result says of itself that it is of the scan that is shown. Where it does not fit,
   * its pipeline was defined anew meanwhile: what was mapped until then is not to go for it.
   */
  static boolean isSaidBy(Wire.ResultBlock block, Wire.ImageStatusOrBuilder own) {
    return own.getGeneration() != 0
        && own.getGeneration() == block.getGeneration()
        && own.getPipeline().equals(block.getPipeline())
        && own.getSimulated() == block.getSimulated()
        && isOfFrame(own, block);
  }

  /** A frame that grows has the size that is known so far; its blocks come in any order. */
  static boolean isOfFrame(Wire.ImageStatusOrBuilder own, Wire.ResultBlock block) {
    boolean grows = own.getGeneration() != 0 && own.getFrameGrows() && block.getFrameGrows();
    return grows || (own.getWidth() == block.getWidth() && own.getHeight() == block.getHeight());
  }

  /** A block may not know the truth; those that do must know it by the same names. */
  static boolean namesTheSameTruths(Wire.ImageStatusOrBuilder own, Wire.ResultBlock block) {
    return block.getTruthNamesCount() == 0
        || own.getTruthNamesCount() == 0
        || block.getTruthNamesList().equals(own.getTruthNamesList());
  }

  /**
   * A band of one name may read something else since its pipeline was changed. An instance from
   * before such changes tells no digest: it has the configuration's bands and no others, so that an
   * image goes on while instances are upgraded, unless one of the two is of a later definition.
   */
  static boolean readsTheSameBands(Wire.ImageStatusOrBuilder own, Wire.ResultBlock block) {
    Wire.Provenance shown = own.getProvenance();
    Wire.Provenance other = block.getProvenance();
    boolean isToldByBoth = shown.getBandsDigest() != 0 && other.getBandsDigest() != 0;
    boolean isAsConfigured =
        shown.getPipelineDefinedAtMs() == 0 && other.getPipelineDefinedAtMs() == 0;
    return shown.getBandsDigest() == other.getBandsDigest() || (!isToldByBoth && isAsConfigured);
  }
}
