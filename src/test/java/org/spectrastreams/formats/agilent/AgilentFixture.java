package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a small Agilent tile: value of pixel x at point p is {@code 100 p + 10 y + x} in the line
 * y from the bottom, where the file starts.
 */
public record AgilentFixture(int width, int height, int points, int start, double step) {
  byte[] dat() {
    ByteBuffer out =
        ByteBuffer.allocate(1020 + 4 * width * height * points).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x00, 0x72, 0x47, 0x00});
    out.putInt(9, points);
    out.putShort(24, (short) width);
    out.putShort(26, (short) height);
    out.position(1020);
    for (int point = 0; point < points; point++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          out.putFloat(100 * point + 10 * y + x);
        }
      }
    }
    return out.array();
  }

  public byte[] bsp() {
    ByteBuffer out = ByteBuffer.allocate(2600).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(0, 0xE11AB1A1E011CFD0L);
    out.position(2200);
    out.put("1.00".getBytes(StandardCharsets.ISO_8859_1)).putInt(1).putInt(4).putInt(8);
    out.putDouble(step).putInt(4).putInt(start).putInt(4).putInt(points);
    out.position(2377);
    out.put("Wavenumber".getBytes(StandardCharsets.ISO_8859_1));
    out.position(2399);
    out.put("Absorbance".getBytes(StandardCharsets.ISO_8859_1));
    return out.array();
  }

  public Path write(Path folder) throws IOException {
    Files.write(folder.resolve("Tile.bsp"), bsp());
    Files.write(folder.resolve("Tile.seq"), new byte[] {0x00, 0x72, 0x47, 0x00});
    return Files.write(folder.resolve("Tile.dat"), dat());
  }
}
