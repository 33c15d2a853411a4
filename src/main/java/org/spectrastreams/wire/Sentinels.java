package org.spectrastreams.wire;

/**
 * The values that stand for "nothing" where the wire has whole numbers; floats use NaN. Each is the
 * value in the field and the value that a reader here answers: there is no second one.
 */
public final class Sentinels {
  /** In uint8 class indices of results: no class, no vote. */
  public static final int NO_CLASS = 255;

  /** In uint8 reasons of results: the spectrum was judged. */
  public static final int JUDGED = 255;

  /** In uint16 contexts of results: no context. */
  public static final int NO_CONTEXT = 0xffff;

  /** In uint8 class layers of maps: the pixel has no result yet. */
  public static final int TILE_CLASS_NOT_SEEN = 255;

  /** In uint8 class layers of maps: the pixel has a result, and no class in it. */
  public static final int TILE_NO_CLASS = 254;

  /** In uint8 class layers of maps: the pixel has a result, which says why it was not judged. */
  public static final int TILE_NOT_JUDGED = 253;

  /** In uint16 flag layers of maps: the pixel has no result yet. */
  public static final int TILE_FLAGS_NOT_SEEN = 0xffff;

  /** In uint16 index layers of maps: the pixel has no result yet. */
  public static final int TILE_INDEX_NOT_SEEN = 0xffff;

  /** In uint16 index layers of maps: the pixel has a result, and no index in it. */
  public static final int TILE_NO_INDEX = 0xfffe;

  private Sentinels() {}
}
