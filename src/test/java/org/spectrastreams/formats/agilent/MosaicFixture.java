package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a small mosaic of square tiles of {@code side} pixels: the value at point {@code p} of the
 * pixel at column {@code x} and row {@code y} from the top of the whole is {@code 1000 p + 100 y +
 * x}.
 */
record MosaicFixture(int across, int down, int side, int points) {
  float value(int x, int y, int point) {
    return 1000 * point + 100 * y + x;
  }

  private byte[] tile(int column, int row) {
    ByteBuffer out =
        ByteBuffer.allocate(1020 + 4 * side * side * points).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x00, 0x72, 0x47, 0x00});
    out.putInt(9, points).putShort(24, (short) side).putShort(26, (short) side).position(1020);
    for (int point = 0; point < points; point++) {
      for (int fromBottom = 0; fromBottom < side; fromBottom++) {
        for (int x = 0; x < side; x++) {
          out.putFloat(value(column * side + x, row * side + side - 1 - fromBottom, point));
        }
      }
    }
    return out.array();
  }

  private byte[] description() {
    byte[] axis = new AgilentFixture(side, side, points, 500, 2.0).bsp();
    ByteBuffer out = ByteBuffer.allocate(axis.length + 500).order(ByteOrder.LITTLE_ENDIAN);
    out.put(axis);
    out.putInt(14).put("FPA Pixel Size".getBytes(StandardCharsets.ISO_8859_1));
    out.putInt(0).putInt(2).putInt(8).put("PropType".getBytes(StandardCharsets.ISO_8859_1));
    out.putInt(1).putInt(1).putInt(4).putInt(0).putInt(4);
    out.put("1.00".getBytes(StandardCharsets.ISO_8859_1)).putInt(1).putInt(1).putInt(8);
    out.putDouble(5.5);
    text(out, "Time Stamp", "");
    text(out, "PixelAggregationSize", "2");
    text(out, "Time Stamp", "Tuesday, January 02, 2018 14:09:36");
    return out.array();
  }

  private static void text(ByteBuffer out, String name, String value) {
    int length = value.length();
    out.putInt(name.length()).put(name.getBytes(StandardCharsets.ISO_8859_1));
    out.putInt(4).putInt(1).putInt(4).putInt(2).putInt(4).putInt(4).putInt(4).putInt(length);
    out.putInt(4).putInt(length).putInt(length);
    out.put(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes the mosaic; its description has a name in lower case, as the instrument writes it. */
  Path write(Path folder) throws IOException {
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        String name = String.format(Locale.ROOT, "Made_%04d_%04d", column, row);
        Files.write(folder.resolve(name + ".dmd"), tile(column, row));
        Files.write(folder.resolve(name + ".drd"), new byte[] {0x00, 0x72, 0x47, 0x00});
      }
    }
    return Files.write(folder.resolve("made.dmt"), description());
  }
}
