package org.spectrastreams.formats.omnic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a small OMNIC map from 1000 to 994 cm⁻¹, the values of each spectrum from its end. */
final class OmnicMapFixture {
  /** Where the section of the spectra begins, and what it starts with: a copy of the axis. */
  static final int SPECTRA_AT = 400;

  private static final int TABLE_AT = 304;
  private static final int ENTRY_BYTES = 22;

  private final int yCode;
  private final double[][] positions;
  private final double[][] spectra;

  /**
   * A map.
   *
   * @param positions x and y of each spectrum, µm; none for a series
   * @param spectra the values of each in the order in which they stand in the file
   */
  OmnicMapFixture(int yCode, double[][] positions, double[][] spectra) {
    this.yCode = yCode;
    this.positions = positions;
    this.spectra = spectra;
  }

  byte[] bytes() {
    int points = spectra[0].length;
    int spectraBytes = 196 + spectra.length * (100 + 4 * points);
    int positionsAt = SPECTRA_AT + spectraBytes;
    int positionsBytes = 8 + 8 * positions.length;
    ByteBuffer file =
        ByteBuffer.allocate(positionsAt + positionsBytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put("Spectral Exte File\r\n".getBytes(StandardCharsets.US_ASCII));
    int sections = positions.length == 0 ? 2 : 3;
    file.putShort(294, (short) sections).putInt(296, 1_000_000_000).position(TABLE_AT);
    section(file, 301, SPECTRA_AT, spectraBytes);
    section(file, 147, 0, 12);
    if (positions.length > 0) {
      section(file, 6, positionsAt, positionsBytes);
    }
    file.position(SPECTRA_AT);
    file.putInt(3).putInt(points).putInt(1).putInt(yCode).putFloat(1000).putFloat(994);
    for (int i = 0; i < spectra.length; i++) {
      file.position(SPECTRA_AT + 196 + i * (100 + 4 * points) + 16);
      String text = "Spectrum " + (i + 1) + " of " + spectra.length;
      file.put(text.getBytes(StandardCharsets.US_ASCII));
      file.position(SPECTRA_AT + 196 + i * (100 + 4 * points) + 100);
      for (double value : spectra[i]) {
        file.putFloat((float) value);
      }
    }
    file.position(positionsAt);
    file.putShort((short) positions.length).putInt(2);
    for (double[] position : positions) {
      file.putFloat((float) position[0]).putFloat((float) position[1]);
    }
    return file.array();
  }

  private static void section(ByteBuffer file, int key, long offset, int bytes) {
    int start = file.position();
    file.putShort((short) key).putLong(offset).putInt(bytes).putShort((short) 1);
    file.position(start + ENTRY_BYTES);
  }

  Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("sample.map"), bytes());
  }
}
