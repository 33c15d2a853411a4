package org.spectrastreams.cli.watching;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spectrastreams.cli.options.Folders;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;

/**
 * The beginning of a file that is being written, which was there long enough: of formats that can
 * be read so, the file itself; of text, a copy of its whole lines, which is removed again. Others
 * have none.
 */
final class Beginning implements AutoCloseable {
  /** The longest text that is copied again and again while it grows. */
  static final long MOST_TEXT = 256L << 20;

  private static final Beginning NONE = new Beginning(null, OpenOptions.NONE, 0, null);
  private static final int BACK = 1 << 16;

  private final Path open;
  private final OpenOptions options;
  private final long bytes;
  private final Path copies;

  private Beginning(Path open, OpenOptions options, long bytes, Path copies) {
    this.open = open;
    this.options = options;
    this.bytes = bytes;
    this.copies = copies;
  }

  /**
   * The beginning of a file.
   *
   * @param settled how many bytes were there long enough
   */
  static Beginning of(Path file, long settled, OpenOptions options) throws IOException {
    if (SpectrumFiles.readsBeginnings(file, options)) {
      return new Beginning(file, options.ofFirst(settled), settled, null);
    }
    if (!FileHead.of(file).isText() || settled > MOST_TEXT) {
      return NONE;
    }
    long lines = wholeLines(file, settled);
    if (lines == 0) {
      return NONE;
    }
    Path copies = Files.createTempDirectory("spectra-watch");
    Path copy = copies.resolve(file.getFileName().toString());
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(copy)) {
      byte[] buffer = new byte[BACK];
      long left = lines;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException(file + " has become shorter");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
      out.close();
      if (!hasASpectrumALine(copy, lines, options)) {
        Folders.delete(copies);
        return NONE;
      }
    } catch (IOException | RuntimeException e) {
      Folders.delete(copies);
      throw e;
    }
    return new Beginning(copy, options, lines, copies);
  }

  /**
   * Whether the last line is one spectrum more, on the same axis: in any other text a spectrum may
   * go on behind it.
   */
  private static boolean hasASpectrumALine(Path copy, long lines, OpenOptions options)
      throws IOException {
    long before = wholeLines(copy, lines - 1);
    byte[] last = new byte[(int) (lines - before)];
    try (RandomAccessFile opened = new RandomAccessFile(copy.toFile(), "rw");
        FileSource all = SpectrumFiles.open(copy, options)) {
      opened.seek(before);
      opened.readFully(last);
      opened.setLength(before);
      try (FileSource less = SpectrumFiles.open(copy, options)) {
        return all.understood().spectra() == less.understood().spectra() + 1
            && all.axis().equals(less.axis());
      } finally {
        opened.seek(before);
        opened.write(last);
      }
    }
  }

  /** Where the last whole line ends; 0 where none does, or it is longer than a line may be. */
  private static long wholeLines(Path file, long settled) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, settled - BACK);
      byte[] last = new byte[(int) (settled - from)];
      opened.seek(from);
      opened.readFully(last);
      for (int i = last.length - 1; i >= 0; i--) {
        if (last[i] == '\n') {
          return from + i + 1;
        }
      }
      return 0;
    }
  }

  /** The file to open. */
  Path open() {
    return open;
  }

  /** How to read it. */
  OpenOptions options() {
    return options;
  }

  /** How much of the file it is; 0 where nothing of it can be read yet. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    if (copies != null) {
      Folders.delete(copies);
    }
  }
}
