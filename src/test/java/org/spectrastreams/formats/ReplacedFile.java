package org.spectrastreams.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fixture: a file whose content changes thousands of times. */
final class ReplacedFile {
  private ReplacedFile() {}

  /**
   * Puts a new file into the place of one. Where the old one is emptied instead, ext4 writes to the
   * disk at once.
   */
  static void write(Path file, byte[] content) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, content);
  }
}
