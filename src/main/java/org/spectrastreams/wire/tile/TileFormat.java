package org.spectrastreams.wire.tile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * What the pixels of a map layer are made of, with the values that stand for "not seen" and
 * "nothing": the one meaning of {@link Wire.TileEncoding}, for the maps that are kept, the viewer,
 * CSV and JSON. Pixels lie row after row, little-endian, without padding.
 */
public enum TileFormat {
  /** A number; NaN: not seen, or no value. */
  FLOAT32("float32", Float.BYTES, OptionalInt.empty(), OptionalInt.empty()),
  /** The index of a class. */
  CLASS_U8(
      "class-u8",
      Byte.BYTES,
      OptionalInt.of(Sentinels.TILE_CLASS_NOT_SEEN),
      OptionalInt.of(Sentinels.TILE_NO_CLASS)),
  /** A set of bits. */
  FLAGS_U16(
      "flags-u16", Short.BYTES, OptionalInt.of(Sentinels.TILE_FLAGS_NOT_SEEN), OptionalInt.of(0)),
  /** An index, as of a context. */
  INDEX_U16(
      "index-u16",
      Short.BYTES,
      OptionalInt.of(Sentinels.TILE_INDEX_NOT_SEEN),
      OptionalInt.of(Sentinels.TILE_NO_INDEX));

  private final String id;
  private final int bytesPerPixel;
  private final OptionalInt notSeen;
  private final OptionalInt none;

  TileFormat(String id, int bytesPerPixel, OptionalInt notSeen, OptionalInt none) {
    this.id = id;
    this.bytesPerPixel = bytesPerPixel;
    this.notSeen = notSeen;
    this.none = none;
  }

  /**
   * The format of an encoding.
   *
   * @throws IllegalArgumentException if it is none of those here
   */
  public static TileFormat of(Wire.TileEncoding encoding) {
    return switch (encoding) {
      case FLOAT32 -> FLOAT32;
      case CLASS_U8 -> CLASS_U8;
      case FLAGS_U16 -> FLAGS_U16;
      case INDEX_U16 -> INDEX_U16;
      case TILE_ENCODING_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException(
              "tile encoding " + encoding + "; expected FLOAT32, CLASS_U8, FLAGS_U16 or INDEX_U16");
    };
  }

  /** Whether this version can read an encoding; one that is newer is left out of answers. */
  public static boolean isKnown(Wire.TileEncoding encoding) {
    return encoding != Wire.TileEncoding.TILE_ENCODING_UNSPECIFIED
        && encoding != Wire.TileEncoding.UNRECOGNIZED;
  }

  /** Its name in JSON and in headers. */
  public String id() {
    return id;
  }

  public int bytesPerPixel() {
    return bytesPerPixel;
  }

  /** The code of a pixel that has no result yet; empty for numbers, which are NaN then. */
  public OptionalInt notSeen() {
    return notSeen;
  }

  /** The code of a pixel whose result has nothing to say here; empty for numbers, NaN then. */
  public OptionalInt none() {
    return none;
  }

  /** The code of a pixel that was not judged, beside its quality; empty where there is none. */
  public OptionalInt notJudged() {
    return this == CLASS_U8 ? OptionalInt.of(Sentinels.TILE_NOT_JUDGED) : OptionalInt.empty();
  }

  /** Marks pixels as not seen. */
  public void clear(byte[] values, int from, int to) {
    if (this == FLOAT32) {
      ByteBuffer floats = Packed.over(values);
      for (int at = from; at < to; at += Float.BYTES) {
        floats.putFloat(at, Float.NaN);
      }
    } else {
      Arrays.fill(values, from, to, (byte) 0xff); // every code for it has all bits set
    }
  }

  /** Reads a pixel of a coded layer at byte {@code at} of a view of {@link Packed}. */
  public int codeAt(ByteBuffer values, int at) {
    return switch (this) {
      case CLASS_U8 -> values.get(at) & 0xff;
      case FLAGS_U16, INDEX_U16 -> values.getShort(at) & 0xffff;
      case FLOAT32 -> throw new IllegalStateException("a layer of numbers has no codes");
    };
  }
}
