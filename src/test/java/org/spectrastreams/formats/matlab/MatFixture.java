package org.spectrastreams.formats.matlab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Writes MAT-files of level 5, little-endian. */
final class MatFixture {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  MatFixture() {
    byte[] header =
        Arrays.copyOf(
            "MATLAB 5.0 MAT-file, made for a test".getBytes(StandardCharsets.US_ASCII), 128);
    Arrays.fill(header, 36, 124, (byte) ' ');
    header[124] = 0;
    header[125] = 1;
    header[126] = 'I';
    header[127] = 'M';
    out.writeBytes(header);
  }

  /** A matrix of doubles, its values column by column. */
  MatFixture matrix(String name, int[] sides, double... values) {
    out.writeBytes(element(14, content(name, sides, values)));
    return this;
  }

  /** The same, compressed. */
  MatFixture compressed(String name, int[] sides, double... values) {
    byte[] plain = element(14, content(name, sides, values));
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    byte[] packed = new byte[plain.length + 64];
    int length = deflater.deflate(packed);
    deflater.end();
    out.writeBytes(tag(15, length));
    out.write(packed, 0, length);
    return this;
  }

  /** A structure of one field that is a matrix. */
  MatFixture struct(String name, String field, int[] sides, double... values) {
    ByteArrayOutputStream matrix = new ByteArrayOutputStream();
    matrix.writeBytes(head(2, name, new int[] {1, 1}));
    matrix.writeBytes(element(5, ints(32)));
    matrix.writeBytes(element(1, Arrays.copyOf(field.getBytes(StandardCharsets.US_ASCII), 32)));
    matrix.writeBytes(element(14, content("", sides, values)));
    out.writeBytes(element(14, matrix.toByteArray()));
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private static byte[] content(String name, int[] sides, double... values) {
    ByteArrayOutputStream matrix = new ByteArrayOutputStream();
    matrix.writeBytes(head(6, name, sides));
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      data.putDouble(value);
    }
    matrix.writeBytes(element(9, data.array()));
    return matrix.toByteArray();
  }

  private static byte[] head(int matlabClass, String name, int[] sides) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(element(6, ints(matlabClass, 0)));
    head.writeBytes(element(5, ints(sides)));
    head.writeBytes(element(1, name.getBytes(StandardCharsets.US_ASCII)));
    return head.toByteArray();
  }

  private static byte[] ints(int... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      data.putInt(value);
    }
    return data.array();
  }

  private static byte[] element(int type, byte[] data) {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.writeBytes(tag(type, data.length));
    element.writeBytes(Arrays.copyOf(data, (data.length + 7) / 8 * 8));
    return element.toByteArray();
  }

  private static byte[] tag(int type, int length) {
    return ints(type, length);
  }
}
