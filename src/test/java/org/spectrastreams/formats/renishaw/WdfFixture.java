package org.spectrastreams.formats.renishaw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a small WiRE file: the value of record {@code i} at point {@code p} is {@code 1000 i + p},
 * the axis descends from 1800 cm⁻¹ by 2.5 cm⁻¹ a point, positions are {@code (-10 + 2 x, 5 + 3 y)}
 * µm.
 *
 * @param scanned the pixels in the order of the scan, as {@code {x, y}}
 * @param collected how many of them were measured
 * @param flags of the frame
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer is a whole array of its own
record WdfFixture(
    int width,
    int height,
    int points,
    List<int[]> scanned,
    int collected,
    int flags,
    int measurement) {
  static WdfFixture map(int width, int height, boolean downwards, boolean snake) {
    List<int[]> scanned = new ArrayList<>();
    int lines = downwards ? width : height;
    int length = downwards ? height : width;
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < length; i++) {
        int along = snake && line % 2 == 1 ? length - 1 - i : i;
        scanned.add(downwards ? new int[] {line, along} : new int[] {along, line});
      }
    }
    return new WdfFixture(width, height, 5, scanned, scanned.size(), downwards ? 2 : 0, 3);
  }

  static WdfFixture single() {
    return new WdfFixture(1, 1, 5, List.of(new int[] {0, 0}), 1, 0, 1);
  }

  WdfFixture stoppedAfter(int spectra) {
    return new WdfFixture(width, height, points, scanned, spectra, flags, measurement);
  }

  double[] axis() {
    double[] axis = new double[points];
    for (int i = 0; i < points; i++) {
      axis[i] = 1800 - 2.5 * (points - 1 - i);
    }
    return axis;
  }

  /** The values of the spectrum at a pixel, in the order of the axis. */
  float[] at(int x, int y) {
    for (int i = 0; i < scanned.size(); i++) {
      if (scanned.get(i)[0] == x && scanned.get(i)[1] == y) {
        float[] values = new float[points];
        for (int p = 0; p < points; p++) {
          values[p] = 1000 * i + points - 1 - p;
        }
        return values;
      }
    }
    throw new IllegalArgumentException(x + ", " + y);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header());
    ByteBuffer data = block("DATA", 4 * points * scanned.size());
    for (int i = 0; i < scanned.size(); i++) {
      for (int p = 0; p < points; p++) {
        data.putFloat(i < collected ? 1000 * i + p : 0);
      }
    }
    out.writeBytes(data.array());
    ByteBuffer axis = block("XLST", 8 + 4 * points).putInt(1).putInt(1);
    for (int p = 0; p < points; p++) {
      axis.putFloat((float) (1800 - 2.5 * p));
    }
    out.writeBytes(axis.array());
    if (measurement == 3) {
      ByteBuffer origins = block("ORGN", 4 + 3 * (24 + 8 * scanned.size())).putInt(3);
      origins(origins, 0x80000003, 5, "X", 0);
      origins(origins, 0x80000004, 5, "Y", 1);
      origins(origins, 11, 24, "Time", 2);
      out.writeBytes(origins.array());
      out.writeBytes(block("WHTL", 10).array());
      ByteBuffer map = block("WMAP", 48).putInt(flags).putInt(0);
      map.putFloat(-10).putFloat(5).putFloat(0).putFloat(2).putFloat(3).putFloat(1);
      out.writeBytes(map.putInt(width).putInt(height).putInt(1).putInt(0).array());
    }
    return out.toByteArray();
  }

  private void origins(ByteBuffer block, int kind, int unit, String name, int which) {
    byte[] padded = new byte[16];
    byte[] letters = name.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(letters, 0, padded, 0, letters.length);
    block.putInt(kind).putInt(unit).put(padded);
    for (int i = 0; i < scanned.size(); i++) {
      int[] pixel = scanned.get(i);
      double value =
          switch (which) {
            case 0 -> -10 + 2.0 * pixel[0];
            case 1 -> 5 + 3.0 * pixel[1];
            default -> 1e17;
          };
      block.putDouble(i < collected ? value : 0);
    }
  }

  private byte[] header() {
    ByteBuffer header = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    header.put("WDF1".getBytes(StandardCharsets.ISO_8859_1)).putInt(1).putLong(512);
    header.putInt(60, points).putLong(64, scanned.size()).putLong(72, collected);
    header.putInt(80, 1).putInt(84, 1).putInt(88, points).putInt(92, measurement == 3 ? 3 : 0);
    header.put(96, "WiRE".getBytes(StandardCharsets.ISO_8859_1));
    header.putShort(120, (short) 5).putInt(132, measurement).putLong(136, 133_000_000_000_000_000L);
    header.putInt(152, 6).putFloat(156, 12738.9f);
    header.put(240, "made by a test".getBytes(StandardCharsets.ISO_8859_1));
    return header.array();
  }

  private static ByteBuffer block(String name, int content) {
    return ByteBuffer.allocate(16 + content)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(StandardCharsets.ISO_8859_1))
        .putInt(0)
        .putLong(16 + content);
  }

  Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("made.wdf"), bytes());
  }
}
