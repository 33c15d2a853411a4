package org.spectrastreams.formats.records;

import java.nio.ByteBuffer;

/**
 * Where the spectra of a file stand: record {@code i} begins at {@code offset + i × stride}.
 *
 * @param offset the first value of record 0, in bytes from the start of the file
 * @param stride bytes from a record to the next, no fewer than a record has
 * @param points values a record
 * @param type how a value is stored
 * @param factor what every value is multiplied by
 */
public record RecordLayout(long offset, long stride, int points, Value type, double factor) {
  /** How a record stores one value. */
  public enum Value {
    INT16(2) {
      @Override
      double read(ByteBuffer raw, int index) {
        return raw.getShort(2 * index);
      }
    },
    INT32(4) {
      @Override
      double read(ByteBuffer raw, int index) {
        return raw.getInt(4 * index);
      }
    },
    FLOAT32(4) {
      @Override
      double read(ByteBuffer raw, int index) {
        return raw.getFloat(4 * index);
      }
    },
    FLOAT64(8) {
      @Override
      double read(ByteBuffer raw, int index) {
        return raw.getDouble(8 * index);
      }
    };

    private final int bytes;

    Value(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes a value takes. */
    public int bytes() {
      return bytes;
    }

    /** Value number {@code index} of a buffer in the file's byte order. */
    abstract double read(ByteBuffer raw, int index);
  }

  /** Records that follow each other without anything between them. */
  public static RecordLayout dense(long offset, int points, Value type) {
    return new RecordLayout(offset, (long) points * type.bytes(), points, type, 1);
  }

  /** Bytes of one record's values. */
  int recordBytes() {
    return points * type.bytes();
  }
}
