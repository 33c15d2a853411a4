package org.spectrastreams.formats.galactic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes small SPC files of every layout. */
final class SpcFixture {
  static final int SHORT_VALUES = 0x01;
  static final int MULTIPLE = 0x04;
  static final int OWN_LABELS = 0x20;
  static final int OWN_AXES = 0x40;
  static final int UNEVEN = 0x80;
  static final int FLOAT = 0x80;

  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);

  private SpcFixture() {}

  /** A header of the new layout, evenly stepped from 1000 cm⁻¹ down to {@code last}. */
  static SpcFixture of(int flags, int exponent, int points, double last, int spectra) {
    SpcFixture file = new SpcFixture();
    file.bytes.put((byte) flags).put((byte) 0x4B).put((byte) 4).put((byte) exponent).putInt(points);
    file.bytes.putDouble(1000).putDouble(last).putInt(spectra);
    file.bytes.put((byte) 1).put((byte) 2).put((byte) 5).put((byte) 0);
    file.bytes.putInt((1997 << 20) | (3 << 16) | (9 << 11) | (8 << 6) | 46);
    file.bytes.position(45).put("FTS 20".getBytes(StandardCharsets.US_ASCII)).position(512);
    return file;
  }

  /** A header of the old layout with several spectra; the first subheader is part of it. */
  static SpcFixture old(int exponent, int points, double last) {
    SpcFixture file = new SpcFixture();
    file.bytes.put((byte) MULTIPLE).put((byte) 0x4D).putShort((short) exponent).putFloat(points);
    file.bytes.putFloat(1000).putFloat((float) last).put((byte) 1).put((byte) 2);
    file.bytes.putShort((short) (1997 | (5 << 12))).put((byte) 3).put((byte) 9).put((byte) 8);
    file.bytes.put((byte) 46).position(224);
    return file;
  }

  /** Sets a byte of the header. */
  SpcFixture with(int offset, int value) {
    bytes.put(offset, (byte) value);
    return this;
  }

  /** Sets the titles of the axes. */
  SpcFixture titled(String titles) {
    bytes.put(218, titles.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Adds float32 values: an axis, or the ordinates of a spectrum. */
  SpcFixture floats(double... values) {
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return this;
  }

  /** Adds a subheader. */
  SpcFixture subheader(int exponent, double third, int points) {
    int start = bytes.position();
    bytes.put((byte) 0).put((byte) exponent).putShort((short) 0).putFloat((float) third);
    bytes.putFloat(0).putFloat(0).putInt(points);
    bytes.position(start + 32);
    return this;
  }

  /** Adds values in fixed point, full scale being 2 to the power of the exponent. */
  SpcFixture fixed(int exponent, int bits, double... values) {
    for (double value : values) {
      long whole = Math.round(Math.scalb(value, bits - exponent));
      if (bits == 16) {
        bytes.putShort((short) whole);
      } else if (bytes.get(1) == 0x4D) {
        bytes.putInt(Integer.rotateLeft((int) whole, 16));
      } else {
        bytes.putInt((int) whole);
      }
    }
    return this;
  }

  /** Writes the directory of spectra with axes of their own, and where it is. */
  SpcFixture directory(int... offsets) {
    bytes.putInt(4, bytes.position());
    for (int offset : offsets) {
      bytes.putInt(offset).putInt(0).putFloat(0);
    }
    return this;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("sample.spc"), bytes());
  }
}
