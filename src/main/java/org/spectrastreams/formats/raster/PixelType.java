package org.spectrastreams.formats.raster;

import java.nio.ByteBuffer;
import java.util.Optional;

/** How a raster stores one value; the codes are ENVI's {@code data type}. */
public enum PixelType {
  UINT8(1, 1) {
    @Override
    double read(ByteBuffer raw, int index) {
      return raw.get(index) & 0xFF;
    }
  },
  INT16(2, 2) {
    @Override
    double read(ByteBuffer raw, int index) {
      return raw.getShort(2 * index);
    }
  },
  INT32(3, 4) {
    @Override
    double read(ByteBuffer raw, int index) {
      return raw.getInt(4 * index);
    }
  },
  FLOAT32(4, 4) {
    @Override
    double read(ByteBuffer raw, int index) {
      return raw.getFloat(4 * index);
    }
  },
  FLOAT64(5, 8) {
    @Override
    double read(ByteBuffer raw, int index) {
      return raw.getDouble(8 * index);
    }
  },
  UINT16(12, 2) {
    @Override
    double read(ByteBuffer raw, int index) {
      return raw.getShort(2 * index) & 0xFFFF;
    }
  },
  UINT32(13, 4) {
    @Override
    double read(ByteBuffer raw, int index) {
      return raw.getInt(4 * index) & 0xFFFF_FFFFL;
    }
  };

  private final int code;
  private final int bytes;

  PixelType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** ENVI's code of the type. */
  public int code() {
    return code;
  }

  /** Bytes a value takes. */
  public int bytes() {
    return bytes;
  }

  /** Value number {@code index} of a buffer in the file's byte order. */
  abstract double read(ByteBuffer raw, int index);

  /** The type of an ENVI code; empty for complex and 64-bit integer rasters, which are not read. */
  public static Optional<PixelType> ofCode(int code) {
    for (PixelType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
