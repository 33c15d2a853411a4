package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a mosaic of 16 tiles of 128 × 128 spectra of 1000 points, 1.05 GB, into a folder: {@code
 * java -cp … org.spectrastreams.formats.agilent.LargeMosaic FOLDER}. For the bench of reading.
 */
final class LargeMosaic {
  private LargeMosaic() {}

  public static void main(String[] folder) throws IOException {
    System.out.println(
        new MosaicFixture(4, 4, 128, 1000).write(Files.createDirectories(Path.of(folder[0]))));
  }
}
