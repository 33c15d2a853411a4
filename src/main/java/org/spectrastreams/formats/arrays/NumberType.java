package org.spectrastreams.formats.arrays;

import java.nio.ByteBuffer;

/** How an array stores one real number. */
public enum NumberType {
  INT8(1),
  UINT8(1),
  INT16(2),
  UINT16(2),
  INT32(4),
  UINT32(4),
  INT64(8),
  UINT64(8),
  FLOAT32(4),
  FLOAT64(8);

  private final int bytes;

  NumberType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes a number takes. */
  public int bytes() {
    return bytes;
  }

  /** Number {@code index} of a buffer in the file's byte order. */
  public double read(ByteBuffer raw, int index) {
    return switch (this) {
      case INT8 -> raw.get(index);
      case UINT8 -> raw.get(index) & 0xFF;
      case INT16 -> raw.getShort(2 * index);
      case UINT16 -> raw.getShort(2 * index) & 0xFFFF;
      case INT32 -> raw.getInt(4 * index);
      case UINT32 -> raw.getInt(4 * index) & 0xFFFF_FFFFL;
      case INT64 -> raw.getLong(8 * index);
      case UINT64 -> {
        long value = raw.getLong(8 * index);
        yield value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
      }
      case FLOAT32 -> raw.getFloat(4 * index);
      case FLOAT64 -> raw.getDouble(8 * index);
    };
  }
}
