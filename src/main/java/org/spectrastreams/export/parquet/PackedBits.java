package org.spectrastreams.export.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bits one behind the other, the lowest of a byte first; the last byte is filled up with zeros. */
final class PackedBits {
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private int begun;
  private int size;
  private int ones;

  void add(boolean bit) {
    begun |= (bit ? 1 : 0) << size % Byte.SIZE;
    ones += bit ? 1 : 0;
    size++;
    if (size % Byte.SIZE == 0) {
      whole.write(begun);
      begun = 0;
    }
  }

  /** How many bits there are. */
  int size() {
    return size;
  }

  /** How many of them are 1. */
  int ones() {
    return ones;
  }

  int bytes() {
    return (size + Byte.SIZE - 1) / Byte.SIZE;
  }

  void writeTo(OutputStream out) throws IOException {
    whole.writeTo(out);
    if (size % Byte.SIZE != 0) {
      out.write(begun);
    }
  }

  void clear() {
    whole.reset();
    begun = 0;
    size = 0;
    ones = 0;
  }
}
