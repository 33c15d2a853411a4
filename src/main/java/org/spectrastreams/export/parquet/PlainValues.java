package org.spectrastreams.export.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Values in the format's encoding PLAIN: little-endian, texts behind their length, bits packed. */
final class PlainValues {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PackedBits bits = new PackedBits();

  void int32(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes.write(value >>> shift);
    }
  }

  void int64(long value) {
    int32((int) value);
    int32((int) (value >>> Integer.SIZE));
  }

  void text(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    int32(text.length);
    bytes.writeBytes(text);
  }

  void bit(boolean value) {
    bits.add(value);
  }

  int size() {
    return bytes.size() + bits.bytes();
  }

  void writeTo(OutputStream out) throws IOException {
    bytes.writeTo(out);
    bits.writeTo(out);
  }

  void clear() {
    bytes.reset();
    bits.clear();
  }
}
