package org.spectrastreams.cli.watching;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.wire.proto.Wire;

/** Whether a file that is another one than it was goes on with what was sent of it. */
final class Continuation {
  private Continuation() {}

  /**
   * Whether something was only added behind what was sent: whole lines to a list, or to a raster
   * that was being written.
   */
  static boolean is(Portion portion, Wire.WatchedFile before, FileSource source, boolean isList)
      throws IOException {
    Path file = portion.files().get(0);
    long bytes = before.getBytes();
    return !before.getPrefix().isEmpty()
        && bytes > 0
        && Math.min(portion.firstBytes(), Files.size(file)) >= bytes
        && source.understood().spectra() >= before.getSpectra()
        && Portion.axisOf(source.axis()).equals(before.getAxis())
        && (isList ? portion.files().size() == 1 && endsALine(file, bytes) : before.getBeginning())
        && ContentDigest.ofFirst(file, bytes).equals(before.getPrefix());
  }

  private static boolean endsALine(Path file, long bytes) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      opened.seek(bytes - 1);
      int last = opened.read();
      return last == '\n' || last == '\r';
    }
  }
}
