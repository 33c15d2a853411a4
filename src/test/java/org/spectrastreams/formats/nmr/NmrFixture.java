package org.spectrastreams.formats.nmr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes small processed data: shifts fall from 10 ppm by 1 ppm a point (F2) and from 100 ppm by 5
 * ppm (F1); the value of column {@code x} and line {@code y}, as stored, is {@code 16 y + x} times
 * four.
 */
final class NmrFixture {
  private NmrFixture() {}

  private static String parameters(
      int points, int side, double offset, double step, String nucleus, int order) {
    return String.join(
        "\n",
        "##TITLE= Parameter file, TopSpin 4.1.0",
        "##JCAMPDX= 5.0",
        "##DATATYPE= Parameter Values",
        "##$AXNUC= <" + nucleus + ">",
        "##$BYTORDP= " + order,
        "##$DTYPP= 0",
        "##$NC_proc= 2",
        "##$OFFSET= " + offset,
        "##$SF= 500",
        "##$SI= " + points,
        "##$SW_p= " + 500 * points * step,
        "##$XDIM= " + side,
        "##END=",
        "");
  }

  /** A spectrum of 8 points. */
  static Path spectrum(Path folder) throws IOException {
    Files.writeString(folder.resolve("procs"), parameters(8, 0, 10, 1, "1H", 1));
    ByteBuffer values = ByteBuffer.allocate(32).order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < 8; i++) {
      values.putInt(i);
    }
    return Files.write(folder.resolve("1r"), values.array());
  }

  /** A plane of 8 × 6 points in submatrices of 4 × 3. */
  static Path plane(Path folder) throws IOException {
    Files.writeString(folder.resolve("procs"), parameters(8, 4, 10, 1, "1H", 0));
    Files.writeString(folder.resolve("proc2s"), parameters(6, 3, 100, 5, "13C", 0));
    ByteBuffer values = ByteBuffer.allocate(4 * 48).order(ByteOrder.LITTLE_ENDIAN);
    for (int down = 0; down < 6; down += 3) {
      for (int across = 0; across < 8; across += 4) {
        for (int y = down; y < down + 3; y++) {
          for (int x = across; x < across + 4; x++) {
            values.putInt(16 * y + x);
          }
        }
      }
    }
    return Files.write(folder.resolve("2rr"), values.array());
  }
}
