package org.spectrastreams.server.maps;

import org.spectrastreams.wire.proto.Wire;

/**
 * Whether a result is one of those that an image's map shows: an id may have been that of another
 * image before, and a client that tells no scan may have used it for both.
 */
public final class ShownResults {
  private ShownResults() {}

  /**
   * Whether a result is of the scan that is shown. Of a frame that grows it is also where it knew a
   * smaller one.
   */
  public static boolean isOf(Wire.ResultBlock result, Wire.ImageStatus image) {
    boolean same = result.getWidth() == image.getWidth() && result.getHeight() == image.getHeight();
    boolean smaller =
        image.getFrameGrows()
            && result.getFrameGrows()
            && result.getWidth() <= image.getWidth()
            && result.getHeight() <= image.getHeight();
    return result.getGeneration() == image.getGeneration()
        && result.getPipeline().equals(image.getPipeline())
        && (same || smaller);
  }

  /**
   * The same of a record of the log: one that is older than every record whose result the map shows
   * is of an image that had the id before.
   *
   * @param timestamp of the record, in ms
   */
  public static boolean isOf(Wire.ResultBlock result, long timestamp, Wire.ImageStatus image) {
    return isOf(result, image) && timestamp >= image.getFirstRecordMs();
  }
}
