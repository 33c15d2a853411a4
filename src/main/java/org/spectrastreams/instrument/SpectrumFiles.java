package org.spectrastreams.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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
    throw SpectrumFileException.atByte(file, 0, "content of no known format", known());
  }

  private static String known() {
    return READERS.stream().map(SpectrumReader::format).collect(Collectors.joining(", or "));
  }
}
