package org.spectrastreams.formats.zip;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * A zip archive whose entries are read one at a time and never unpacked by their own names. What an
 * entry claims to hold is checked before it is expanded, what it holds while it is: no more than it
 * claims, at most {@value #MOST_RATIO} times what it takes in the archive, and with its check sum.
 */
public final class Archive implements AutoCloseable {
  private static final int MOST_ENTRIES = 10_000;

  /** Repeated rows shrink a hundredfold; a bomb shrinks a thousandfold. */
  private static final int MOST_RATIO = 400;

  private static final long ALWAYS_ALLOWED = 1 << 20;

  private final Path file;
  private final ZipFile zip;
  private final List<String> names;

  private Archive(Path file, ZipFile zip, List<String> names) {
    this.file = file;
    this.zip = zip;
    this.names = names;
  }

  /**
   * Opens an archive.
   *
   * @throws SpectrumFileException if its list of entries is damaged or too long
   */
  public static Archive open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
    try {
      if (zip.size() > MOST_ENTRIES) {
        throw SpectrumFileException.ofFile(
            file, zip.size() + " entries", "at most " + MOST_ENTRIES);
      }
      return new Archive(file, zip, zip.stream().map(ZipEntry::getName).toList());
    } catch (IllegalArgumentException e) { // a name that is no text, which some JDKs only see here
      zip.close();
      throw damaged(file, e);
    } catch (SpectrumFileException e) {
      zip.close();
      throw e;
    }
  }

  private static SpectrumFileException damaged(Path file, Exception cause) throws IOException {
    return SpectrumFileException.atByte(
        file,
        Files.size(file),
        "no list of a zip archive's entries (" + cause.getMessage() + ")",
        "a whole archive: copy the file again");
  }

  /** The names of the entries, in the archive's order. */
  public List<String> names() {
    return names;
  }

  /**
   * An entry's content, to be read once.
   *
   * @param mostBytes how long it may be
   * @return empty where there is no such entry
   * @throws SpectrumFileException if it is longer, or expands beyond measure
   */
  public Optional<InputStream> read(String name, long mostBytes) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      return Optional.empty();
    }
    long size = entry.getSize();
    if (size < 0 || size > mostBytes) {
      throw fault(name, size + " bytes", "at most " + mostBytes);
    }
    if (size > ALWAYS_ALLOWED && size / MOST_RATIO > entry.getCompressedSize()) {
      throw fault(
          name,
          size + " bytes out of " + entry.getCompressedSize(),
          "at most " + MOST_RATIO + " times what it takes in the archive");
    }
    InputStream raw;
    try {
      raw = zip.getInputStream(entry);
    } catch (ZipException | IllegalArgumentException e) {
      throw fault(name, "a damaged entry (" + e.getMessage() + ")", "a whole one");
    }
    if (raw == null) {
      throw fault(name, "no content", "an entry that can be read");
    }
    return Optional.of(new Checked(raw, entry));
  }

  private SpectrumFileException fault(String name, String found, String expected) {
    return SpectrumFileException.ofFile(
        file, found + " in the archive's \"" + name + "\"", expected);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Counts and sums what it passes on. */
  private final class Checked extends FilterInputStream {
    private final ZipEntry entry;
    private final CRC32 sum = new CRC32();
    private long read;

    Checked(InputStream in, ZipEntry entry) {
      super(in);
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count;
      try {
        count = in.read(into, from, length);
      } catch (IOException e) {
        throw fault(entry.getName(), "damaged content (" + e.getMessage() + ")", "a whole entry");
      }
      if (count > 0) {
        read += count;
        sum.update(into, from, count);
      }
      if (read > entry.getSize() || (count < 0 && read < entry.getSize())) {
        throw fault(
            entry.getName(),
            (count < 0 ? read + " bytes" : "more bytes"),
            entry.getSize() + ", as its list of entries says");
      }
      if (count < 0 && sum.getValue() != entry.getCrc()) {
        throw fault(entry.getName(), "a wrong check sum", "the one in the list of entries");
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      return in.skip(0); // what is passed over is summed as well
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
