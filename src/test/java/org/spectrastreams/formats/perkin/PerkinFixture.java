package org.spectrastreams.formats.perkin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes small PerkinElmer files: axes from 1010 cm⁻¹ down by 2; the value of pixel {@code i} at
 * point {@code p} is {@code 10 i + p}.
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer is a whole array of its own
final class PerkinFixture {
  private PerkinFixture() {}

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] block(int kind, byte[] content) {
    return buffer(6 + content.length)
        .putShort((short) kind)
        .putInt(content.length)
        .put(content)
        .array();
  }

  private static byte[] text(String text) {
    byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
    return buffer(4 + letters.length)
        .putShort((short) 0x7523)
        .putShort((short) letters.length)
        .put(letters)
        .array();
  }

  private static byte[] start(String description) {
    byte[] start = new byte[44];
    byte[] letters = ("PEPE" + description).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(letters, 0, start, 0, letters.length);
    return start;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] history() {
    byte[] entries =
        joined(
            block(35_700, text("Mon Oct 28 16:08:45 2024")),
            block(120, block(35_837, text("Spotlight 400"))));
    return block(122, entries);
  }

  static byte[] spectrum(String ordinate) {
    int points = 6;
    ByteBuffer values = buffer(6 + 8 * points).putShort((short) 0x7516).putInt(8 * points);
    for (int p = 0; p < points; p++) {
      values.putDouble(p + 0.25);
    }
    byte[] blocks =
        joined(
            block(35_711, history()),
            block(
                35_698,
                buffer(18).putShort((short) 0x751D).putDouble(1010).putDouble(1000).array()),
            block(35_700, buffer(10).putShort((short) 0x751B).putDouble(-2).array()),
            block(35_701, buffer(6).putShort((short) 0x752B).putInt(points).array()),
            block(35_703, text("cm-1")),
            block(35_704, text(ordinate)),
            block(35_708, values.array()));
    return joined(start("2D constant interval DataSet file"), block(120, blocks));
  }

  static byte[] image(int width, int height) {
    int points = 6;
    ByteBuffer numbers = buffer(92);
    for (double number : new double[] {6.25, 6.25, -2, 1010, 1000, 0, 0, 100, 200, 1010}) {
      numbers.putDouble(number);
    }
    numbers.putInt(width).putInt(height).putInt(points);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(buffer(2).putShort((short) 5).array());
    frame.writeBytes("Image".getBytes(StandardCharsets.ISO_8859_1));
    frame.writeBytes(numbers.array());
    for (String label : new String[] {"Y - micrometers", "X - micrometers", "cm-1", "A"}) {
      frame.writeBytes(buffer(2).putShort((short) label.length()).array());
      frame.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(start("DataSet - 4DConst3DInterval"));
    out.writeBytes(block(5100, frame.toByteArray()));
    out.writeBytes(block(5104, history()));
    for (int i = 0; i < width * height; i++) {
      ByteBuffer values = buffer(4 * points);
      for (int p = 0; p < points; p++) {
        values.putFloat(10 * i + p);
      }
      out.writeBytes(block(5105, values.array()));
    }
    return out.toByteArray();
  }

  static Path write(Path folder, String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
