package org.spectrastreams.formats.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * A binary file of which parts are read at known offsets. Every length is held against the file's
 * before anything is allocated for it. Not thread-safe.
 */
public final class BinaryFile implements AutoCloseable {
  /** The most that one read may ask for; spectra are far shorter. */
  private static final int MOST_BYTES = 64 << 20;

  private final Path file;
  private final SeekableByteChannel channel;
  private final ByteOrder order;
  private final long size;

  private BinaryFile(Path file, SeekableByteChannel channel, ByteOrder order) throws IOException {
    this.file = file;
    this.channel = channel;
    this.order = order;
    this.size = channel.size();
  }

  /** Makes the spectra of an open file, which they close. */
  public interface Reading {
    FileSource of(BinaryFile file) throws IOException;
  }

  /** The spectra of a file; where they cannot be made, the file is closed again. */
  public static FileSource source(Path path, ByteOrder order, Reading reading) throws IOException {
    BinaryFile file = open(path, order);
    try {
      return reading.of(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Opens a file whose numbers are stored in one byte order. */
  public static BinaryFile open(Path file, ByteOrder order) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      return new BinaryFile(file, channel, order);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The file. */
  public Path path() {
    return file;
  }

  /** The size in bytes when it was opened. */
  public long size() {
    return size;
  }

  /**
   * Reads bytes.
   *
   * @param what what stands there, for the message: {@code the axis}
   * @return a buffer in the file's byte order from position 0
   * @throws SpectrumFileException if the file ends before them
   */
  public ByteBuffer read(long offset, long length, String what) throws IOException {
    require(offset, length, what);
    if (length > MOST_BYTES) {
      throw error(
          offset, length + " bytes of " + what, "at most " + MOST_BYTES + " bytes in one piece");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) length).order(order);
    fill(offset, buffer, what);
    return buffer.flip();
  }

  /** Fills what remains of a buffer. */
  void fill(long offset, ByteBuffer buffer, String what) throws IOException {
    channel.position(offset);
    long at = offset;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer);
      if (read < 0) {
        throw error(
            at,
            "the end of the file, which has become shorter since it was opened",
            buffer.remaining() + " more bytes of " + what);
      }
      at += read;
    }
  }

  /**
   * Checks that a part lies in the file.
   *
   * @throws SpectrumFileException if the file ends before or within it
   */
  public void require(long offset, long length, String what) throws SpectrumFileException {
    if (offset < 0 || length < 0 || offset > size || length > size - offset) {
      throw error(
          Math.max(0, Math.min(offset, size)),
          "a file of " + size + " bytes",
          what + ": " + length + " bytes from byte " + offset);
    }
  }

  /** Text in ISO 8859-1 up to its first zero byte, without white space around it. */
  public static String text(ByteBuffer buffer, int offset, int length) {
    int end = offset;
    while (end < offset + length && buffer.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - offset];
    buffer.get(offset, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1).strip();
  }

  /** An error at a byte of this file. */
  public SpectrumFileException error(long offset, String found, String expected) {
    return SpectrumFileException.atByte(file, offset, found, expected);
  }

  /** The byte order of the file's numbers. */
  public ByteOrder order() {
    return order;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
