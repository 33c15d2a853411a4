package org.spectrastreams.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.spectrastreams.formats.agilent.AgilentTileReader;
import org.spectrastreams.formats.envi.EnviReader;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.table.TableReader;
import org.spectrastreams.formats.table.UcrReader;
import org.spectrastreams.spectrum.SpectrumSource;

/** Opens instrument files of any known format; the content decides which. */
public final class SpectrumFiles {
  /** How much of a file the readers see when they decide whose it is. */
  public static final int HEAD_BYTES = 1 << 16;

  private static final List<SpectrumReader> READERS =
      List.of(new AgilentTileReader(), new EnviReader(), new UcrReader(), new TableReader());

  private SpectrumFiles() {}

  /** The readers, in the order in which they are asked. */
  public static List<SpectrumReader> readers() {
    return READERS;
  }

  /**
   * Opens a file that says everything about itself.
   *
   * @throws SpectrumFileException as {@link #open(Path, OpenOptions)}
   */
  public static SpectrumSource open(Path file) throws IOException {
    return open(file, OpenOptions.NONE);
  }

  /**
   * Opens a file.
   *
   * @throws SpectrumFileException if there is no such file, no reader knows its format, or it is
   *     malformed; the message names the file, the place in it and what was expected
   */
  public static SpectrumSource open(Path file, OpenOptions options) throws IOException {
    if (Files.isDirectory(file)) {
      throw SpectrumFileException.ofFile(file, "a folder", "a file");
    }
    if (!Files.isRegularFile(file)) {
      throw SpectrumFileException.ofFile(file, "no such file", "a file that exists");
    }
    if (!Files.isReadable(file)) {
      throw SpectrumFileException.ofFile(
          file, "no permission to read it", "a file that may be read");
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    if (head.length == 0) {
      throw SpectrumFileException.atByte(file, 0, "an empty file", known());
    }
    for (SpectrumReader reader : READERS) {
      if (reader.recognises(file, head)) {
        return reader.open(file, options);
      }
    }
    throw SpectrumFileException.atByte(
        file,
        0,
        isCompressed(head) ? "a compressed file" : "content of no known format",
        (isCompressed(head) ? "one that was unpacked first: " : "") + known());
  }

  /** Whether a file starts as gzip, zip, xz, bzip2 or zstd files do. */
  private static boolean isCompressed(byte[] head) {
    String start = new String(head, 0, Math.min(head.length, 6), StandardCharsets.ISO_8859_1);
    return start.startsWith("\u001F\u008B")
        || start.startsWith("PK\u0003\u0004")
        || start.startsWith("\u00FD7zXZ")
        || start.startsWith("BZh")
        || start.startsWith("(\u00B5/\u00FD");
  }

  private static String known() {
    return READERS.stream().map(SpectrumReader::format).collect(Collectors.joining(", or "));
  }
}
